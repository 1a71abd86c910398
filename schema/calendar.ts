/**
 * Days: adding to them, and which of them people in Turkey work on. Public holidays after law 2429; the religious ones
 * follow the Umm al-Qura calendar, which has agreed with Turkey's published dates since 2021 (see its test).
 * Half days (the eves) count as working days.
 */

/** Month and day of the holidays that stay where they are. */
const FIXED = new Set(['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29']);
const DAY_MS = 86_400_000;

const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The ISO day so many days later (or, negative, earlier). */
export const addDays = (day: string, days: number): string => dayAt(instantOf(day) + days * DAY_MS);

/** The same day so many months later, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: string): number => new Date(instantOf(day)).getUTCDay();

/** Whether a day is a public holiday in Turkey (weekends are not). */
export function isHoliday(day: string): boolean {
  if (FIXED.has(day.slice(5))) return true;
  const parts = hijri.formatToParts(instantOf(day));
  const read = (type: 'month' | 'day') => Number(parts.find((part) => part.type === type)?.value);
  const [month, date] = [read('month'), read('day')];
  // Ramazan Bayramı, three days; Kurban Bayramı, four
  return (month === 10 && date <= 3) || (month === 12 && date >= 10 && date <= 13);
}

/** Whether people work on a day: no weekend, no holiday. */
export const isBusinessDay = (day: string): boolean => weekdayOf(day) % 6 !== 0 && !isHoliday(day);

/** The n-th business day after a day, which does not count itself. */
export function addBusinessDays(day: string, days: number): string {
  let current = day;
  for (let left = days; left > 0; ) {
    current = addDays(current, 1);
    if (isBusinessDay(current)) left -= 1;
  }
  return current;
}
