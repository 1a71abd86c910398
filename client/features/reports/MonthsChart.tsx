/** Won and lost value by month, side by side, in the currency that was closed most. The table of the card is for keyboards. */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonthFigure } from '#schema/metrics.ts';
import type { Money } from '#schema/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import { keepFocus } from './Bars.tsx';
import classes from './MonthsChart.module.css';
import { scaleTo } from './scaleTo.ts';

interface MonthsChartProps {
  readonly months: readonly MonthFigure[];
  readonly currency: string;
  readonly open: (month: MonthFigure, outcome: 'won' | 'lost') => void;
}

/** Names that fit under the columns of a wide page; a narrower one has room for half and a quarter of them. */
const NAMES = 12;

const amountIn = (values: readonly Money[], currency: string): number =>
  values.find((money) => money.currency === currency)?.amount ?? 0;

export function MonthsChart({ months, currency, open }: MonthsChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const series = [
    { key: 'won', name: t(($) => $.reports.columns.wonCount) },
    { key: 'lost', name: t(($) => $.reports.columns.lostCount) },
  ] as const;
  const amounts = months.map(({ won, lost }) => ({
    won: amountIn(won.value, currency),
    lost: amountIn(lost.value, currency),
  }));
  const { top, ticks } = scaleTo(Math.max(0, ...amounts.flatMap(({ won, lost }) => [won, lost])));
  return (
    <div aria-hidden className={classes.chart}>
      <div className={classes.scale}>
        {ticks.map((amount) => (
          <span key={amount} className={classes.tick} style={at(amount / top)}>
            {format.moneyShort({ amount, currency })}
          </span>
        ))}
      </div>
      <div className={classes.months}>
        {ticks.map((amount) => (
          <span key={amount} className={classes.line} style={at(amount / top)} />
        ))}
        {months.map((month, index) => (
          <div key={month.month} className={classes.month} data-late={index * 2 >= months.length || undefined}>
            {series.map(({ key, name }) => (
              <button
                key={key}
                type="button"
                tabIndex={-1}
                aria-label={name}
                className={classes.column}
                data-outcome={key}
                style={at((amounts[index]?.[key] ?? 0) / top)}
                onMouseDown={keepFocus}
                onClick={() => open(month, key)}
              />
            ))}
            <span className={classes.name} data-from={namedFrom(index, months.length)}>
              {format.month(month.month)}
            </span>
            <span className={classes.facts}>
              <span className={classes.factsMonth}>{format.month(month.month)}</span>
              {series.map(({ key, name }) => (
                <span key={key} data-outcome={key}>
                  {name}: {format.money({ amount: amounts[index]?.[key] ?? 0, currency })}
                </span>
              ))}
            </span>
          </div>
        ))}
      </div>
      <div className={classes.legend}>
        {series.map(({ key, name }) => (
          <span key={key} data-outcome={key}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

/** From which width of the page on a month has its name below it: every one, or each second, fourth … of many. */
function namedFrom(index: number, months: number): 'narrow' | 'middle' | 'wide' | undefined {
  const wide = Math.ceil(months / NAMES);
  const middle = months > NAMES / 2 ? wide * 2 : wide;
  const narrow = months > NAMES / 4 ? middle * 2 : middle;
  if (index % narrow === 0) return 'narrow';
  if (index % middle === 0) return 'middle';
  return index % wide === 0 ? 'wide' : undefined;
}

/** A height, as a part of the chart's. */
const at = (part: number): CSSProperties => ({ '--part': part }) as CSSProperties;
