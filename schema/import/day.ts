/**
 * Days as people and spreadsheets write them, to ISO days. The day stands before the month, as in Turkey and Europe,
 * unless that makes no day. Must never accept a day that the calendar does not have.
 */
import { isIsoDay } from '../fields.ts';
import { fold } from '../text.ts';

const MONTHS = new Map<string, number>(
  [
    ['ocak', 'oca', 'january', 'jan'],
    ['subat', 'sub', 'february', 'feb'],
    ['mart', 'mar', 'march'],
    ['nisan', 'nis', 'april', 'apr'],
    ['mayis', 'may'],
    ['haziran', 'haz', 'june', 'jun'],
    ['temmuz', 'tem', 'july', 'jul'],
    ['agustos', 'agu', 'august', 'aug'],
    ['eylul', 'eyl', 'september', 'sep', 'sept'],
    ['ekim', 'eki', 'october', 'oct'],
    ['kasim', 'kas', 'november', 'nov'],
    ['aralik', 'ara', 'december', 'dec'],
  ].flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])),
);

const TIME = /(?:[ t]|, ?)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)? ?(?:am|pm|z|[+-]\d{2}:?\d{2})?$/;
const WEEKDAY =
  /^(?:pazartesi|pazar|sali|carsamba|persembe|cuma|cumartesi|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[ ,.]+|[ ,.]+(?:pazartesi|pazar|sali|carsamba|persembe|cumartesi|cuma|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;
const NUMERIC = /^(\d{1,4})[./-] ?(\d{1,2})[./-] ?(\d{1,4})\.?$/;
const DAY_MONTH_YEAR = /^(\d{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]{3,9})[ .,-]*(\d{2}|\d{4})$/;
const MONTH_DAY_YEAR = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;
/** How a day begins: digits and a separator or a word, or the first letters of a month or a day of the week. */
const BEGINNING = new RegExp(
  `^(?:\\d{1,4}[./-]|\\d{1,2}(?:st|nd|rd|th)?[ .-]*[a-z]{3}|${[
    ...new Set([...MONTHS.keys()].map((name) => name.slice(0, 3))),
    ...['paz', 'sal', 'car', 'per', 'cum', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  ].join('|')})`,
);
const LONGEST = 40;

/** Excel counts days from here; serial 60 is a day that never was, so what lies before it is not read. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

/** The ISO day that a cell means, or null. A number is read as a spreadsheet's count of days, from 1954 to 2119. */
export function parseDay(cell: string | number | boolean | null): string | null {
  if (typeof cell === 'number') {
    if (cell < FIRST_SERIAL || cell > LAST_SERIAL) return null;
    return new Date(EXCEL_EPOCH + Math.floor(cell) * 86_400_000).toISOString().slice(0, 10);
  }
  if (typeof cell !== 'string' || cell.length > LONGEST || !/\d/.test(cell)) return null;
  const folded = fold(cell.trim());
  // nearly every cell with a digit is a telephone, an address or a company: told apart without taking it to pieces
  if (!BEGINNING.test(folded)) return null;
  const text = folded.replace(TIME, '').replace(WEEKDAY, '').trim();

  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, a = '', b = '', c = ''] = numeric;
    if (a.length === 4) return iso(Number(a), b, c);
    if (a.length > 2 || c.length === 3 || c.length === 1) return null;
    return iso(year(c), b, a) ?? iso(year(c), a, b);
  }
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = MONTH_DAY_YEAR.exec(text);
  return monthFirst ? named(monthFirst[3], monthFirst[1], monthFirst[2]) : null;
}

function named(yearText = '', month = '', day = ''): string | null {
  const number = MONTHS.get(month);
  return number === undefined ? null : iso(year(yearText), String(number), day);
}

/** Two digits are this century up to 69: a list of visitors knows no days in the sixties. */
const year = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);

function iso(yearNumber: number, month: string, day: string): string | null {
  const text = `${String(yearNumber).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return yearNumber >= 1900 && yearNumber < 2200 && isIsoDay(text) ? text : null;
}
