/** Horizontal bars, labelled directly; each leads to its list. The table of the same card is the way in for keyboards. */
import type { CSSProperties, MouseEvent } from 'react';
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

/** Plain elements: a chart library draws each of these several times, and eight of them held the page. */
export function Bars({ lines }: { readonly lines: readonly BarLine[] }) {
  const most = Math.max(...lines.map(({ value }) => value));
  return (
    <div aria-hidden className={classes.bars}>
      {lines.map(({ key, label, value, shown, color, open }) => (
        <div key={key} className={classes.line} style={barStyle(most > 0 ? value / most : 0, color)}>
          <span className={classes.label}>{label}</span>
          <button
            type="button"
            tabIndex={-1}
            aria-label={label}
            className={classes.bar}
            onMouseDown={keepFocus}
            onClick={open}
          />
          <span className={classes.shown}>{shown}</span>
        </div>
      ))}
    </div>
  );
}

/** What is hidden from screen readers must not take the focus. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

const barStyle = (part: number, color = 'var(--tint-indigo-solid)'): CSSProperties =>
  ({ '--part': part, '--color': color }) as CSSProperties;
