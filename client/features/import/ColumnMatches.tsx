/** One line a column: its title, what stands in it, and the field it fills. */
import { IconArrowRight, IconSelector } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cellText, isBlank } from '#schema/import/sheet.ts';
import { isTarget, TARGETS } from '#schema/import/targets.ts';
import { cleanLine } from '#schema/text.ts';
import { OptionPicker } from '../../records/OptionPicker.tsx';
import { columnTitle } from './columnTitle.ts';
import type { ColumnsProps } from './ColumnsStep.tsx';
import classes from './ColumnsStep.module.css';
import { useTargetLabel } from './targetLabel.ts';

const SAMPLES = 3;
/** The choice of no field. */
const LEFT_OUT = '';

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
  const leaveOut = t(($) => $.import.columns.leaveOut);
  const options = () => [
    ...TARGETS.map((target) => ({ value: target, label: label(target) })),
    { value: LEFT_OUT, label: leaveOut },
  ];

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
            {/* a sheet may have a hundred columns: what opens is made when it is opened */}
            <OptionPicker
              label={t(($) => $.import.columns.targetOf, { title })}
              className={classes.matchTarget}
              options={options}
              chosen={[target ?? LEFT_OUT]}
              onPick={(value) => steps.chooseColumn(column, isTarget(value) ? value : null)}
            >
              <span className={classes.matchField} data-out={target === null || undefined}>
                {target === null ? leaveOut : label(target)}
              </span>
              <IconSelector size={14} aria-hidden />
            </OptionPicker>
          </li>
        );
      })}
    </ul>
  );
}

const columnKey = (column: number): string => `column-${column}`;
