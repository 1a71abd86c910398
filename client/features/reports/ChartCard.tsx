/** One question with its chart; the same figures as a table are one key away, and there every figure is a link. */
import { Button, Paper, Text } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Reports.module.css';

interface ChartCardProps {
  readonly title: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  readonly isEmpty: boolean;
  readonly wide?: boolean;
}

export function ChartCard({ title, chart, table, isEmpty, wide = false }: ChartCardProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
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
      {isEmpty ? (
        <Text c="dimmed" size="sm" py="lg" ta="center">
          {t(($) => $.reports.noData)}
        </Text>
      ) : asTable ? (
        <div className={classes.tableScroll}>{table}</div>
      ) : (
        chart
      )}
    </Paper>
  );
}
