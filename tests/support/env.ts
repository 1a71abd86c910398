// Surroundings for tests: a clock that only moves when told, ids and chance from a seed.
import type { Env, Locale } from '#schema/env.ts';
import type { Role } from '#schema/policy.ts';
import { seededRandom, type Random } from './random.ts';

/** 8 October 2025, noon in Istanbul. */
export const NOON = Date.UTC(2025, 9, 8, 9);

export interface TestEnv extends Env {
  readonly chance: Random;
  /** moves the clock on, in milliseconds; back when negative */
  wait(milliseconds: number): void;
}

interface Choices {
  readonly seed?: number;
  readonly role?: Role;
  readonly locale?: Locale;
  readonly at?: number;
}

/** The surroundings of one member: a rep at noon, in Turkish, where nothing else is chosen. */
export function testEnv(member: string, choices: Choices = {}): TestEnv {
  const { seed = 1, role = 'rep', locale = 'tr', at = NOON } = choices;
  const chance = seededRandom(seed);
  let now = at;
  return {
    now: () => now,
    today: () => new Date(now + 3 * 3600_000).toISOString().slice(0, 10),
    newId: () => chance.id(),
    random: chance,
    locale,
    actor: { id: member, role },
    chance,
    wait(milliseconds) {
      now += milliseconds;
    },
  };
}
