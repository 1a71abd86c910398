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
import { pointerIn, useQuietClick } from './boardPointer.ts';
import {
  homeOf,
  itemOf,
  neighboursAt,
  nextItem,
  type Slot,
  type Span,
  type Step,
  slotAt,
  stepSlot,
} from './boardSlots.ts';

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

  const onDragStart = ({ active }: DragStartEvent) => {
    const item = itemOf(columns, String(active.id));
    if (item) lift(item, 'pointer');
  };
  const onDragMove = (event: DragMoveEvent) => {
    const pointer = pointerIn(event);
    const column = drag && pointer && columnAt(drag.columns, places.current, pointer.x);
    const place = column && places.current.get(column.id);
    if (!place) return;
    const top = place.content.getBoundingClientRect().top;
    aim(slotAt(column, place.spans(), pointer.y - top, drag.item.id));
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
      const next = nextItem(shown, item.id, step);
      if (!next) return;
      focusItem(shown, places.current, next.id);
      onWalk?.(next);
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

  // one handle an item, so that a card is drawn anew only when its item changes
  const handleOf = useMemo(() => {
    const made = new WeakMap<T, BoardCardHandle>();
    return (item: T): BoardCardHandle => {
      const known = made.get(item);
      if (known) return known;
      const handle: BoardCardHandle = {
        focusKey: item.id,
        onKeyDown: (event) => keys.current(event, item),
        onBlur: () => leave.current(),
        lifted: false,
      };
      made.set(item, handle);
      return handle;
    };
  }, []);
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
