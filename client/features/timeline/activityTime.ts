/** When an activity was or will be, as people type it: "bugün 14:00", "dün", "12.10 10:30"; nothing typed is now. */
import { addDays } from '#schema/calendar.ts';
import { readDueText } from '#schema/dueText.ts';
import { parseDay } from '#schema/import/day.ts';
import { fold } from '#schema/text.ts';

/** The hour of a day for which none was said. */
const USUAL_TIME = '10:00';
const YESTERDAY = /^(dun|yesterday)(?: (.*))?$/;

/** The instant that a text means where the reader is, or null. `now` is milliseconds UTC, `today` the day it is here. */
export function readActivityTime(text: string, now: number, today: string): number | null {
  const typed = text.trim();
  if (typed === '') return now;
  const past = YESTERDAY.exec(fold(typed));
  if (past) {
    const time = past[2] === undefined ? null : readDueText(past[2], today);
    if (time !== null && (time.title !== '' || time.due?.time === undefined)) return null;
    return instantOf(addDays(today, -1), time?.due?.time ?? USUAL_TIME);
  }
  // a bare date means the nearest one, which for what was done lies behind
  const { title, due } = readDueText(typed, today);
  if (title !== '' || !due) {
    const day = parseDay(typed);
    return day === null ? null : instantOf(day, USUAL_TIME);
  }
  return instantOf(due.day, due.time ?? USUAL_TIME);
}

function instantOf(day: string, time: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Date(year, month - 1, date, hour, minute).getTime();
}
