/**
 * Telephone numbers: kept in E.164, read from what people type, a bare number taken as Turkish. The number plans are
 * large, so the reader is loaded when it is first needed; everything else here works without it.
 * Must never drop or alter what it cannot read.
 */
import type { Locale } from './env.ts';

export type PhoneValue =
  | {
      readonly kind: 'phone';
      readonly e164: string /** What else stood in the cell: extension, second number. */;
      readonly rest?: string;
    }
  | { readonly kind: 'unreadable'; readonly raw: string }
  | { readonly kind: 'empty' };

/** Reads one cell or field; a number is read as its digits. Pure and idempotent: an E.164 number gives itself. */
export type PhoneParser = (raw: unknown) => PhoneValue;

let loading: Promise<PhoneParser> | undefined;

/** The reader, with the number plans of all countries (about 20 kB compressed). Rejects only if they can't be loaded. */
export function loadPhoneParser(): Promise<PhoneParser> {
  loading ??= import('./phoneParser.ts').then(
    (module) => module.parsePhone,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** True for a number in the form in which numbers are kept; anything else in a phone field is as it was typed. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/**
 * A kept number as people read it: Turkish ones grouped ("0532 123 45 67", to English readers "+90 532 123 45 67"),
 * foreign ones as they are kept, unreadable text as typed.
 */
export function formatPhone(value: string, locale: Locale = 'tr'): string {
  if (!isE164(value) || !value.startsWith('+90')) return value;
  const national = value.slice(3);
  const groups =
    national.length === 10
      ? [national.slice(0, 3), national.slice(3, 6), national.slice(6, 8), national.slice(8)]
      : national.length === 7
        ? [national.slice(0, 3), national.slice(3, 4), national.slice(4)]
        : [national];
  if (locale === 'en') return `+90 ${groups.join(' ')}`;
  return national.length === 10 ? `0${groups.join(' ')}` : groups.join(' ');
}

/**
 * The digits by which a number is found: of a kept number and of what someone typed into a search alike, without +90,
 * 0090 or the leading zero, so that the second is a part of the first.
 */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D+/g, '');
  if (/^\s*\+/.test(text)) return digits.replace(/^90/, '');
  if (digits.startsWith('00')) return digits.slice(2).replace(/^90/, '');
  if (digits.startsWith('90') && digits.length === 12) return digits.slice(2);
  return digits.replace(/^0/, '');
}
