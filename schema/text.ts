/**
 * Letters as Turkish people expect them: one folding for matching, one order for sorting, one casing for names.
 * Folded text is for comparing, never for showing. Must never case e-mails, addresses, codes or keys by a locale.
 */
import type { Locale } from './env.ts';

/** Letters that Unicode's own lower-casing and decomposition get wrong for Turkish, or that carry no mark to strip. */
const TURKISH = /[ıİI]/g;
const MARKS = /[\u0300-\u036f]/g;
const ASCII = /^\p{ASCII}*$/u;
const BARE_TAG = /[^\p{L}\p{N}]+/gu;
const BARE_ASCII = /[^a-z0-9]+/g;

/**
 * The form in which texts are compared: İSTANBUL, istanbul, Istanbul and ıstanbul are one, and so are çelik and
 * celik. NFC, without case and Latin marks; idempotent; may change the length. Spaces stay as they are.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (LATIN.test(text)) return text.replace(BEYOND_ASCII, foldedLetter).toLowerCase();
  return foldAny(text);
}

/** Letters that are one by themselves, whatever stands beside them: Turkish is written in these. */
const LATIN = /^[\0-\u017f]*$/;
const BEYOND_ASCII = /[\u0080-\u017f]/g;
const FOLDED = Array.from({ length: 0x180 }, (_, code) => foldAny(String.fromCharCode(code)));
const foldedLetter = (letter: string): string => FOLDED[letter.charCodeAt(0)]!;

function foldAny(text: string): string {
  return text.normalize('NFC').replace(TURKISH, 'i').toLowerCase().normalize('NFD').replace(MARKS, '').normalize('NFC');
}

/** `fold` of a cleaned line: the key under which a free label (tag, product, city) is the same label. */
export function foldKey(text: string): string {
  return fold(cleanLine(text));
}

/** `fold` with everything but letters and digits turned into single spaces: for matching titles and headers. */
export function foldWords(text: string): string {
  const folded = fold(text);
  return folded.replace(ASCII.test(folded) ? BARE_ASCII : BARE_TAG, ' ').trim();
}

const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const BLANKS = /[\s\p{Cc}]+/gu;

/** Words one space apart in letters that have but one form: nearly every cell, and nothing to do. */
const CLEAN = /^[!-~\u00a1-\u017f]+(?: [!-~\u00a1-\u017f]+)*$/;

/** One line as a person meant it: stray spaces, line ends and invisible characters gone, NFC. */
export function cleanLine(text: string): string {
  if (CLEAN.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(BLANKS, ' ').trim().normalize('NFC');
}

/** As `cleanLine`, line by line; blank lines at both ends go, and runs of them become one. */
export function cleanLines(text: string): string {
  const kept: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const clean = cleanLine(line);
    if (clean !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(clean);
  }
  if (kept.at(-1) === '') kept.pop();
  return kept.join('\n');
}

/** Upper case of a person's or company's name, Turkish in every language of the page: ışıl → IŞIL, idil → İDİL. */
export function turkishUpper(name: string): string {
  return name.toLocaleUpperCase('tr');
}

/** Lower case of a person's or company's name: IŞIL → ışıl. Never for e-mails, keys, codes. */
export function turkishLower(name: string): string {
  return name.toLocaleLowerCase('tr');
}

/**
 * A person's name by the writing standard: first letters large, the rest small, "AYŞE NUR" → "Ayşe Nur". A suggestion
 * for people to accept; mixed case such as "McDonald" or "DiCaprio" is taken as meant and stays.
 */
export function nameCase(name: string): string {
  return cleanLine(name).replace(/[\p{L}\p{M}]+/gu, (word) => {
    const upper = turkishUpper(word);
    const lower = turkishLower(word);
    if (word !== upper && word !== lower) return word;
    const [first = ''] = lower;
    return turkishUpper(first) + lower.slice(first.length);
  });
}

const collators = new Map<Locale, Intl.Collator>();

/** The order of a sorted list in a language (… Ilgaz, Irmak, İbrahim …; "Stand 2" before "Stand 10"). */
export function compareText(locale: Locale): (a: string, b: string) => number {
  let collator = collators.get(locale);
  if (!collator) {
    collator = new Intl.Collator(locale, { numeric: true });
    collators.set(locale, collator);
  }
  return collator.compare;
}
