/**
 * Reads when something is due out of what people type, in Turkish and English: "yarın 15:00 Ayşe'yi ara", "teklifi gönder
 * 3 iş günü içinde", "call back next friday". Looks at the start and the end only, so that names inside stay names.
 * A pure guess that people see before it counts; it never loses a word.
 */
import { addBusinessDays, addDays, addMonths, weekdayOf } from './calendar.ts';
import { isIsoDay, type Due } from './fields.ts';
import { parseDay } from './import/day.ts';
import { cleanLine, fold } from './text.ts';

export interface DueText {
  /** what remains when the words about time are taken out */
  readonly title: string;
  readonly due: Due | null;
}

/** Words about a day or a time are at most this many. */
const LONGEST_PHRASE = 5;

/** See the file. `today` is the ISO day it is for the reader. */
export function readDueText(line: string, today: string): DueText {
  let words = cleanLine(line).split(' ').filter(Boolean);
  let day: string | null = null;
  let time: string | null = null;
  for (let found = true; found; ) {
    found = false;
    for (let count = Math.min(LONGEST_PHRASE, words.length); count > 0 && !found; count -= 1) {
      for (const [phrase, rest] of [
        [words.slice(0, count), words.slice(count)],
        [words.slice(words.length - count), words.slice(0, words.length - count)],
      ] as const) {
        const text = fold(phrase.join(' ')).replace(/[,;.]+$/, '');
        const asDay: string | null = day === null ? dayIn(text, today) : null;
        const asTime: string | null = time === null && asDay === null ? timeIn(text) : null;
        if (asDay === null && asTime === null) continue;
        day ??= asDay;
        time ??= asTime;
        words = [...rest];
        found = true;
        break;
      }
    }
  }
  if (day === null && time === null) return { title: words.join(' '), due: null };
  return { title: words.join(' '), due: { day: day ?? today, ...(time !== null && { time }) } };
}

const WEEKDAYS: readonly (readonly string[])[] = [
  ['pazar', 'sunday'],
  ['pazartesi', 'monday'],
  ['sali', 'tuesday'],
  ['carsamba', 'wednesday'],
  ['persembe', 'thursday'],
  ['cuma', 'friday'],
  ['cumartesi', 'saturday'],
];
const UNITS: Readonly<Record<string, 'day' | 'business' | 'week' | 'month'>> = {
  gun: 'day',
  day: 'day',
  'is gunu': 'business',
  'business day': 'business',
  'working day': 'business',
  hafta: 'week',
  week: 'week',
  ay: 'month',
  month: 'month',
};
/** Turkish endings that a word of time may carry: "yarına", "cumaya kadar", "15:00'te". */
const ENDING = /(?:'?(?:y[ae]|n[ae]|[dt][ae]))?(?: kadar)?$/;
const IN_TURKISH = /^(\d{1,3}) (gun|is gunu|hafta|ay) (?:icinde|sonra|sonraya)$/;
const IN_ENGLISH = /^(?:in|within) (\d{1,3}) (day|business day|working day|week|month)s?$/;

/** The day that folded words mean, or null. */
function dayIn(text: string, today: string): string | null {
  const plain = text.replace(/^(?:by|on|until) /, '').replace(ENDING, '');
  switch (plain) {
    case 'bugun':
    case 'today':
      return today;
    case 'yarin':
    case 'tomorrow':
      return addDays(today, 1);
    case 'obur gun':
    case 'oburgun':
    case 'day after tomorrow':
      return addDays(today, 2);
    case 'hafta':
    case 'gelecek hafta':
    case 'onumuzdeki hafta':
    case 'next week':
      // "haftaya" has lost its ending above; "hafta" by itself is no day
      return plain === 'hafta' && !text.startsWith('haftaya') ? null : addDays(today, 7);
    default:
  }
  const counted = IN_TURKISH.exec(text) ?? IN_ENGLISH.exec(text);
  if (counted) return after(today, Number(counted[1]), UNITS[counted[2] ?? ''] ?? 'day');
  return weekdayIn(text, today) ?? dateIn(text, today);
}

function after(today: string, count: number, unit: 'day' | 'business' | 'week' | 'month'): string {
  if (unit === 'business') return addBusinessDays(today, count);
  if (unit === 'month') return addMonths(today, count);
  return addDays(today, unit === 'week' ? count * 7 : count);
}

/** "cuma" is the coming Friday, never today; "haftaya cuma" the one of next week. */
function weekdayIn(text: string, today: string): string | null {
  const match =
    /^((?:haftaya|gelecek hafta|next) )?(pazartesi|pazar|sali|carsamba|persembe|cumartesi|cuma|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:(?: gunu)|'?[yd][ae]|'?s[ie])?(?: kadar)?$/.exec(
      text.replace(/^(?:by|on) /, ''),
    );
  if (!match) return null;
  const wanted = WEEKDAYS.findIndex((names) => names.includes(match[2] ?? ''));
  const now = weekdayOf(today);
  if (match[1]) {
    const nextMonday = addDays(today, 8 - (now === 0 ? 7 : now));
    return addDays(nextMonday, (wanted + 6) % 7);
  }
  return addDays(today, ((wanted - now + 6) % 7) + 1);
}

/** A date in figures or with a month's name; without a year the next such day. */
function dateIn(text: string, today: string): string | null {
  const plain = text.replace(/'?(?:[dt][ae]|y[ae]|[ae])$/, '');
  // a time of day is for `timeIn`: the reader of days would drop it
  if (plain.includes(':') || !/\d/.test(plain)) return null;
  const whole = parseDay(plain);
  if (whole !== null) return whole;
  const short = /^(\d{1,2})[./](\d{1,2})$/.exec(plain);
  const named = /^(?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2}))$/.exec(plain);
  const year = Number(today.slice(0, 4));
  for (const candidate of [year, year + 1]) {
    const day = short
      ? isoOf(candidate, short[2] ?? '', short[1] ?? '')
      : named
        ? parseDay(`${named[1] ?? named[4]} ${named[2] ?? named[3]} ${candidate}`)
        : null;
    if (day !== null && day >= today) return day;
  }
  return null;
}

function isoOf(year: number, month: string, date: string): string | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isIsoDay(day) ? day : null;
}

/** The time of day, `15:00`, that folded words mean, or null. */
function timeIn(text: string): string | null {
  const match =
    /^(?:saat |at )?(\d{1,2}):(\d{2})(?:'?[dt][ae])?$/.exec(text) ??
    /^saat (\d{1,2})(?:[.:](\d{2}))?(?:'?[dt][ae])?$/.exec(text) ??
    /^(?:at )?(\d{1,2})(?::(\d{2}))? ?([ap]m)$/.exec(text);
  if (!match) return null;
  const half = match[3];
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour > (half ? 12 : 23) || minute > 59) return null;
  const clock = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return `${String(clock).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
