/** Won and lost value by month, side by side, in the currency that was closed most. */
import { useTranslation } from 'react-i18next';
import type { MonthFigure } from '#schema/metrics.ts';
import type { Money } from '#schema/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import { evenSteps } from './evenSteps.ts';
import classes from './MonthsChart.module.css';

/** px */
export const MONTHS_HEIGHT = 260;
/** Names of months beyond these are left out, evenly. */
const MOST_NAMES = 6;

interface MonthsChartProps {
  readonly months: readonly MonthFigure[];
  readonly currency: string;
  readonly open: (month: MonthFigure, outcome: 'won' | 'lost') => void;
}

const amountIn = (values: readonly Money[], currency: string): number =>
  values.find((money) => money.currency === currency)?.amount ?? 0;

const OUTCOMES = ['won', 'lost'] as const;

export function MonthsChart({ months, currency, open }: MonthsChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = {
    won: t(($) => $.reports.columns.wonCount),
    lost: t(($) => $.reports.columns.lostCount),
  };
  const data = months.map((month) => ({
    month,
    name: format.month(month.month),
    won: amountIn(month.won.value, currency),
    lost: amountIn(month.lost.value, currency),
  }));
  const steps = evenSteps(Math.max(...data.flatMap(({ won, lost }) => [won, lost])));
  const top = steps.at(-1) ?? 1;
  const every = Math.ceil(data.length / MOST_NAMES);
  return (
    <div aria-hidden className={classes.root} style={{ height: MONTHS_HEIGHT }}>
      <div className={classes.plot}>
        {steps.map((amount) => (
          <div key={amount} className={classes.step} style={{ bottom: `${(100 * amount) / top}%` }}>
            <span className={classes.amount}>{format.moneyShort({ amount, currency })}</span>
          </div>
        ))}
        <div className={classes.months}>
          {data.map(({ month, name, ...amounts }, at) => (
            <div key={month.month} className={classes.month}>
              {OUTCOMES.map((outcome) => {
                const words = `${name} · ${names[outcome]}: ${format.money({ amount: amounts[outcome], currency })}`;
                return (
                  <button
                    key={outcome}
                    type="button"
                    tabIndex={-1}
                    className={classes.bar}
                    aria-label={words}
                    data-hint={words}
                    data-outcome={outcome}
                    style={{ height: `${(100 * amounts[outcome]) / top}%` }}
                    onClick={() => open(month, outcome)}
                  />
                );
              })}
              {at % every === 0 && (
                <span className={classes.name} data-between={at % (2 * every) !== 0 || undefined}>
                  {name}
                </span>
              )}
            </div>
          ))}
        </div>
      </div>
      <div className={classes.legend}>
        {OUTCOMES.map((outcome) => (
          <span key={outcome} className={classes.key} data-outcome={outcome}>
            {names[outcome]}
          </span>
        ))}
      </div>
    </div>
  );
}
