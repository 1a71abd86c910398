/**
 * The review as a table of thousands of rows, worked by keyboard like a spreadsheet: arrows move, Enter or typing corrects,
 * Escape takes back. Focus stays on the table; the cell in hand is told by `aria-activedescendant`.
 */
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { columnTitle } from './columnTitle.ts';
import classes from './ReviewGrid.module.css';
import { cellId, ReviewGridRow, RESULT, type AfterFix } from './ReviewGridRow.tsx';
import { sortedProblems } from './reviewRows.ts';
import { shownColumns, type ReviewView } from './reviewView.ts';

const ROW_HEIGHT = 36;
const ROWS_A_PAGE = 12;
const OVERSCAN = 12;

interface CellInHand {
  /** place among the rows shown */
  readonly at: number;
  /** place among the columns shown; RESULT before the first */
  readonly column: number;
  /** what typing began with; '' = corrected from what is there; null = not being corrected */
  readonly editing: string | null;
}

export function ReviewGrid({ view }: { readonly view: ReviewView }) {
  const { t } = useTranslation();
  const { rows, layout } = view;
  const columns = shownColumns(layout);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [inHand, setInHand] = useState<CellInHand>(() => {
    const wrong = rows[0] && sortedProblems(rows[0]).find((problem) => problem.column !== undefined)?.column;
    const column = wrong === undefined ? RESULT : columns.indexOf(wrong);
    return { at: 0, column, editing: null };
  });
  // what is seen is drawn first, and what scrolling brings after it
  const overscan = useDeferredValue(OVERSCAN, 1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan,
    // a guess, so that the rows are drawn with the step, in parts, and not all at once when the height is known
    initialRect: { width: 0, height: window.innerHeight - ROW_HEIGHT * 6 },
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const at = Math.min(inHand.at, rows.length - 1);
  const { column, editing } = inHand;
  const current = rows[at];

  const go = (to: number, place: number) => {
    const row = Math.max(0, Math.min(rows.length - 1, to));
    setInHand({ at: row, column: Math.max(RESULT, Math.min(columns.length - 1, place)), editing: null });
    virtual.scrollToIndex(row, { align: 'auto' });
  };
  const focusTable = () => table.current?.focus({ preventScroll: true });

  // up and down is the virtualiser's part; sideways the cell in hand is brought into sight here
  useEffect(() => {
    document.getElementById(cellId(at, column))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at, column]);

  const edit = (typed: string) => {
    if (column === RESULT) document.getElementById(cellId(at, RESULT))?.querySelector('select')?.focus();
    else if (current) setInHand({ at, column, editing: typed });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== table.current || event.altKey) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(at + 1, column),
      ArrowUp: () => go(at - 1, column),
      ArrowRight: () => go(at, column + 1),
      ArrowLeft: () => go(at, column - 1),
      PageDown: () => go(at + ROWS_A_PAGE, column),
      PageUp: () => go(at - ROWS_A_PAGE, column),
      Home: () => (event.ctrlKey ? go(0, RESULT) : go(at, RESULT)),
      End: () => (event.ctrlKey ? go(rows.length - 1, column) : go(at, columns.length - 1)),
      Enter: () => edit(''),
      F2: () => edit(''),
    };
    const act = keys[event.key];
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey;
    if (act) act();
    else if (isLetter && column !== RESULT) edit(event.key);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.target.closest('input, select')) return;
    const cell = event.target.closest<HTMLElement>('[data-at]');
    if (!cell) return;
    const place = { at: Number(cell.dataset['at']), column: Number(cell.dataset['column']) };
    const again = place.at === at && place.column === column;
    // a marked cell is clicked to be put right; another takes two clicks, so that a stray one changes nothing
    const begins = place.column !== RESULT && (again || cell.dataset['problem'] !== undefined);
    setInHand({ ...place, editing: begins ? '' : null });
    if (!begins) focusTable();
  };

  const onFixed = (row: number, place: number, text: string | null, then: AfterFix) => {
    const own = columns[place];
    if (text !== null && own !== undefined) view.fix(row, own, text);
    if (then === 'down') go(at + 1, place);
    else if (then === 'right') go(at, place + 1);
    else setInHand((now) => ({ ...now, editing: null }));
    if (then !== 'away') focusTable();
  };

  return (
    <>
      <div ref={scroller} className={classes.grid}>
        <table
          ref={table}
          role="grid"
          className={classes.table}
          tabIndex={0}
          aria-label={t(($) => $.import.review.rows)}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 3}
          aria-activedescendant={cellId(at, column)}
          onKeyDown={onKeyDown}
          onClick={onClick}
          style={gridStyle(columns.length, virtual.getTotalSize())}
        >
          <thead className={classes.gridHead}>
            <tr aria-rowindex={1}>
              <th scope="col">{t(($) => $.import.review.line)}</th>
              <th scope="col">{t(($) => $.import.review.result)}</th>
              <th scope="col">{t(($) => $.import.review.problems)}</th>
              {columns.map((own) => (
                <th key={own} scope="col">
                  {columnTitle(t, layout.titles, own)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={classes.gridBody}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              const outcome = row && view.outcomeOf(row.row);
              return (
                row &&
                outcome && (
                  <ReviewGridRow
                    key={row.row}
                    row={row}
                    result={outcome.result}
                    index={index}
                    top={start - ROW_HEIGHT}
                    layout={layout}
                    context={view.context}
                    columnInHand={index === at ? column : null}
                    editing={index === at ? editing : null}
                    onFixed={onFixed}
                    onChoose={view.choose}
                    onChosen={focusTable}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
      <div className={classes.gridFoot} aria-live="polite">
        {current && current.problems.length > 0 ? (
          sortedProblems(current).map((problem) => (
            <span key={`${problem.code}${problem.column}`}>{view.textOf(problem)}</span>
          ))
        ) : (
          <Text size="xs" c="dimmed">
            {t(($) => $.import.review.editHint)}
          </Text>
        )}
      </div>
    </>
  );
}

const gridStyle = (columns: number, height: number): Record<string, string> => ({
  '--import-columns': String(columns),
  height: `${height}px`,
});
