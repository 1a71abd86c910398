/** Won and lost value by month, side by side, in the currency that was closed most. */
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTranslation } from 'react-i18next';
import type { MonthFigure } from '#schema/metrics.ts';
import type { Money } from '#schema/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import classes from './Reports.module.css';

/** px */
export const MONTHS_HEIGHT = 260;

interface MonthsChartProps {
  readonly months: readonly MonthFigure[];
  readonly currency: string;
  readonly open: (month: MonthFigure, outcome: 'won' | 'lost') => void;
}

const amountIn = (values: readonly Money[], currency: string): number =>
  values.find((money) => money.currency === currency)?.amount ?? 0;

export function MonthsChart({ months, currency, open }: MonthsChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (amount: number): string => format.moneyShort({ amount, currency });
  const data = months.map((month) => ({
    month: format.month(month.month),
    won: amountIn(month.won.value, currency),
    lost: amountIn(month.lost.value, currency),
  }));
  const series = [
    { key: 'won', name: t(($) => $.reports.columns.wonCount), fill: 'var(--tint-teal-solid)' },
    { key: 'lost', name: t(($) => $.reports.columns.lostCount), fill: 'var(--tint-orange-solid)' },
  ] as const;
  return (
    <div aria-hidden className={classes.chart}>
      <ResponsiveContainer width="100%" height={MONTHS_HEIGHT}>
        <BarChart accessibilityLayer={false} data={data} margin={{ top: 8, right: 8, bottom: 0, left: 8 }} barGap={2}>
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis
            dataKey="month"
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--text-dimmed)', fontSize: 12 }}
          />
          <YAxis
            axisLine={false}
            tickLine={false}
            width={72}
            tickFormatter={money}
            tick={{ fill: 'var(--text-dimmed)', fontSize: 12 }}
          />
          <Tooltip
            cursor={{ fill: 'var(--surface-hover)' }}
            formatter={(value) => format.money({ amount: Number(value), currency })}
            contentStyle={{
              background: 'var(--surface-raised)',
              border: '1px solid var(--hairline-strong)',
              borderRadius: 6,
              fontSize: 12,
            }}
          />
          <Legend iconType="circle" iconSize={8} wrapperStyle={{ fontSize: 12 }} />
          {series.map(({ key, name, fill }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={fill}
              radius={[4, 4, 0, 0]}
              maxBarSize={36}
              isAnimationActive={false}
              cursor="pointer"
              onClick={(_, index) => {
                const month = months[index];
                if (month) open(month, key);
              }}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
