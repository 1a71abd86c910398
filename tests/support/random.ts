// A seeded source of chance, so that a failing run can be run again. Never used for ids that must be secret.

export interface Random {
  /** uniform in [0, 1) */
  (): number;
  /** an integer from 0 up to but not `end` */
  below(end: number): number;
  /** true with this probability */
  chance(probability: number): boolean;
  /** one of these; throws when there is none */
  pick<A>(all: readonly A[]): A;
  /** each with this probability, in order */
  some<A>(all: readonly A[], probability: number): A[];
  /** sixteen characters of the alphabet of ids */
  id(): string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-';

/** sfc32, seeded by a number: the same seed gives the same chances everywhere. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 + seed;
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 16; round += 1) next();
  const below = (end: number): number => Math.floor(next() * end);
  return Object.assign(next, {
    below,
    chance: (probability: number) => next() < probability,
    pick<A>(all: readonly A[]): A {
      if (all.length === 0) throw new Error('nothing to pick from');
      return all[below(all.length)]!;
    },
    some: <A>(all: readonly A[], probability: number): A[] => all.filter(() => next() < probability),
    id: () => Array.from({ length: 16 }, () => ALPHABET[below(64)]).join(''),
  });
}
