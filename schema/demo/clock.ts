/** Times in the office of the demo: on working days, in office hours, one after the other, and none after now. */
import { addDays, weekdayOf } from '../calendar.ts';
import type { Chance } from './chance.ts';

export interface DemoClock {
  readonly now: number;
  readonly today: string;
  /** the ISO day of an instant */
  dayOf(at: number): string;
  /** an instant of a day at an hour (9.5 = half past nine) */
  timeOf(day: string, hour: number): number;
  /** the instant so many days ago */
  ago(days: number): number;
  /** so many instants at which people work, rising; `lean` above 1 draws them towards the end */
  times(count: number, from: number, until: number, lean?: number): readonly number[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const OPEN_HOUR = 8.5;
const CLOSE_HOUR = 18;

/** The office's clock; `offsetMinutes` ahead of UTC. */
export function createDemoClock(now: number, offsetMinutes: number, chance: Chance): DemoClock {
  const offset = offsetMinutes * MINUTE_MS;
  const dayOf = (at: number): string => new Date(at + offset).toISOString().slice(0, 10);
  const timeOf = (day: string, hour: number): number => Date.parse(`${day}T00:00:00Z`) - offset + hour * HOUR_MS;

  /** The stretches of work between two instants. */
  function shifts(from: number, until: number): { readonly from: number; readonly length: number }[] {
    const found: { from: number; length: number }[] = [];
    for (let day = dayOf(from); timeOf(day, 0) < until; day = addDays(day, 1)) {
      if (weekdayOf(day) % 6 === 0) continue;
      const start = Math.max(from, timeOf(day, OPEN_HOUR));
      const end = Math.min(until, timeOf(day, CLOSE_HOUR));
      if (end > start) found.push({ from: start, length: end - start });
    }
    return found;
  }

  function times(count: number, from: number, until: number, lean = 1): readonly number[] {
    const worked = shifts(from, until);
    const total = worked.reduce((sum, { length }) => sum + length, 0);
    // a weekend or a night has no work in it: then it was done at its beginning
    const at = (part: number): number => {
      let left = part * total;
      for (const shift of worked) {
        if (left <= shift.length) return shift.from + left;
        left -= shift.length;
      }
      return from;
    };
    const parts = Array.from({ length: count }, () => chance.next() ** (1 / lean)).sort((a, b) => a - b);
    let last = from;
    return parts.map((part, index) => {
      last = Math.min(Math.max(at(part), last + MINUTE_MS), now - (count - index) * MINUTE_MS);
      return Math.floor(last);
    });
  }

  return { now, today: dayOf(now), dayOf, timeOf, ago: (days) => now - days * DAY_MS, times };
}
