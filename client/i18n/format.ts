/**
 * The one formatter: every number, amount, date, phone and size on a page is written by it, in the habit of the
 * language. It only writes; reading what people type belongs to `schema/`. Values it cannot read come back as they are.
 */
import { useLanguage } from './language.ts';
import type { Locale } from '#schema/env.ts';

/** An amount in the smallest unit of its currency: 1250 TRY = ₺12,50. */
export interface Amount {
  readonly amount: number;
  readonly currency: string;
}

export interface Format {
  readonly locale: Locale;
  /** `10.000`; `digits` = most digits after the mark, none unless told. */
  number(value: number, digits?: number): string;
  /** A ratio as per cent: 0.256 → `%26` / `26%`. */
  percent(ratio: number, digits?: number): string;
  /** `₺1.250`, `₺1.250,50`: decimals only when there are any. */
  money(value: Amount): string;
  /** `₺1,3 Mn`: for charts and heads of columns. */
  moneyShort(value: Amount): string;
  /** An ISO day (`2025-03-12`) as `12 Mar 2025`; the year is left out when it is this year. */
  day(isoDay: string, now?: number): string;
  /** `Çarşamba, 12 Mart 2025`. */
  dayLong(isoDay: string): string;
  /** A day near as a person says it (`dün`, `3 gün sonra`), far as a date. */
  dayNear(isoDay: string, now?: number): string;
  /** An instant as time of day, `15:04`. */
  time(instant: number): string;
  /** An instant in full, `12 Mart 2025 15:04`. */
  instant(instant: number): string;
  /** An instant near as a person says it (`şimdi`, `5 dakika önce`, `dün`), far as a date. */
  ago(instant: number, now?: number): string;
  /** `Mart 2025` of `2025-03`. */
  month(isoMonth: string): string;
  /** `+905321234567` → `+90 532 123 45 67`; what is no E.164 number comes back as typed. */
  phone(value: string): string;
  /** Bytes as `2,4 MB`, in steps of 1,000. */
  fileSize(bytes: number): string;
  /** `Ayşe, Can ve Ömer`. */
  list(items: readonly string[]): string;
}

const TAG: Record<Locale, string> = { tr: 'tr-TR', en: 'en-GB' };
const MINUTE = 60_000;
const DAY = 86_400_000;
/** From how many days away a date is said as a date. */
const FAR = 7;

const made = new Map<Locale, Format>();

/** The formatter of a language; made once. */
export function formatOf(locale: Locale): Format {
  const known = made.get(locale);
  if (known) return known;
  const format = makeFormat(locale);
  made.set(locale, format);
  return format;
}

/** The formatter of the language spoken now. */
export const useFormat = (): Format => formatOf(useLanguage());

function makeFormat(locale: Locale): Format {
  const tag = TAG[locale];
  const numbers = remember((digits: number) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }));
  const percents = remember(
    (digits: number) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits }),
  );
  const monies = remember((currency: string) => moneyFormat(tag, currency, {}));
  const shortMonies = remember((currency: string) =>
    moneyFormat(tag, currency, { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }),
  );
  const dates = remember((key: DateKey) => new Intl.DateTimeFormat(tag, DATE_OPTIONS[key]));
  const relative = remember((numeric: 'auto') => new Intl.RelativeTimeFormat(tag, { numeric }));
  const lists = remember((type: 'conjunction') => new Intl.ListFormat(tag, { type }));

  const day = (isoDay: string, now = Date.now()): string => {
    const at = utcOfDay(isoDay);
    if (at === null) return isoDay;
    const sameYear = new Date(at).getUTCFullYear() === new Date(now).getFullYear();
    return dates(sameYear ? 'day' : 'dayYear').format(at);
  };
  const nearOrDay = (isoDay: string, now: number): string => {
    const at = utcOfDay(isoDay);
    if (at === null) return isoDay;
    const days = Math.round((at - localDay(now)) / DAY);
    return Math.abs(days) < FAR ? relative('auto').format(days, 'day') : day(isoDay, now);
  };

  return {
    locale,
    number: (value, digits = 0) => numbers(digits).format(value),
    percent: (ratio, digits = 0) => percents(digits).format(ratio),
    money: ({ amount, currency }) => writeMoney(monies, numbers, amount, currency),
    moneyShort: ({ amount, currency }) => writeMoney(shortMonies, numbers, amount, currency),
    day,
    dayLong: (isoDay) => {
      const at = utcOfDay(isoDay);
      return at === null ? isoDay : dates('dayLong').format(at);
    },
    dayNear: (isoDay, now = Date.now()) => nearOrDay(isoDay, now),
    time: (instant) => dates('time').format(instant),
    instant: (instant) => dates('instant').format(instant),
    ago: (instant, now = Date.now()) => {
      const minutes = Math.trunc((instant - now) / MINUTE);
      if (minutes === 0) return relative('auto').format(0, 'second');
      if (Math.abs(minutes) < 60) return relative('auto').format(minutes, 'minute');
      if (localDay(instant) === localDay(now)) return relative('auto').format(Math.trunc(minutes / 60), 'hour');
      return nearOrDay(new Date(localDay(instant)).toISOString().slice(0, 10), now);
    },
    month: (isoMonth) => {
      const at = utcOfDay(`${isoMonth}-01`);
      return at === null ? isoMonth : dates('month').format(at);
    },
    phone: writePhone,
    fileSize: (bytes) => writeSize(numbers, bytes),
    list: (items) => lists('conjunction').format(items),
  };
}

const DATE_OPTIONS = {
  day: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  dayYear: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  dayLong: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  month: { month: 'long', year: 'numeric', timeZone: 'UTC' },
  time: { hour: '2-digit', minute: '2-digit' },
  instant: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type DateKey = keyof typeof DATE_OPTIONS;

/** Intl objects are dear to make and cheap to use. */
function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    kept.set(key, fresh);
    return fresh;
  };
}

const CURRENCY = /^[A-Z]{3}$/;

function moneyFormat(tag: string, currency: string, more: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
    ...more,
  });
}

/** How many digits a currency has after its mark (TRY 2, JPY 0), as ISO 4217 says. */
const minorDigits = remember(
  (currency: string) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2,
);

function writeMoney(
  formats: (currency: string) => Intl.NumberFormat,
  numbers: (digits: number) => Intl.NumberFormat,
  amount: number,
  currency: string,
): string {
  // a currency that is no ISO code stays readable as it was typed
  if (!CURRENCY.test(currency)) return `${numbers(2).format(amount / 100)} ${currency}`.trim();
  return formats(currency).format(amount / 10 ** minorDigits(currency));
}

/** UTC midnight of an ISO day, or null when it is none. */
function utcOfDay(isoDay: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDay)) return null;
  const at = Date.parse(`${isoDay}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

/** UTC midnight of the calendar day that an instant falls on, where the device is. */
function localDay(instant: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

const E164 = /^\+[1-9]\d{6,14}$/;
/** Country codes of two digits (ITU E.164); 1 and 7 have one, all others three. */
const TWO_DIGITS = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

function writePhone(value: string): string {
  if (!E164.test(value)) return value;
  const digits = value.slice(1);
  const codeLength = digits[0] === '1' || digits[0] === '7' ? 1 : TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
  const code = digits.slice(0, codeLength);
  const rest = digits.slice(codeLength);
  if (rest.length === 10) {
    // the Turkish habit 532 123 45 67, and 3-3-4 elsewhere
    const tail = code === '90' ? `${rest.slice(6, 8)} ${rest.slice(8)}` : rest.slice(6);
    return `+${code} ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${tail}`;
  }
  return `+${code} ${rest.replace(/(\d{3})(?=\d{2})/g, '$1 ')}`;
}

const SIZE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

function writeSize(numbers: (digits: number) => Intl.NumberFormat, bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < SIZE_UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${numbers(size < 10 && unit > 0 ? 1 : 0).format(size)} ${SIZE_UNITS[unit]}`;
}
