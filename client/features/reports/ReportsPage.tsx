/** The reports: figures of one period at the head, then one chart for each question. Everything is computed here, offline too. */
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChartBar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InTurn } from '../../ui/inTurn.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { FigureList, type OpenFigure } from './FigureList.tsx';
import { ReportCharts } from './ReportCharts.tsx';
import { ReportFigures } from './ReportFigures.tsx';
import classes from './Reports.module.css';
import { PERIODS, type PeriodName, useReport } from './useReport.ts';

export function ReportsPage() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<PeriodName>('all');
  const [open, setOpen] = useState<OpenFigure | null>(null);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const control = (
    <SegmentedControl
      aria-label={t(($) => $.reports.period)}
      value={period}
      onChange={(value) => {
        const next = PERIODS.find((name) => name === value);
        if (next) setPeriod(next);
      }}
      data={PERIODS.map((name) => ({ value: name, label: t(($) => $.reports.periods[name]) }))}
    />
  );
  return (
    <>
      <PageHeader title={t(($) => $.reports.title)} actions={!isPhone && control} />
      <div className={classes.page}>
        <InTurn>
          <Figures period={period} onOpen={setOpen}>
            {isPhone && <div className={classes.period}>{control}</div>}
          </Figures>
        </InTurn>
        {open && <FigureList key={JSON.stringify(open)} figure={open} onClose={() => setOpen(null)} />}
      </div>
    </>
  );
}

interface FiguresProps {
  readonly period: PeriodName;
  readonly onOpen: (figure: OpenFigure) => void;
  /** stands above the figures */
  readonly children: ReactNode;
}

function Figures({ period, onOpen, children }: FiguresProps) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const report = useReport(period);
  return (
    <div className={classes.scroll} aria-busy={!report}>
      {children}
      {!report ? null : report.isEmpty && report.name === 'all' ? (
        <EmptyState icon={IconChartBar} title={t(($) => $.reports.empty.title)} text={t(($) => $.reports.empty.text)}>
          <Button
            renderRoot={(props) => <Link {...props} to="/w/$workspace/import" params={{ workspace }} />}
            variant="default"
          >
            {t(($) => $.reports.empty.action)}
          </Button>
        </EmptyState>
      ) : (
        <>
          <ReportFigures report={report} onOpen={onOpen} />
          <ReportCharts report={report} onOpen={onOpen} />
        </>
      )}
    </div>
  );
}
