/** Seeded chance, so that one seed makes one demo. Mulberry32 by Tommy Ettinger (public domain): 32 bits of state. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

export interface Chance {
  /** uniform in [0, 1) */
  next(): number;
  /** a whole number from `low` to `high`, both included */
  between(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** the same things in another order */
  shuffle<T>(all: readonly T[]): T[];
  /** true with this probability */
  is(probability: number): boolean;
  id(): string;
}

/** Chance from a seed. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    shuffle(all) {
      const result = [...all];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        [result[last], result[other]] = [result[other]!, result[last]!];
      }
      return result;
    },
    is: (probability) => next() < probability,
    id: () => Array.from({ length: 16 }, () => ALPHABET[between(0, 63)]).join(''),
  };
}

/** Hands out all of a list in random order before any of it comes again. */
export function createDeck<T>(all: readonly T[], chance: Chance): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = chance.shuffle(all);
    return left.pop()!;
  };
}
