/** One line a column: its title, what stands in it, and the field it fills. */
import { Select } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cellText, isBlank } from '#schema/import/sheet.ts';
import { isTarget, TARGETS } from '#schema/import/targets.ts';
import { cleanLine } from '#schema/text.ts';
import { columnTitle } from './columnTitle.ts';
import type { ColumnsProps } from './ColumnsStep.tsx';
import classes from './Import.module.css';
import { useTargetLabel } from './targetLabel.ts';

const SAMPLES = 3;

export function ColumnMatches({ steps, state }: ColumnsProps) {
  const { t } = useTranslation();
  const label = useTargetLabel();
  const { layout, open } = state;
  const sheet = open.sheets[layout.sheet];
  const samples = useMemo(() => {
    const rows = (sheet?.head ?? []).slice(layout.header === null ? 0 : layout.header + 1);
    return layout.titles.map((_, column) => {
      const texts = rows.filter((row) => !isBlank(row[column])).map((row) => cleanLine(cellText(row[column])));
      return [...new Set(texts)].slice(0, SAMPLES).join(' · ');
    });
  }, [sheet, layout.header, layout.titles]);
  const options = useMemo(() => TARGETS.map((target) => ({ value: target, label: label(target) })), [label]);

  return (
    <ul className={classes.matches}>
      {layout.columns.map((target, column) => {
        const title = columnTitle(t, layout.titles, column);
        return (
          // a column is its place: titles may repeat
          <li key={columnKey(column)} className={classes.match} data-out={target === null || undefined}>
            <div className={classes.matchColumn}>
              <span className={classes.matchTitle}>{title}</span>
              <span className={classes.matchSamples}>{samples[column] || t(($) => $.import.columns.noSamples)}</span>
            </div>
            <IconArrowRight size={14} aria-hidden className={classes.matchArrow} />
            <Select
              aria-label={t(($) => $.import.columns.targetOf, { title })}
              className={classes.matchTarget}
              data={options}
              value={target}
              searchable
              clearable
              placeholder={t(($) => $.import.columns.leaveOut)}
              nothingFoundMessage={t(($) => $.records.nothing)}
              clearButtonProps={{ 'aria-label': t(($) => $.import.columns.leaveOut) }}
              onChange={(value) => steps.chooseColumn(column, isTarget(value) ? value : null)}
            />
          </li>
        );
      })}
    </ul>
  );
}

const columnKey = (column: number): string => `column-${column}`;
