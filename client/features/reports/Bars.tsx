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
const LABEL_WIDTH = 136;
const LABEL_LENGTH = 18;
/** What stands at the end of a bar: px a letter at 12 px, and room around it. */
const END_LETTER = 6.6;
const END_ROOM = 12;

/** How high so many bars stand, px. */
export const barsHeight = (lines: number): number => lines * ROW + 8;

export function Bars({ lines }: { readonly lines: readonly BarLine[] }) {
  const data = lines.map((line) => ({ ...line, short: shorten(line.label) }));
  const longest = lines.reduce((most, { shown }) => Math.max(most, shown.length), 0);
  return (
    <div aria-hidden className={classes.chart}>
      <ResponsiveContainer width="100%" height={barsHeight(lines.length)}>
        <BarChart
          accessibilityLayer={false}
          data={data}
          layout="vertical"
          margin={{ top: 0, right: longest * END_LETTER + END_ROOM, bottom: 0, left: 0 }}
          barCategoryGap={6}
        >
          <XAxis type="number" hide domain={[0, 'dataMax']} />
          <YAxis
            type="category"
            dataKey="short"
            width={LABEL_WIDTH}
            axisLine={false}
            tickLine={false}
            interval={0}
            tick={<Label />}
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
            <LabelList dataKey="shown" content={<EndLabel />} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

const shorten = (label: string): string =>
  label.length > LABEL_LENGTH ? `${label.slice(0, LABEL_LENGTH - 1)}…` : label;

/** The name of a bar, on one line: the chart's own would break it. */
function Label({ x, y, payload }: { x?: number; y?: number; payload?: { value: string } }) {
  return (
    <text x={x} y={y} dy={4} textAnchor="end" fontSize={12} fill="var(--text-dimmed)">
      {payload?.value}
    </text>
  );
}

/** What stands at the end of a bar, on one line. */
function EndLabel(props: { x?: number; y?: number; width?: number; height?: number; value?: string }) {
  const { x = 0, y = 0, width = 0, height = 0, value } = props;
  return (
    <text x={x + width + 6} y={y + height / 2} dy={4} fontSize={12} fill="var(--mantine-color-text)">
      {value}
    </text>
  );
}
