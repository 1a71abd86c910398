/**
 * Positions on a board: fractional indices, compared by code unit, ties by id. Jitter keeps two people who drop a card
 * into one gap apart from choosing one key.
 */
import { generateNKeysBetween } from 'fractional-indexing';

const JITTER = 16;

/** A key between two others (null = the end). Keys that are equal or malformed count as no bound below. */
export function orderBetween(before: string | null, after: string | null, random: () => number): string {
  const lower = isOrder(before) ? before : null;
  const upper = isOrder(after) && (lower === null || after > lower) ? after : null;
  const keys = generateNKeysBetween(lower, upper, JITTER);
  return keys[Math.floor(random() * JITTER)] ?? keys[0]!;
}

/** Compares two positions; a record without one comes last. */
export function compareOrder(a: { id: string; order?: string }, b: { id: string; order?: string }): number {
  const x = a.order ?? '~';
  const y = b.order ?? '~';
  if (x !== y) return x < y ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function isOrder(key: string | null): key is string {
  if (key === null) return false;
  try {
    generateNKeysBetween(key, null, 1);
    return true;
  } catch {
    // a foreign client wrote something that is no index: it bounds nothing
    return false;
  }
}
