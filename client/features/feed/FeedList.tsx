/** The lines under their days; only those on screen are made. */
import { useEffect, useMemo, useRef } from 'react';
import { today } from '../../data/environment.ts';
import { useFormat } from '../../i18n/format.ts';
import { useVirtual } from '../../ui/useVirtual.ts';
import { FeedItem } from './FeedItem.tsx';
import classes from './FeedList.module.css';
import type { FeedLine } from './feedNews.ts';

interface FeedListProps {
  readonly lines: readonly FeedLine[];
  readonly onAtTop: (atTop: boolean) => void;
  /** told when one has come near the end; undefined where there are no more lines */
  readonly onEnd: (() => void) | undefined;
}

type Row =
  | { readonly key: string; readonly day: string; readonly line?: never }
  | { readonly key: string; readonly line: FeedLine };

const DAY_HEIGHT = 44;
const LINE_HEIGHT = 34;
/** this far down counts as the top still */
const AT_TOP = 24;
/** so many rows before the last one is near the end */
const NEAR_END = 60;

export function FeedList({ lines, onAtTop, onEnd }: FeedListProps) {
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(lines), [lines]);
  const virtual = useVirtual({
    count: rows.length,
    scroller: () => scroller.current,
    estimateSize: (index) => (rows[index]?.line ? LINE_HEIGHT : DAY_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
  });
  const isNearEnd = (virtual.items.at(-1)?.index ?? 0) >= rows.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, rows]);
  return (
    // reached by Tab, so that it can be scrolled by keys where no line has a link
    <section
      className={classes.root}
      ref={scroller}
      onScroll={(event) => onAtTop(event.currentTarget.scrollTop <= AT_TOP)}
    >
      {/* lines in the flow: a place of its own for each makes its styles dearer than all that is in it */}
      <ol className={classes.list} style={{ height: virtual.size, paddingTop: virtual.items[0]?.start }}>
        {virtual.items.map(({ index, key }) => {
          const row = rows[index];
          return (
            row && (
              <li key={key} ref={virtual.measure} data-index={index}>
                {row.line ? (
                  <FeedItem line={row.line} hourOnly />
                ) : (
                  <h2 className={classes.day}>{dayName(format, row.day)}</h2>
                )}
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

function rowsOf(lines: readonly FeedLine[]): readonly Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const line of lines) {
    const its = today(line.event.at);
    if (its !== day) {
      day = its;
      rows.push({ key: `day ${day}`, day });
    }
    rows.push({ key: line.event.id, line });
  }
  return rows;
}

/** `bugün` and `dün` by their names, other days in full. */
function dayName(format: ReturnType<typeof useFormat>, day: string): string {
  const near = format.dayNear(day);
  const isNear = day === today() || near === format.dayNear(today(Date.now() - 86_400_000));
  const name = isNear ? near : format.dayLong(day);
  return name.charAt(0).toLocaleUpperCase(format.locale) + name.slice(1);
}
