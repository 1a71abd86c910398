/** Horizontal bars, labelled directly; each leads to its list. The table of the same card is the way in for keyboards. */
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import classes from './Reports.module.css';

export interface BarLine {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** what stands at the end of the bar */
  readonly shown: string;
  readonly color?: string;
  readonly open?: () => void;
}

const ROW = 30;
const LABEL_WIDTH = 132;
const LABEL_LENGTH = 19;

export function Bars({ lines }: { readonly lines: readonly BarLine[] }) {
  const data = lines.map((line) => ({ ...line, short: shorten(line.label) }));
  return (
    <div aria-hidden className={classes.chart}>
      <ResponsiveContainer width="100%" height={lines.length * ROW + 8}>
        <BarChart data={data} layout="vertical" margin={{ top: 0, right: 84, bottom: 0, left: 0 }} barCategoryGap={6}>
          <XAxis type="number" hide domain={[0, 'dataMax']} />
          <YAxis
            type="category"
            dataKey="short"
            width={LABEL_WIDTH}
            axisLine={false}
            tickLine={false}
            interval={0}
            tick={{ fill: 'var(--text-dimmed)', fontSize: 12 }}
          />
          <Bar
            dataKey="value"
            radius={4}
            minPointSize={2}
            isAnimationActive={false}
            onClick={(_, index) => lines[index]?.open?.()}
          >
            {lines.map((line) => (
              <Cell
                key={line.key}
                fill={line.color ?? 'var(--tint-indigo-solid)'}
                cursor={line.open ? 'pointer' : 'default'}
              />
            ))}
            <LabelList dataKey="shown" position="right" fill="var(--mantine-color-text)" fontSize={12} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

const shorten = (label: string): string =>
  label.length > LABEL_LENGTH ? `${label.slice(0, LABEL_LENGTH - 1)}…` : label;
