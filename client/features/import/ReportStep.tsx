/** What the import did: added, merged, skipped and why, with the way back for the whole of it. */
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cellText } from '#schema/import/sheet.ts';
import type { JudgedRow } from '#schema/import/judge.ts';
import { exportRows, saveFile } from '../../data/exportFile.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useFound } from '../../data/useRecords.ts';
import shared from './Import.module.css';
import classes from './ReportStep.module.css';
import type { ImportReport } from './importState.ts';
import { LeadsOfImport } from './LeadsOfImport.tsx';
import { rowTitle } from './reviewRows.ts';
import type { ImportSteps } from './useImport.ts';

const UNREADABLE = new Set(['invalid-phone', 'invalid-email', 'invalid-date']);
const ROWS_LISTED = 200;

interface ReportStepProps {
  readonly steps: ImportSteps;
  readonly report: ImportReport;
}

export function ReportStep({ steps, report }: ReportStepProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const [undoing, setUndoing] = useState(false);
  const [taken, setTaken] = useState(false);
  const { plan, rows, batch, entry, failure } = report;
  const { create, merge, skip } = plan.counts;
  // live: taken back elsewhere (Ctrl+Z, another device), the page says so too
  const imported = useFound('lead', 'batch', batch ?? '').filter((lead) => lead.bin === undefined);
  const isUndone = create > 0 ? batch !== null && imported.length === 0 : taken;

  const takeBack = async () => {
    if (!entry) return;
    setUndoing(true);
    await commands.undo(entry);
    setUndoing(false);
    setTaken(true);
  };

  if (failure !== null) {
    return (
      <section className={shared.report}>
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" title={t(($) => $.import.report.failed)}>
          {t(($) => $.import.report.failedText, { detail: failure })}
        </Alert>
        <Group>
          <Button variant="default" onClick={steps.reset}>
            {t(($) => $.import.report.another)}
          </Button>
        </Group>
      </section>
    );
  }

  const toRepair = rows.filter(
    (row, index) => plan.outcomes[index]?.result !== 'skip' && row.problems.some(({ code }) => UNREADABLE.has(code)),
  ).length;

  return (
    <section className={shared.report} aria-live="polite">
      <Group gap="sm" wrap="nowrap">
        {isUndone ? (
          <IconArrowBackUp size={26} aria-hidden />
        ) : (
          <IconCircleCheck size={26} color="var(--text-success)" aria-hidden />
        )}
        <Title order={2} size="h2">
          {isUndone ? t(($) => $.import.report.undone) : t(($) => $.import.report.done)}
        </Title>
      </Group>
      {isUndone ? (
        <Text>{t(($) => $.import.report.undoneText)}</Text>
      ) : (
        <ul className={classes.reportFigures}>
          <li>{t(($) => $.import.report.created, { count: create })}</li>
          {merge > 0 && <li>{t(($) => $.import.report.merged, { count: merge })}</li>}
          {skip > 0 && <li>{t(($) => $.import.report.skipped, { count: skip })}</li>}
          {toRepair > 0 && (
            <li className={classes.reportRepair}>{t(($) => $.import.report.toRepair, { count: toRepair })}</li>
          )}
        </ul>
      )}
      <Group gap="sm">
        {!isUndone && batch !== null && create > 0 && <LeadsOfImport batch={batch} campaign={report.campaign} />}
        {!isUndone && !taken && entry && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} />}
            loading={undoing}
            onClick={() => void takeBack()}
          >
            {undoing ? t(($) => $.import.report.undoing) : t(($) => $.import.report.undo)}
          </Button>
        )}
        <Button variant="default" onClick={steps.reset}>
          {t(($) => $.import.report.another)}
        </Button>
      </Group>
      {skip > 0 && <SkippedRows report={report} />}
    </section>
  );
}

/** Rows that were not imported, each with its reason; as a file too, to be put right and tried again. */
function SkippedRows({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const { plan, rows, titles } = report;
  const skipped = plan.outcomes.flatMap((outcome, index): { row: JudgedRow; why: string }[] => {
    const row = rows[index];
    return row && outcome.result === 'skip' ? [{ row, why: t(($) => $.import.report.why[outcome.why]) }] : [];
  });
  const download = async () => {
    const columns = [...titles, t(($) => $.import.report.reason)].map((title) => ({ title }));
    const lines = skipped.map(({ row, why }) => [...titles.map((_, at) => cellText(row.cells[at])), why]);
    saveFile(
      await exportRows(columns, lines, 'xlsx'),
      t(($) => $.import.report.skippedName),
    );
  };
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t(($) => $.import.report.skippedRows)}</Title>
        <Button size="compact-xs" variant="default" onClick={() => void download()}>
          {t(($) => $.import.report.downloadSkipped)}
        </Button>
      </Group>
      <ul className={classes.skipped}>
        {skipped.slice(0, ROWS_LISTED).map(({ row, why }) => (
          <li key={row.row}>
            <span className={classes.skippedLine}>{row.line}</span>
            <span className={classes.skippedTitle}>{rowTitle(row)}</span>
            <span className={classes.skippedWhy}>{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
