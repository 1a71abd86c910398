/**
 * A board of columns with cards that are moved by mouse, touch or keyboard. It knows no CRM: columns, cards and words are
 * handed in. What it shows stands still from the moment a card is lifted until it is let go, and a move is told only then:
 * state that changes under a drag makes cards jump, and has crashed such boards.
 * On a narrow page the columns stand one at a time, with tabs above them.
 */
import {
  type Collision,
  type CollisionDetection,
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import classes from './Board.module.css';
import { BoardColumnView } from './BoardColumn.tsx';
import { BoardTabs } from './BoardTabs.tsx';
import type { BoardCardHandle, BoardColumn, BoardItem, BoardMove, BoardWords } from './boardTypes.ts';
import { homeOf, neighboursAt, type Slot, type Span, type Step, slotAt, stepSlot } from './boardSlots.ts';

interface BoardProps<T extends BoardItem> {
  readonly label: string;
  readonly columns: readonly BoardColumn<T>[];
  /** draws a card; the handle goes on its one main link */
  readonly renderCard: (item: T, handle: BoardCardHandle) => ReactNode;
  readonly titleOf: (item: T) => string;
  /** nobody may move cards where it is missing; answers whether the card was moved */
  readonly onMove: ((move: BoardMove<T>) => Promise<boolean>) | undefined;
  /** the arrow keys went to another card */
  readonly onWalk?: ((item: T) => void) | undefined;
  readonly words: BoardWords;
}

interface Drag<T extends BoardItem> {
  readonly item: T;
  readonly columns: readonly BoardColumn<T>[];
  readonly home: Slot;
  readonly slot: Slot;
  readonly by: 'pointer' | 'keys';
}

/** What a column tells about itself when asked, so that places can be found under the pointer. */
export interface ColumnPlaces {
  readonly content: HTMLElement;
  spans(): readonly Span[];
  /** scrolls a card into view and puts the focus on it */
  focus(index: number): void;
  /** scrolls a place into view */
  reveal(index: number): void;
}

const MOUSE = { activationConstraint: { distance: 6 } };
/** long enough that a swipe scrolls, short enough not to wait */
const TOUCH = { activationConstraint: { delay: 250, tolerance: 8 } };

export function Board<T extends BoardItem>({
  label,
  columns,
  renderCard,
  titleOf,
  onMove,
  onWalk,
  words,
}: BoardProps<T>) {
  const [drag, setDrag] = useState<Drag<T> | null>(null);
  const [said, setSaid] = useState('');
  const places = useRef(new Map<string, ColumnPlaces>());
  const grab = useRef({ x: 0, y: 0 });
  const scroller = useRef<HTMLElement>(null);
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH));
  const shown = drag?.columns ?? columns;

  const columnOf = (slot: Slot) => shown.find((column) => column.id === slot.column);
  const sayPlace = (tell: BoardWords['over'], item: T, slot: Slot) => {
    const column = columnOf(slot);
    if (!column) return;
    const count = column.items.filter((other) => other.id !== item.id).length + 1;
    setSaid(tell(titleOf(item), column.label, column.ordered ? { at: slot.index + 1, of: count } : null));
  };

  const lift = (item: T, by: Drag<T>['by']) => {
    const home = homeOf(columns, item.id);
    if (!home || !onMove) return;
    setDrag({ item, columns, home, slot: home, by });
    sayPlace(words.lifted, item, home);
  };
  const aim = (slot: Slot) => {
    if (!drag || (slot.column === drag.slot.column && slot.index === drag.slot.index)) return;
    setDrag({ ...drag, slot });
    sayPlace(words.over, drag.item, slot);
  };
  const cancel = () => {
    if (drag) setSaid(words.cancelled(titleOf(drag.item)));
    setDrag(null);
  };
  const drop = async () => {
    setDrag(null);
    if (!drag || !onMove) return;
    const { item, slot, home, by } = drag;
    const column = columnOf(slot);
    if (!column || (slot.column === home.column && slot.index === home.index)) return cancel();
    const moved = await onMove({ item, column: slot.column, ...neighboursAt(column, slot, item.id) });
    setSaid(moved ? words.dropped(titleOf(item), column.label) : words.cancelled(titleOf(item)));
    // the card has been made anew in its new place: what the keys moved keeps the focus
    if (moved && by === 'keys') setPendingFocus(item.id);
  };

  const [pendingFocus, setPendingFocus] = useState<string | null>(null);
  useEffect(() => {
    if (pendingFocus === null) return;
    focusItem(columns, places.current, pendingFocus);
    setPendingFocus(null);
  }, [pendingFocus, columns]);

  const onDragStart = ({ active, activatorEvent }: DragStartEvent) => {
    const item = itemOf(columns, String(active.id));
    const rect = active.rect.current.initial;
    const pointer = pointerOf(activatorEvent);
    if (!item || !rect || !pointer) return;
    grab.current = { x: pointer.x - rect.left, y: pointer.y - rect.top };
    lift(item, 'pointer');
  };
  const onDragMove = ({ active }: DragMoveEvent) => {
    const rect = active.rect.current.translated;
    if (!drag || !rect) return;
    const x = rect.left + grab.current.x;
    const y = rect.top + grab.current.y;
    const column = columnAt(drag.columns, places.current, x);
    const place = column && places.current.get(column.id);
    if (!column || !place) return;
    aim(slotAt(column, place.spans(), y - place.content.getBoundingClientRect().top, drag.item.id));
  };

  const onKeyDown = (event: KeyboardEvent, item: T) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    const lifted = drag?.by === 'keys' ? drag : null;
    if (event.key === ' ' && onMove) {
      if (lifted) void drop();
      else lift(item, 'keys');
    } else if (lifted && event.key === 'Enter') void drop();
    else if (lifted && event.key === 'Escape') cancel();
    else if (lifted && step) {
      const next = stepSlot(lifted.columns, lifted.slot, item.id, step);
      aim(next);
      places.current.get(next.column)?.reveal(next.index);
    } else if (!lifted && step) {
      const home = homeOf(shown, item.id);
      const walked = home && walkTo(shown, { ...home, index: placeIn(shown, item.id) }, step);
      if (!walked) return;
      places.current.get(walked.column)?.focus(walked.index);
      const next = shown.find((column) => column.id === walked.column)?.items[walked.index];
      if (next) onWalk?.(next);
    } else return;
    event.preventDefault();
  };
  const keys = useRef(onKeyDown);
  const leave = useRef(cancel);
  useEffect(() => {
    keys.current = onKeyDown;
    leave.current = () => drag?.by === 'keys' && cancel();
  });
  useQuietClick(drag?.by === 'pointer');

  const handleOf = useCallback(
    (item: T): BoardCardHandle => ({
      focusKey: item.id,
      onKeyDown: (event) => keys.current(event, item),
      onBlur: () => leave.current(),
      lifted: false,
    }),
    [],
  );
  const register = useCallback((id: string, place: ColumnPlaces | null) => {
    if (place) places.current.set(id, place);
    else places.current.delete(id);
  }, []);
  const collisions: CollisionDetection = useCallback(({ pointerCoordinates, droppableContainers }) => {
    if (!pointerCoordinates) return [];
    const found: Collision[] = [];
    for (const { id, rect } of droppableContainers) {
      const box = rect.current;
      if (box && pointerCoordinates.x >= box.left && pointerCoordinates.x <= box.right) found.push({ id });
    }
    return found;
  }, []);
  const accessibility = useMemo(
    () => ({ announcements: SILENT, screenReaderInstructions: { draggable: words.instructions } }),
    [words.instructions],
  );

  return (
    <div className={classes.root}>
      <BoardTabs columns={shown} scroller={scroller} label={words.tabs} />
      <DndContext
        sensors={sensors}
        collisionDetection={collisions}
        accessibility={accessibility}
        onDragStart={onDragStart}
        onDragMove={onDragMove}
        onDragEnd={() => void drop()}
        onDragCancel={cancel}
      >
        <section
          ref={scroller}
          className={classes.columns}
          aria-label={label}
          data-dragging={drag !== null || undefined}
        >
          {shown.map((column) => (
            <BoardColumnView
              key={column.id}
              column={column}
              renderCard={renderCard}
              handleOf={handleOf}
              movable={onMove !== undefined}
              lifted={drag?.item.id}
              slot={drag && isAimed(drag, column.id) ? drag.slot : null}
              register={register}
            />
          ))}
        </section>
        <DragOverlay dropAnimation={null} className={classes.overlay ?? ''}>
          {drag?.by === 'pointer' && renderCard(drag.item, { ...OVERLAY, focusKey: undefined })}
        </DragOverlay>
      </DndContext>
      <VisuallyHidden component="output" aria-live="assertive">
        {said}
      </VisuallyHidden>
    </div>
  );
}

const OVERLAY: BoardCardHandle = { focusKey: undefined, onKeyDown: () => {}, onBlur: () => {}, lifted: true };

/** The library's own announcements: the board speaks for itself, and for the keyboard too. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const isAimed = <T extends BoardItem>({ slot, home }: Drag<T>, column: string): boolean =>
  slot.column === column && (slot.column !== home.column || slot.index !== home.index);

function itemOf<T extends BoardItem>(columns: readonly BoardColumn<T>[], id: string): T | undefined {
  for (const column of columns) {
    const item = column.items.find((each) => each.id === id);
    if (item) return item;
  }
  return undefined;
}

const placeIn = <T extends BoardItem>(columns: readonly BoardColumn<T>[], id: string): number => {
  for (const column of columns) {
    const at = column.items.findIndex((item) => item.id === id);
    if (at >= 0) return at;
  }
  return 0;
};

/** The next card in a direction, over empty columns; null at the end. */
function walkTo<T extends BoardItem>(columns: readonly BoardColumn<T>[], from: Slot, step: Step): Slot | null {
  let at = columns.findIndex((column) => column.id === from.column);
  if (step === 'up' || step === 'down') {
    const index = from.index + (step === 'up' ? -1 : 1);
    return columns[at]?.items[index] ? { column: from.column, index } : null;
  }
  for (at += step === 'left' ? -1 : 1; columns[at]; at += step === 'left' ? -1 : 1) {
    const count = columns[at]!.items.length;
    if (count > 0) return { column: columns[at]!.id, index: Math.min(from.index, count - 1) };
  }
  return null;
}

function focusItem<T extends BoardItem>(
  columns: readonly BoardColumn<T>[],
  places: ReadonlyMap<string, ColumnPlaces>,
  id: string,
): void {
  for (const column of columns) {
    const index = column.items.findIndex((item) => item.id === id);
    if (index >= 0) places.get(column.id)?.focus(index);
  }
}

/** The column over which a pointer is, or the nearest one beside it. */
function columnAt<T extends BoardItem>(
  columns: readonly BoardColumn<T>[],
  places: ReadonlyMap<string, ColumnPlaces>,
  x: number,
): BoardColumn<T> | undefined {
  let nearest: BoardColumn<T> | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const box = places.get(column.id)?.content.getBoundingClientRect();
    if (!box) continue;
    const distance = Math.max(box.left - x, x - box.right, 0);
    if (distance < least) {
      least = distance;
      nearest = column;
    }
  }
  return nearest;
}

function pointerOf(event: Event): { readonly x: number; readonly y: number } | null {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  const touch = 'touches' in event ? (event as TouchEvent).touches[0] : undefined;
  return touch ? { x: touch.clientX, y: touch.clientY } : null;
}

/**
 * While a card is dragged and just after, a click opens nothing, and Esc belongs to the drag. The library stops the click
 * too late for links: the browser would follow them.
 */
function useQuietClick(dragging: boolean): void {
  useEffect(() => {
    if (!dragging) return undefined;
    const quiet = (event: Event): void => event.preventDefault();
    const escape = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') event.preventDefault();
    };
    window.addEventListener('click', quiet, true);
    window.addEventListener('keydown', escape, true);
    return () => {
      setTimeout(() => {
        window.removeEventListener('click', quiet, true);
        window.removeEventListener('keydown', escape, true);
      }, 50);
    };
  }, [dragging]);
}
