/** The surroundings that the browser hands to the core: its clock (corrected by the server's), ids, chance, the member. */
import { nanoid } from 'nanoid';
import type { Actor, Env, Locale } from '#schema/env.ts';

let offset = 0;
let lastTick = 0;

/** Takes the server's clock as the true one. `askedAt` is the device's time halfway through the request. */
export function correctClock(serverNow: number, askedAt: number): void {
  offset = serverNow - askedAt;
  lastTick = 0;
}

/** Milliseconds UTC by the server's clock, as far as it is known. */
export const now = (): number => Date.now() + offset;

/** As `now`, and later each time it is asked: two things done in one millisecond keep their order in the feed. */
function tick(): number {
  lastTick = Math.max(lastTick + 1, now());
  return lastTick;
}

/** The ISO day it is here. */
export function today(at: number = now()): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}

/** A random id; needs no secure context. */
export const newId = (): string => nanoid(16);

/** The surroundings of commands run by this member. */
export const createEnv = (actor: Actor, locale: () => Locale): Env => ({
  now: tick,
  today,
  newId,
  random: Math.random,
  get locale() {
    return locale();
  },
  actor,
});
