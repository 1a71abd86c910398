/**
 * The reader of telephone numbers, with the number plans of all countries: heavy, reached through `loadPhoneParser`.
 * Promise: never throws, never guesses a missing digit, answers any text in bounded time.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneParser, PhoneValue } from './phone.ts';
import { isE164 } from './phone.ts';

const LONGEST = 120;
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const LABEL =
  /^(?:(?:cep|iş|ev|mobil|mobile|sabit)?\s?(?:telefonu?|tel|phone|gsm|no|cep|mobil|mobile)|whatsapp)\b[\s.:]*/i;
const EXTENSION = /[\s,(]*(?:dahili|dahilî|dah|iç hat|ic hat)[\s.:]*\d{1,6}\)?$/i;
const TRAILING_WORDS = /[\s,-]*\(([\p{L}\s.]{1,30})\)$/u;
const SEPARATOR = /[/;,|\r\n]+|\s[-–—]\s|\s(?:ve|veya|and|or|&)\s/i;
const EXCHANGE_RANGE = /^(.*\d)\s?[-–]\s?(\d{1,4})$/;

export const parsePhone: PhoneParser = (raw) => {
  if (raw === null || raw === undefined) return { kind: 'empty' };
  const typed = String(raw);
  if (typed.length > LONGEST) return { kind: 'unreadable', raw: typed };
  const lines = typed
    .replace(INVISIBLE, '')
    .replace(/[ \t_\u00a0]+/g, ' ')
    .trim();
  if (lines === '') return { kind: 'empty' };
  return readOne(lines.replace(/\s+/g, ' ')) ?? readFirstOfSeveral(lines) ?? { kind: 'unreadable', raw: typed };
};

/** One number, perhaps with a label before it and an extension after it. */
function readOne(text: string): PhoneValue | undefined {
  const plain = plainNumber(text);
  if (plain) return plain;

  const unlabelled = text
    .replace(/^['"]/, '')
    .replace(LABEL, '')
    .replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, '$1$2 ');
  const labelled = unlabelled === text ? undefined : plainNumber(unlabelled);
  if (labelled) return labelled;

  for (const pattern of [EXTENSION, TRAILING_WORDS]) {
    const match = pattern.exec(unlabelled);
    const before = match && plainNumber(unlabelled.slice(0, match.index));
    if (before) return { ...before, rest: [before.rest, match[0].replace(/^[\s,-]+/, '')].filter(Boolean).join(', ') };
  }
  return undefined;
}

/** "0212 555 12 34 / 0532 …" and "0212 555 12 34-35": the first number that can be read, the rest as typed. */
function readFirstOfSeveral(text: string): PhoneValue | undefined {
  const parts = text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > 1) {
    for (const [index, part] of parts.entries()) {
      const value = readOne(part);
      if (value?.kind !== 'phone') continue;
      const others = parts.filter((_, other) => other !== index);
      return { ...value, rest: [value.rest, ...others].filter(Boolean).join(', ') };
    }
  }
  const range = EXCHANGE_RANGE.exec(text);
  const value = range && plainNumber(range[1] ?? '');
  // A range belongs to an exchange; behind a mobile number the extra digits are a slip that only a person can settle.
  if (!value || !range || value.e164.startsWith('+905')) return undefined;
  return { ...value, rest: `-${range[2]}` };
}

/** "0532 123 45 67", "+90 532 1234567", "5321234567": how nearly every number is written. */
const TURKISH = /^(?:\+90 ?|0 ?)?([1-9]\d\d)[ .-]?(\d{3})[ .-]?(\d\d)[ .-]?(\d\d)$/;
/** Whether numbers of an area or operator are valid: asked of the plan once each, as it decides by the first three digits. */
const codes = new Map<string, boolean>();

function plainNumber(text: string): (PhoneValue & { kind: 'phone' }) | undefined {
  const [, code, first, second, third] = TURKISH.exec(text) ?? [];
  if (code === undefined) return numberOfPlan(text);
  const e164 = `+90${code}${first}${second}${third}`;
  let isValid = codes.get(code);
  if (isValid === undefined) {
    isValid = numberOfPlan(text)?.e164 === e164;
    codes.set(code, isValid);
  }
  return isValid ? { kind: 'phone', e164 } : numberOfPlan(text);
}

/** The same by the number plans of all countries. */
export function numberOfPlan(text: string): (PhoneValue & { kind: 'phone' }) | undefined {
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'TR', extract: false });
  if (!number?.isValid() || !isE164(number.number)) return undefined;
  return { kind: 'phone', e164: number.number, ...(number.ext && { rest: `dahili ${number.ext}` }) };
}
