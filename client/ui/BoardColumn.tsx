/** One column of a board: its head, and its cards, of which only those on screen are made. */
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { memo, type ReactNode, useCallback, useEffect, useRef } from 'react';
import classes from './Board.module.css';
import { markedPlace, type Slot } from './boardSlots.ts';
import type { BoardCardHandle, BoardColumn, BoardItem } from './boardTypes.ts';
import type { ColumnPlaces } from './boardMoves.ts';
import { useTurn } from './inTurn.ts';
import { useVirtual } from './useVirtual.ts';

interface BoardColumnProps<T extends BoardItem> {
  readonly column: BoardColumn<T>;
  readonly renderCard: (item: T, handle: BoardCardHandle) => ReactNode;
  readonly handleOf: (item: T) => BoardCardHandle;
  readonly movable: boolean;
  /** the card of this column that is being moved */
  readonly lifted: string | undefined;
  /** the place it would come to, when it is here and not its own */
  readonly slot: Slot | null;
  readonly register: (id: string, place: ColumnPlaces | null) => void;
}

/** A guess until a card is measured. */
const CARD = 84;
const GAP = 8;
const PADDING = 4;
const NOTHING: readonly never[] = [];

function BoardColumnBody<T extends BoardItem>(props: BoardColumnProps<T>) {
  const { column, renderCard, handleOf, movable, lifted, slot, register } = props;
  const { id } = column;
  // the cards of one column after those of another: all at once are a long task
  const items = useTurn() ? column.items : NOTHING;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { setNodeRef } = useDroppable({ id });
  const getItemKey = useCallback((index: number) => items[index]?.id ?? index, [items]);
  const kept = lifted === undefined ? -1 : items.findIndex((item) => item.id === lifted);
  const virtual = useVirtual({
    count: items.length,
    scroller: () => scroller.current,
    estimateSize: () => CARD,
    getItemKey,
    gap: GAP,
    paddingStart: PADDING,
    paddingEnd: PADDING,
    overscan: 4,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
      // the lifted card must not go off the page with its listeners while the column scrolls
      if (kept >= 0 && (kept < from || kept > to)) range.push(kept);
      return range;
    },
  });

  const latest = useRef(virtual);
  useEffect(() => {
    latest.current = virtual;
  });
  useEffect(() => {
    const element = content.current;
    if (!element) return undefined;
    register(id, {
      content: element,
      spans: () => latest.current.spans,
      reveal: (index) => {
        if (items.length > 0) latest.current.scrollToIndex(Math.min(index, items.length - 1));
        element.closest('section')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      focus: (index) => {
        const key = items[index]?.id;
        if (key === undefined) return;
        latest.current.scrollToIndex(index);
        focusSoon(element, key);
      },
    });
    return () => register(id, null);
  }, [register, id, items]);

  const setContent = useCallback(
    (element: HTMLDivElement | null) => {
      content.current = element;
      setNodeRef(element);
    },
    [setNodeRef],
  );
  const marked = slot && column.ordered ? markedPlace(column, slot, lifted ?? '') : null;
  const { spans } = virtual;
  const line =
    marked === null
      ? null
      : (spans[marked]?.start ?? (spans.at(-1)?.end === undefined ? PADDING : spans.at(-1)!.end + GAP)) - GAP / 2 - 1;

  return (
    <section className={classes.column} aria-label={column.label} data-aimed={slot !== null || undefined}>
      <header className={classes.head}>{column.head}</header>
      <div className={classes.list} ref={scroller}>
        {/* the whole height takes a dropped card */}
        <div className={classes.content} ref={setContent}>
          <div style={{ height: virtual.size }} />
          {column.items.length === 0 && column.empty && <div className={classes.empty}>{column.empty}</div>}
          <ul className={classes.cards}>
            {virtual.items.map(({ index, start, key }) => {
              const item = items[index];
              return (
                item && (
                  <li
                    key={key}
                    data-index={index}
                    ref={virtual.measure}
                    className={classes.slot}
                    style={{ transform: `translateY(${start}px)` }}
                    aria-setsize={items.length}
                    aria-posinset={index + 1}
                    data-lifted={item.id === lifted || undefined}
                  >
                    <DraggableCard id={item.id} movable={movable}>
                      {renderCard(item, handleOf(item))}
                    </DraggableCard>
                  </li>
                )
              );
            })}
          </ul>
          {line !== null && <div className={classes.line} style={{ transform: `translateY(${line}px)` }} aria-hidden />}
          {column.foot}
        </div>
      </div>
    </section>
  );
}

/** Rendered anew only when its own column changes: the others stand still under a drag. */
export const BoardColumnView = memo(BoardColumnBody) as typeof BoardColumnBody;

function DraggableCard({ id, movable, children }: { id: string; movable: boolean; children: ReactNode }) {
  const { setNodeRef, listeners } = useDraggable({ id, disabled: !movable });
  return (
    <div ref={setNodeRef} {...listeners} className={classes.drag}>
      {children}
    </div>
  );
}

/** A card scrolled to is made a frame or two later. */
function focusSoon(content: HTMLElement, key: string, tries = 10): void {
  const found = content.querySelector<HTMLElement>(`[data-board-focus="${CSS.escape(key)}"]`);
  if (found) found.focus();
  else if (tries > 0) requestAnimationFrame(() => focusSoon(content, key, tries - 1));
}
