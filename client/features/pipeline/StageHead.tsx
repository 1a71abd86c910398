/** The head of a column: the stage, how many deals, what they come to, and what that weighs by their probability. */
import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { moneyText } from './moneyText.ts';
import classes from './StageHead.module.css';
import { RECENT_DAYS, type StageColumn } from './stageColumns.ts';

interface StageHeadProps {
  readonly column: StageColumn;
  readonly label: string;
  /** all of a closed stage are shown, not only the recent ones */
  readonly whole: boolean;
  readonly onCreate: (() => void) | undefined;
}

export function StageHead({ column, label, whole, onCreate }: StageHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { entry, deals, value, weighted } = column;
  const closed = entry?.outcome !== undefined;
  const sums = { value: moneyText(format, value), weighted: moneyText(format, weighted) };
  const exact = { value: moneyText(format, value, true), weighted: moneyText(format, weighted, true) };
  return (
    <>
      <div className={classes.first}>
        <span className={classes.dot} style={{ background: `var(--tint-${entry?.color ?? 'gray'}-solid)` }} />
        <h2 className={classes.name}>{label}</h2>
        <span className={classes.count}>{format.number(deals.length)}</span>
        {onCreate && (
          <ActionIcon
            size={22}
            className={classes.add}
            aria-label={t(($) => $.pipeline.newDealIn, { stage: label })}
            data-hint={t(($) => $.pipeline.newDealIn, { stage: label })}
            onClick={onCreate}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </div>
      <div
        className={classes.sums}
        data-hint={value.length === 0 ? undefined : closed ? exact.value : t(($) => $.pipeline.amountHint, exact)}
      >
        {closed ? sums.value : t(($) => $.pipeline.amount, sums)}
        {closed && !whole && <> · {t(($) => $.pipeline.recent, { count: RECENT_DAYS })}</>}
      </div>
    </>
  );
}
