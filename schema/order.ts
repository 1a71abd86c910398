/**
 * Positions on a board: fractional indices, compared by code unit, ties by id. Jitter keeps two people who drop a card
 * into one gap apart from choosing one key; where keys are equal or unreadable all the same, the neighbours get new ones.
 */
import { generateNKeysBetween } from 'fractional-indexing';

const JITTER = 16;

export interface Placed {
  readonly id: string;
  readonly order?: string;
}

/** A key between two others (null = the end), which must be in order. Throws on what is no key. */
export function orderBetween(lower: string | null, upper: string | null, random: () => number): string {
  const keys = generateNKeysBetween(lower, upper, JITTER);
  return keys[Math.floor(random() * JITTER)] ?? keys[0]!;
}

/** Compares two positions; a record without one comes last. */
export function compareOrder(a: Placed, b: Placed): number {
  const x = a.order ?? NONE;
  const y = b.order ?? NONE;
  if (x !== y) return x < y ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** after every key, whose letters all lie before it */
const NONE = '~';

/**
 * The keys to write so that a card stands at `index` of a column (in order, the card itself left out): the card's own,
 * and new ones for neighbours whose keys are missing, malformed or equal and leave no gap.
 */
export function placeAt(
  id: string,
  column: readonly Placed[],
  index: number,
  random: () => number,
): ReadonlyMap<string, string> {
  let from = index;
  while (from > 0 && !isOrder(column[from - 1]?.order)) from -= 1;
  const lower = column[from - 1]?.order ?? null;
  let to = index;
  // a card without a key stands after all others by itself
  while (column[to]?.order !== undefined && !isAbove(column[to]?.order, lower)) to += 1;
  const upper = column[to]?.order ?? null;
  if (from === index && to === index) return new Map([[id, orderBetween(lower, upper, random)]]);
  const ids = [
    ...column.slice(from, index).map((card) => card.id),
    id,
    ...column.slice(index, to).map((card) => card.id),
  ];
  const keys = generateNKeysBetween(lower, upper, ids.length);
  return new Map(ids.map((card, at) => [card, keys[at]!]));
}

const isAbove = (key: string | undefined, lower: string | null): boolean =>
  isOrder(key) && (lower === null || key > lower);

const ALPHABET = /^[A-Za-z][0-9A-Za-z]*$/;

function isOrder(key: string | undefined): key is string {
  if (key === undefined || !ALPHABET.test(key)) return false;
  try {
    generateNKeysBetween(key, null, 1);
    return true;
  } catch {
    // a foreign client wrote something that is no index: it bounds nothing
    return false;
  }
}
