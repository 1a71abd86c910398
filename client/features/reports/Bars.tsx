/** Horizontal bars, labelled directly; each leads to its list. The table of the same card is the way in for keyboards. */
import classes from './Bars.module.css';

export interface BarLine {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** what stands at the end of the bar */
  readonly shown: string;
  readonly color?: string;
  readonly open: () => void;
}

const ROW = 30;
/** What a bar's name takes, with the gaps around the bar, px. */
const BESIDE = 142;

/** How high so many bars stand, px. */
export const barsHeight = (lines: number): number => lines * ROW;

export function Bars({ lines }: { readonly lines: readonly BarLine[] }) {
  const most = Math.max(1e-9, ...lines.map(({ value }) => value));
  // what the longest end leaves
  const room = `(100% - ${BESIDE}px - ${Math.max(0, ...lines.map(({ shown }) => shown.length))}ch)`;
  return (
    <div aria-hidden>
      {lines.map(({ key, label, value, shown, color, open }) => (
        <button key={key} type="button" tabIndex={-1} className={classes.line} onClick={open}>
          <span className={classes.label}>{label}</span>
          <span className={classes.bar} style={{ width: `calc(${room} * ${value / most})`, background: color }} />
          <span className={classes.end}>{shown}</span>
        </button>
      ))}
    </div>
  );
}
