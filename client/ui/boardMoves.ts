/**
 * A card on its way over a board: lifted by hand or by keys, aimed at a place, let go or put back. What is shown stands
 * still from lift to drop, and the move is told once, at the end. Kept outside of React's renders: hands and keys are
 * quicker than a busy page draws.
 */
import type { KeyboardEvent } from 'react';
import { followPointer, type Point } from './boardPointer.ts';
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
import type { BoardCardHandle, BoardColumn, BoardItem, BoardMove, BoardWords } from './boardTypes.ts';

/** What a column tells about itself when asked, so that places can be found under the pointer. */
export interface ColumnPlaces {
  readonly content: HTMLElement;
  spans(): readonly Span[];
  /** scrolls a card into view and puts the focus on it */
  focus(index: number): void;
  /** scrolls a place into view */
  reveal(index: number): void;
}

export interface Drag<T extends BoardItem> {
  readonly item: T;
  readonly columns: readonly BoardColumn<T>[];
  readonly home: Slot;
  readonly slot: Slot;
  readonly by: 'pointer' | 'keys';
}

export interface BoardMovesOptions<T extends BoardItem> {
  readonly columns: readonly BoardColumn<T>[];
  readonly titleOf: (item: T) => string;
  readonly onMove: ((move: BoardMove<T>) => Promise<boolean>) | undefined;
  readonly onWalk: ((item: T) => void) | undefined;
  readonly words: BoardWords;
}

export interface BoardMovesView<T extends BoardItem> {
  /** the card on its way; null while all lie still */
  readonly drag: Drag<T> | null;
  /** for those who do not see it */
  readonly said: string;
}

export class BoardMoves<T extends BoardItem> {
  readonly #listeners = new Set<() => void>();
  readonly #places = new Map<string, ColumnPlaces>();
  readonly #handles = new WeakMap<T, BoardCardHandle>();
  #options: BoardMovesOptions<T>;
  #view: BoardMovesView<T> = { drag: null, said: '' };
  #stopFollowing = (): void => {};
  /** what keys have moved keeps the focus: it is made anew in its new place */
  #refocus: string | null = null;

  constructor(options: BoardMovesOptions<T>) {
    this.#options = options;
  }

  view = (): BoardMovesView<T> => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** To be called after each render with what it was made of. */
  rendered(options: BoardMovesOptions<T>): void {
    this.#options = options;
    if (this.#refocus === null) return;
    this.#focus(this.#refocus);
    this.#refocus = null;
  }

  /** The board goes off the page. */
  leave(): void {
    this.#stopFollowing();
  }

  /** Each column makes itself known here. */
  register = (id: string, place: ColumnPlaces | null): void => {
    if (place) this.#places.set(id, place);
    else this.#places.delete(id);
  };

  /** What a card's main link takes: the same for the same card, so that it is drawn anew only when it changes. */
  handleOf = (item: T): BoardCardHandle => {
    const known = this.#handles.get(item);
    if (known) return known;
    const handle: BoardCardHandle = {
      focusKey: item.id,
      onKeyDown: (event) => this.#key(event, item),
      onBlur: () => {
        if (this.#view.drag?.by === 'keys') this.cancel();
      },
      lifted: false,
    };
    this.#handles.set(item, handle);
    return handle;
  };

  /** A hand has lifted a card. */
  liftByHand = (id: string, event: Event): void => {
    const item = itemOf(this.#options.columns, id);
    if (!item || !this.#lift(item, 'pointer')) return;
    this.#stopFollowing = followPointer(event, {
      move: (point) => this.#aimAt(point),
      drop: (point) => {
        this.#aimAt(point);
        void this.#drop();
      },
      cancel: this.cancel,
    });
  };

  cancel = (): void => {
    const { drag } = this.#view;
    this.#stopFollowing();
    if (drag) this.#show(null, this.#options.words.cancelled(this.#options.titleOf(drag.item)));
  };

  #lift(item: T, by: Drag<T>['by']): boolean {
    const { columns, onMove, words } = this.#options;
    const home = homeOf(columns, item.id);
    if (!home || !onMove || this.#view.drag) return false;
    const drag = { item, columns, home, slot: home, by };
    this.#show(drag, this.#placeWords(words.lifted, drag));
    return true;
  }

  #aim(slot: Slot): void {
    const { drag } = this.#view;
    if (!drag || isSame(slot, drag.slot)) return;
    const next = { ...drag, slot };
    this.#show(next, this.#placeWords(this.#options.words.over, next));
  }

  #aimAt(point: Point): void {
    const { drag } = this.#view;
    const column = drag && columnAt(drag.columns, this.#places, point.x);
    const place = column && this.#places.get(column.id);
    if (!place) return;
    const top = place.content.getBoundingClientRect().top;
    this.#aim(slotAt(column, place.spans(), point.y - top, drag.item.id));
  }

  async #drop(): Promise<void> {
    const { drag } = this.#view;
    const { onMove, titleOf, words } = this.#options;
    const column = drag?.columns.find(({ id }) => id === drag.slot.column);
    if (!drag || !column || !onMove || isSame(drag.slot, drag.home)) return this.cancel();
    const { item, slot, by } = drag;
    this.#show(null, this.#view.said);
    const moved = await onMove({ item, column: column.id, ...neighboursAt(column, slot, item.id) });
    if (moved && by === 'keys') this.#refocus = item.id;
    this.#show(null, moved ? words.dropped(titleOf(item), column.label) : words.cancelled(titleOf(item)));
  }

  #key(event: KeyboardEvent, item: T): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    const { drag } = this.#view;
    const lifted = drag?.by === 'keys' ? drag : null;
    const { columns, onMove, onWalk } = this.#options;
    if (event.key === ' ' && onMove) {
      if (lifted) void this.#drop();
      else this.#lift(item, 'keys');
    } else if (lifted && event.key === 'Enter') void this.#drop();
    else if (lifted && event.key === 'Escape') this.cancel();
    else if (lifted && step) {
      const next = stepSlot(lifted.columns, lifted.slot, item.id, step);
      this.#aim(next);
      this.#places.get(next.column)?.reveal(next.index);
    } else if (!lifted && step) {
      const next = nextItem(columns, item.id, step);
      if (!next) return;
      this.#focus(next.id);
      onWalk?.(next);
    } else return;
    event.preventDefault();
  }

  #placeWords(tell: BoardWords['over'], { item, columns, slot }: Drag<T>): string {
    const column = columns.find(({ id }) => id === slot.column);
    const of = (column?.items.filter((other) => other.id !== item.id).length ?? 0) + 1;
    const place = column?.ordered ? { at: slot.index + 1, of } : null;
    return tell(this.#options.titleOf(item), column?.label ?? '', place);
  }

  #focus(id: string): void {
    for (const column of this.#options.columns) {
      const index = column.items.findIndex((item) => item.id === id);
      if (index >= 0) this.#places.get(column.id)?.focus(index);
    }
  }

  #show(drag: Drag<T> | null, said: string): void {
    this.#view = { drag, said };
    for (const listener of this.#listeners) listener();
  }
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const isSame = (a: Slot, b: Slot): boolean => a.column === b.column && a.index === b.index;

/** Whether a card on its way is aimed at a place in this column that is not its own. */
export const isAimedAt = <T extends BoardItem>({ slot, home }: Drag<T>, column: string): boolean =>
  slot.column === column && !isSame(slot, home);

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
