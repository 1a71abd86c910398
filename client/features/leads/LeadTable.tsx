/**
 * The list of leads as a grid: rows drawn only where one looks, heads that sort and can be pulled wider, a cursor that
 * the keyboard moves. Column widths are CSS variables of the whole, so that pulling one redraws no row.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import type { Presence } from '../../data/presence.ts';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { declaredField, type FieldContext } from '../../records/fieldText.ts';
import { NOTHING_SEEN, useIsLeap } from '../../ui/useIsLeap.ts';
import { clampWidth, type Column, TITLE_COLUMN } from './leadColumns.ts';
import { LeadRow, type RowActions, rowId } from './LeadRow.tsx';
import classes from './LeadTable.module.css';
import { sortsOf } from './listAddress.ts';
import type { Selection } from './useSelection.ts';

export const ROW_HEIGHT = 36;
/** Rows drawn beyond what is seen, a moment later: neither the first paint nor a leap waits for what nobody sees. */
const BEYOND = 8;

interface LeadTableProps {
  readonly rows: readonly Lead[];
  /** the rows are those of before, and others come in a moment */
  readonly isAsking: boolean;
  readonly columns: readonly Column[];
  readonly onWidth: (name: string, width: number) => void;
  readonly context: FieldContext;
  readonly me: string;
  readonly sort: string | undefined;
  readonly onSort: (field: string) => void;
  readonly selection: Selection;
  readonly cursor: string | null;
  readonly here: ReadonlyMap<string, readonly Presence[]>;
  readonly actions: RowActions;
  /** where the list was left, px */
  readonly offset: { current: number };
}

export function LeadTable(props: LeadTableProps) {
  const { rows, isAsking, columns, onWidth, context, me, sort, onSort, selection, cursor, here, actions, offset } =
    props;
  const { t } = useTranslation();
  const label = useFieldLabel();
  const scroller = useRef<HTMLDivElement>(null);
  const [pulled, setPulled] = useState<Column | null>(null);
  // no keys for items: all rows are equally high, and keys would be read for every row at each render
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    // so that the first rows come with the list itself and not in a second pass, once its height is known
    initialRect: { width: 0, height: window.innerHeight },
    initialOffset: offset.current,
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  });

  const seen = virtualizer.calculateRange() ?? NOTHING_SEEN;
  const beyond = useIsLeap(seen) ? 0 : BEYOND;
  const from = Math.max(0, seen.startIndex - beyond);
  const to = seen.endIndex + beyond;

  // only a step of the cursor scrolls; rows that others add or move must not
  const shownCursor = useRef<string | null>(null);
  useEffect(() => {
    if (cursor === shownCursor.current) return;
    const index = cursor === null ? -1 : rows.findIndex((row) => row.id === cursor);
    if (index < 0) return;
    shownCursor.current = cursor;
    virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [cursor, rows, virtualizer]);

  const widthOf = (column: Column): number => (pulled?.name === column.name ? pulled.width : column.width);
  const total = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const style: Record<string, string> = { minWidth: `${total}px`, height: `${virtualizer.getTotalSize()}px` };
  for (const column of columns) style[`--w-${column.name}`] = `${widthOf(column)}px`;
  const [order] = sortsOf(sort);

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      aria-busy={isAsking}
      onScroll={(event) => {
        offset.current = event.currentTarget.scrollTop;
      }}
    >
      <table
        role="grid"
        className={classes.body}
        style={style}
        tabIndex={0}
        aria-label={t(($) => $.leads.title)}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        aria-activedescendant={cursor === null ? undefined : rowId(cursor)}
      >
        <thead className={classes.headRows}>
          <tr className={classes.head} aria-rowindex={1}>
            {columns.map((column) => {
              const sorted = order?.field === column.name ? (order.descending ? 'descending' : 'ascending') : undefined;
              return (
                <th
                  key={column.name}
                  scope="col"
                  aria-sort={sorted}
                  className={column.name === TITLE_COLUMN ? classes.titleHead : classes.headCell}
                  style={{ width: `var(--w-${column.name})` }}
                >
                  {column.name === TITLE_COLUMN && <CheckAll selection={selection} count={rows.length} />}
                  <button
                    type="button"
                    className={classes.sort}
                    disabled={!isSortable(column.name)}
                    onClick={() => onSort(column.name)}
                  >
                    <span className={classes.text}>{label('lead', column.name)}</span>
                    {sorted === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                    {sorted === 'descending' && <IconArrowDown size={13} aria-hidden />}
                  </button>
                  <span
                    className={classes.pull}
                    aria-hidden
                    onPointerDown={(event) =>
                      pull(event, column.width, (width, done) => {
                        if (done) onWidth(column.name, width);
                        setPulled(done ? null : { name: column.name, width });
                      })
                    }
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        {/* rows in the flow: with a style of its own each would cost the browser more than all that is in it */}
        <tbody className={classes.rows} style={{ paddingTop: from * ROW_HEIGHT }}>
          {rows.slice(from, to + 1).map((record, at) => (
            <LeadRow
              key={record.id}
              record={record}
              index={from + at}
              columns={columns}
              context={context}
              me={me}
              selected={selection.ids.has(record.id)}
              active={record.id === cursor}
              here={here.get(record.id)}
              actions={actions}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CheckAll({ selection, count }: { readonly selection: Selection; readonly count: number }) {
  const { t } = useTranslation();
  const some = selection.shown.length;
  return (
    <input
      type="checkbox"
      className={classes.check}
      aria-label={t(($) => $.leads.selectAll)}
      checked={count > 0 && some === count}
      ref={(input) => {
        if (input) input.indeterminate = some > 0 && some < count;
      }}
      onChange={() => selection.toggleAll()}
    />
  );
}

/** Consents and sets have no order that anyone would look for. */
const isSortable = (name: string): boolean => declaredField('lead', name)?.kind !== 'consent';

/** Follows the pointer from a head's edge until it is let go. */
function pull(start: PointerEvent<HTMLElement>, width: number, report: (width: number, done: boolean) => void): void {
  start.preventDefault();
  const handle = start.currentTarget;
  handle.setPointerCapture(start.pointerId);
  const now = (event: globalThis.PointerEvent): number => clampWidth(width + event.clientX - start.clientX);
  const move = (event: globalThis.PointerEvent): void => report(now(event), false);
  const end = (event: globalThis.PointerEvent): void => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', end);
    handle.removeEventListener('pointercancel', end);
    report(now(event), true);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end);
  handle.addEventListener('pointercancel', end);
}
