/** What people type into the fields of each kind, read when the field is left. What cannot be read is kept as typed. */
import { numberIn, parseAmount } from '#schema/amount.ts';
import { parseEmail } from '#schema/email.ts';
import type { Money } from '#schema/fields.ts';
import { parseDay } from '#schema/import/day.ts';
import { readDueText } from '#schema/dueText.ts';
import { isE164, loadPhoneParser } from '#schema/phone.ts';
import { addDays } from '#schema/calendar.ts';
import { cleanLine, cleanLines, fold } from '#schema/text.ts';
import type { Reading } from './useTextDraft.ts';

const orNull = (text: string): string | null => (text === '' ? null : text);

export const readLine = (text: string): Reading<string> => ({ value: orNull(cleanLine(text)) });
export const readLines = (text: string): Reading<string> => ({ value: orNull(cleanLines(text)) });

/** A number in E.164 and what stood beside it; else as typed. */
export async function readPhone(text: string): Promise<Reading<string>> {
  if (text === '' || isE164(text)) return { value: orNull(text) };
  const parse = await loadPhoneParser().catch(() => null);
  // without the reader (its part could not be fetched) the number stands as typed, marked, and is read another time
  if (!parse) return { value: text };
  const value = parse(text);
  if (value.kind === 'empty') return { value: null };
  if (value.kind === 'unreadable') return { value: cleanLine(value.raw) };
  return { value: value.e164, ...(value.rest && { rest: value.rest }) };
}

export function readEmail(text: string): Reading<string> {
  const value = parseEmail(text);
  if (value.kind === 'empty') return { value: null };
  if (value.kind === 'unreadable') return { value: cleanLine(value.raw) };
  return { value: value.email, ...(value.rest && { rest: value.rest }) };
}

const YESTERDAY = new Set(['dun', 'yesterday']);

/**
 * A day in any habit, also "dün", "yarın", "3 gün sonra"; else as typed. Without a year it is the one nearest to `near`,
 * which is what the field holds, or today.
 */
export function readDay(text: string, today: string, near: string = today): Reading<string> {
  if (text === '') return { value: null };
  if (YESTERDAY.has(fold(text))) return { value: addDays(today, -1) };
  const whole = parseDay(text) ?? nearestDay(text, near);
  if (whole !== null) return { value: whole };
  const { title, due } = readDueText(text, today);
  return { value: title === '' && due && due.time === undefined ? due.day : cleanLine(text) };
}

const DAY_MONTH = /^(?:\d{1,2}[./]\d{1,2}[./]?|\d{1,2}\.? ?\p{L}{3,9}|\p{L}{3,9} \d{1,2})$/u;

/** "8 Ekim" and "8.10" in the year that brings them nearest. */
function nearestDay(text: string, near: string): string | null {
  if (!DAY_MONTH.test(text)) return null;
  const year = Number(near.slice(0, 4));
  const joint = /[./]\d+$/.test(text) ? '.' : ' ';
  const days = [year - 1, year, year + 1].flatMap((each) => parseDay(`${text}${joint}${each}`) ?? []);
  const distance = (day: string): number => Math.abs(Date.parse(day) - Date.parse(near));
  return days.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A number; refused with `reason` where it is none, since a number field holds nothing else. */
export function readNumber(text: string, reason: string): Reading<number> {
  if (text === '') return { value: null };
  const sign = text.startsWith('-') ? -1 : 1;
  const value = numberIn(text.replace(/^[-+]/, '').replace(/^%|%$/, '').trim());
  return value === null ? { refused: reason } : { value: value * sign };
}

export function readMoney(text: string, currency: string, reason: string): Reading<Money> {
  if (text === '') return { value: null };
  const value = parseAmount(text, currency);
  return value ? { value } : { refused: reason };
}
