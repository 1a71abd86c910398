/** Seeded chance, so that one seed makes one demo. Mulberry32 by Tommy Ettinger (public domain): 32 bits of state. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

export interface Chance {
  /** uniform in [0, 1) */
  readonly next: () => number;
  /** a whole number from `low` to `high`, both included */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** true with this probability */
  readonly is: (probability: number) => boolean;
  readonly id: () => string;
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
    is: (probability) => next() < probability,
    id: () => Array.from({ length: 16 }, () => ALPHABET[between(0, 63)]).join(''),
  };
}
