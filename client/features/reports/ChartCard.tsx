/** One question with its chart; the same figures as a table are one key away, and there every figure is a link. */
import { Button, Paper, Text } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inTurn } from '../../ui/inTurn.ts';
import classes from './Reports.module.css';

interface ChartCardProps {
  readonly title: string;
  /** drawn when it is its turn: until then the one before stands, or at first room for it */
  readonly chart: ReactNode;
  /** px */
  readonly height: number;
  readonly table: ReactNode;
  readonly isEmpty: boolean;
  readonly wide?: boolean;
}

export function ChartCard({ title, chart, height, table, isEmpty, wide = false }: ChartCardProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  // null: there is nothing to draw; undefined: not its turn yet
  const [drawn, setDrawn] = useState<ReactNode>();
  useEffect(() => inTurn(() => setDrawn(isEmpty ? null : chart)), [isEmpty, chart]);
  const id = useId();
  return (
    <Paper component="section" className={classes.card} data-wide={wide || undefined} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <h2 id={id} className={classes.cardTitle}>
          {title}
        </h2>
        {!isEmpty && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-pressed={asTable}
            leftSection={asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? t(($) => $.reports.asChart) : t(($) => $.reports.asTable)}
          </Button>
        )}
      </div>
      {asTable && !isEmpty ? (
        <div className={classes.tableScroll}>{table}</div>
      ) : drawn === undefined ? (
        <div style={{ height }} />
      ) : (
        (drawn ?? (
          <Text c="dimmed" size="sm" py="lg" ta="center">
            {t(($) => $.reports.noData)}
          </Text>
        ))
      )}
    </Paper>
  );
}
