/**
 * The surroundings of the core. `schema/` knows no clock, no randomness and no signed-in person of its own:
 * whoever calls it hands them in. Must never be read from a global.
 */
import type { Role } from './policy.ts';

export type Locale = 'tr' | 'en';

/** The member on whose behalf a command runs. `id` is the account id; the role is the one held in this workspace. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

export interface Env {
  /** Milliseconds since 1970 UTC, corrected by the server's clock where one was seen. */
  now(): number;
  /** The ISO day it is where the member is. */
  today(): string;
  /** A fresh random id that matches `[A-Za-z0-9_-]{1,64}`; never derived from content. */
  newId(): string;
  /** Uniform in [0, 1). */
  random(): number;
  readonly locale: Locale;
  readonly actor: Actor;
}
