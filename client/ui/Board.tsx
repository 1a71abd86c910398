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
  DragOverlay,
  MouseSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import classes from './Board.module.css';
import { BoardColumnView } from './BoardColumn.tsx';
import { BoardTabs } from './BoardTabs.tsx';
import { BoardMoves, isAimedAt } from './boardMoves.ts';
import { RestingTouchSensor } from './boardPointer.ts';
import type { BoardCardHandle, BoardColumn, BoardItem, BoardMove, BoardWords } from './boardTypes.ts';

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
  const options = { columns, titleOf, onMove, onWalk, words };
  const [moves] = useState(() => new BoardMoves<T>(options));
  const { drag, said } = useSyncExternalStore(moves.subscribe, moves.view);
  useEffect(() => moves.rendered(options));
  useEffect(() => () => moves.leave(), [moves]);
  const scroller = useRef<HTMLElement>(null);
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(RestingTouchSensor, TOUCH));
  const shown = drag?.columns ?? columns;

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
        onDragStart={({ active, activatorEvent }) => moves.liftByHand(String(active.id), activatorEvent)}
        onDragCancel={moves.cancel}
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
              handleOf={moves.handleOf}
              movable={onMove !== undefined}
              // the other columns are not drawn anew when a card is lifted or let go
              lifted={drag?.home.column === column.id ? drag.item.id : undefined}
              slot={drag && isAimedAt(drag, column.id) ? drag.slot : null}
              register={moves.register}
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
