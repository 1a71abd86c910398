/** Times in the office of the demo, counted back from now. */
import { addDays, weekdayOf } from '../calendar.ts';

export interface DemoClock {
  readonly now: number;
  /** the ISO day of an instant */
  dayOf(at: number): string;
  /** an instant so many days ago within office hours, moved off weekends, never after now */
  workTime(daysAgo: number, chance: () => number): number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OPEN_HOUR = 9;
const OPEN_HOURS = 9;

/** The office's clock; `offsetMinutes` ahead of UTC. */
export function createDemoClock(now: number, offsetMinutes: number): DemoClock {
  const offset = offsetMinutes * 60_000;
  const dayOf = (at: number): string => new Date(at + offset).toISOString().slice(0, 10);
  return {
    now,
    dayOf,
    workTime(daysAgo, chance) {
      let day = dayOf(now - daysAgo * DAY_MS);
      while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day = addDays(day, -1);
      const at =
        Date.parse(`${day}T00:00:00Z`) - offset + OPEN_HOUR * HOUR_MS + Math.floor(chance() * OPEN_HOURS * HOUR_MS);
      return Math.min(at, now - Math.floor(chance() * HOUR_MS) - 60_000);
    },
  };
}
