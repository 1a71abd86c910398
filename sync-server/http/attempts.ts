/**
 * How often one client may try what costs something or can be guessed. Counted in memory, by client address:
 * wide enough for a whole office or class behind one address, too narrow for guessing.
 */

/** A bucket of attempts: `capacity` at once, and one more every `refillMs`. */
interface Allowance {
  readonly capacity: number;
  readonly refillMs: number;
}

const MINUTE = 60_000;

const ALLOWANCES = {
  /** wrong passwords for one e-mail address from one client address */
  passwordFor: { capacity: 10, refillMs: 30_000 },
  /** wrong passwords from one client address, whatever the e-mail address */
  password: { capacity: 100, refillMs: 5_000 },
  /** tokens of links that are none */
  link: { capacity: 30, refillMs: 10_000 },
  /** keys and tokens that are none, from one client address */
  credential: { capacity: 60, refillMs: 5_000 },
  /** door tokens for one session or key */
  token: { capacity: 60, refillMs: 2_000 },
  signUp: { capacity: 100, refillMs: MINUTE },
  demo: { capacity: 60, refillMs: 30_000 },
  /** workspaces, invitations and reset links that one account makes */
  make: { capacity: 100, refillMs: 10_000 },
  /** contents of rooms that one account fetches: a device does it once for each */
  content: { capacity: 60, refillMs: 5_000 },
  /** sockets opened from one client address */
  socket: { capacity: 600, refillMs: 100 },
} as const satisfies Record<string, Allowance>;

export type Attempt = keyof typeof ALLOWANCES;

export interface Attempts {
  /** Takes one attempt; false when there is none left. */
  take(attempt: Attempt, ...who: string[]): boolean;
  /** Whether there is one left, without taking it. */
  isLeft(attempt: Attempt, ...who: string[]): boolean;
}

interface Bucket {
  left: number;
  at: number;
}

/** Above this many buckets, those that are full again are dropped: a flood of addresses must not fill the memory. */
const MAX_BUCKETS = 20_000;

export function createAttempts(now: () => number): Attempts {
  const buckets = new Map<string, Bucket>();

  function refilled(attempt: Attempt, key: string): Bucket {
    const { capacity, refillMs } = ALLOWANCES[attempt];
    const known = buckets.get(key);
    if (!known) return { left: capacity, at: now() };
    const gained = Math.max(0, (now() - known.at) / refillMs);
    return { left: Math.min(capacity, known.left + gained), at: now() };
  }

  function sweep(): void {
    for (const key of buckets.keys()) {
      const attempt = key.slice(0, key.indexOf(' ')) as Attempt;
      if (refilled(attempt, key).left >= ALLOWANCES[attempt].capacity) buckets.delete(key);
    }
  }

  const keyOf = (attempt: Attempt, who: readonly string[]): string => `${attempt} ${who.join(' ')}`;

  return {
    take(attempt, ...who) {
      const key = keyOf(attempt, who);
      const bucket = refilled(attempt, key);
      if (bucket.left < 1) return false;
      if (buckets.size >= MAX_BUCKETS) sweep();
      buckets.set(key, { left: bucket.left - 1, at: bucket.at });
      return true;
    },
    isLeft: (attempt, ...who) => refilled(attempt, keyOf(attempt, who)).left >= 1,
  };
}
