/**
 * Places on a board: between which cards something would come to lie. A slot counts the cards above it without the one
 * that is being moved, so that its own place has one number and not two.
 */

interface Identified {
  readonly id: string;
}
export interface SlotColumn<T extends Identified = Identified> {
  readonly id: string;
  readonly items: readonly T[];
  /** cards lie in an order of people's making; else the column sorts by itself and has only one slot */
  readonly ordered: boolean;
}
export interface Slot {
  readonly column: string;
  readonly index: number;
}
/** Where a card begins and how high it is, in px from the head of its column. */
export interface Span {
  readonly start: number;
  readonly size: number;
}
export type Step = 'up' | 'down' | 'left' | 'right';

/** The place a card lies in now; null where it is on no column. */
export function homeOf(columns: readonly SlotColumn[], id: string): Slot | null {
  for (const column of columns) {
    const index = column.items.findIndex((item) => item.id === id);
    if (index >= 0) return { column: column.id, index: column.ordered ? index : 0 };
  }
  return null;
}

/** The slot under a height: above the first card whose middle lies lower. */
export function slotAt(column: SlotColumn, spans: readonly Span[], y: number, moved: string): Slot {
  if (!column.ordered) return { column: column.id, index: 0 };
  let index = 0;
  for (const [at, item] of column.items.entries()) {
    const span = spans[at];
    if (!span || span.start + span.size / 2 > y) break;
    if (item.id !== moved) index += 1;
  }
  return { column: column.id, index };
}

/** The cards that a card would lie between. */
export function neighboursAt<T extends Identified>(
  column: SlotColumn<T>,
  slot: Slot,
  moved: string,
): { readonly above: T | undefined; readonly below: T | undefined } {
  const others = column.items.filter((item) => item.id !== moved);
  return { above: others[slot.index - 1], below: others[slot.index] };
}

/** The place among the shown cards, the moved one included, where a line marks the slot. */
export function markedPlace(column: SlotColumn, slot: Slot, moved: string): number {
  const own = column.items.findIndex((item) => item.id === moved);
  return own >= 0 && slot.index > own ? slot.index + 1 : slot.index;
}

/** The slot one step further, staying on the board. Going sideways keeps the height as far as there are cards. */
export function stepSlot(columns: readonly SlotColumn[], slot: Slot, moved: string, step: Step): Slot {
  const at = columns.findIndex((column) => column.id === slot.column);
  const sideways = step === 'left' ? -1 : step === 'right' ? 1 : 0;
  const column = columns[at + sideways];
  if (!column) return slot;
  const last = column.ordered ? column.items.filter((item) => item.id !== moved).length : 0;
  const wanted = slot.index + (step === 'up' ? -1 : step === 'down' ? 1 : 0);
  return { column: column.id, index: Math.max(0, Math.min(last, wanted)) };
}

/** The card of an id. */
export function itemOf<T extends Identified>(columns: readonly SlotColumn<T>[], id: string): T | undefined {
  for (const column of columns) {
    const item = column.items.find((each) => each.id === id);
    if (item) return item;
  }
  return undefined;
}

/** The card one step away from another, over empty columns; undefined at the end. */
export function nextItem<T extends Identified>(
  columns: readonly SlotColumn<T>[],
  id: string,
  step: Step,
): T | undefined {
  let column = columns.findIndex(({ items }) => items.some((item) => item.id === id));
  const at = columns[column]?.items.findIndex((item) => item.id === id) ?? -1;
  if (at < 0) return undefined;
  if (step === 'up' || step === 'down') return columns[column]?.items[at + (step === 'up' ? -1 : 1)];
  do column += step === 'left' ? -1 : 1;
  while (columns[column]?.items.length === 0);
  const items = columns[column]?.items;
  return items?.[Math.min(at, items.length - 1)];
}
