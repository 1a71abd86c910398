/** Days and instants where the reader is, as the core's figures ask for them. */
import type { Calendar } from '#schema/metrics.ts';
import { today } from './environment.ts';

export const calendar: Calendar = {
  dayOf: today,
  startOf(day) {
    const [year, month, date] = day.split('-').map(Number);
    return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1).getTime();
  },
};

/** The ISO day some months before another, the first of that month. */
export function monthsBefore(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 - months, 1));
  return date.toISOString().slice(0, 10);
}
