/**
 * Which column fills which field: by what people chose last time for the same title, by its title in Turkish or English,
 * else by what its cells look like. A guess that people see and correct; a column nobody recognises stays out.
 */
import { parseEmail } from '../email.ts';
import { foldWords } from '../text.ts';
import { parseDay } from './day.ts';
import { cellText, isBlank, type Row } from './sheet.ts';
import { NO_TARGET, TARGETS, targetRule, type Target } from './targets.ts';

/** What people chose before: folded title → target, or null for "leave it out". */
export type RememberedColumns = ReadonlyMap<string, Target | null>;

/** The key under which a title's choice is remembered. */
export const titleKey = (title: string): string => foldWords(title).replace(/ \d+$/, '');

interface TitleMatch {
  readonly target: Target;
  /** 1 for the very words; less for a title that holds more. */
  readonly score: number;
}

const EXACT = new Map<string, Target>(
  TARGETS.flatMap((target) => targetRule(target).titles.map((title): [string, Target] => [title, target])),
);
const LONGEST_TITLE = 80;

/** The target that a title names, or null. */
export function matchTitle(title: string): TitleMatch | null {
  if (title.length > LONGEST_TITLE) return null;
  const whole = titleKey(title);
  if (whole === '' || NO_TARGET.has(whole)) return null;
  const outside = titleKey(title.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' '));
  const exact = EXACT.get(whole) ?? EXACT.get(outside);
  if (exact) return { target: exact, score: 1 };

  // English names the thing first where it says "of": "E-mail of contact".
  const [head = ''] = whole.split(' of ');
  const words = head.split(' ');
  let best: TitleMatch | null = null;
  for (let from = 0; from < words.length; from += 1) {
    for (let to = words.length; to > from; to -= 1) {
      const part = words.slice(from, to).join(' ');
      const target = EXACT.get(part);
      if (!target || part.length < 3) continue;
      // Turkish names the thing last: "Firma Telefonu" is a telephone, not a company.
      const score = ((to - from) / words.length) * 0.7 + (to === words.length ? 0.2 : 0);
      if (!best || score > best.score) best = { target, score };
    }
  }
  return best;
}

/** One target or none for each column. `rows` are the first data rows; the titles may be blank. */
export function guessColumns(
  titles: readonly string[],
  rows: readonly Row[],
  remembered: RememberedColumns = new Map(),
): (Target | null)[] {
  const samples = titles.map((_, column) => sampleOf(rows, column));
  const titled = titles.some((title) => title !== '');
  const guesses = titles.map((title, column): Guess => {
    const texts = samples[column] ?? [];
    const key = titleKey(title);
    const known = title === '' ? undefined : remembered.get(key);
    if (known !== undefined) return { target: known, score: 2 };
    const match = matchTitle(title);
    if (match) return match;
    return { target: NO_TARGET.has(key) ? null : targetOfCells(texts, titled), score: 0.1 };
  });
  refineByCells(guesses, samples);
  return onePerTarget(guesses);
}

type Guess = { target: Target | null; score: number };

const SAMPLE_ROWS = 60;
function sampleOf(rows: readonly Row[], column: number): string[] {
  const texts: string[] = [];
  for (const row of rows) {
    if (!isBlank(row[column])) texts.push(cellText(row[column]).trim().slice(0, 200));
    if (texts.length === SAMPLE_ROWS) break;
  }
  return texts;
}

const COMPANY = /(^|[\s.])(a\.?ş\.?|ltd|şti|san|tic|holding|gmbh|inc|llc|s\.?a\.?|co|corp)([\s.]|$)/iu;
const PHONE = /^[+(\d][\d\s().\-/]{8,24}$/;
const NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u;

const share = (texts: readonly string[], fits: (text: string) => boolean): number =>
  texts.length === 0 ? 0 : texts.filter(fits).length / texts.length;

/** What cells look like. Days and names are taken only where no column has a title: beside titles they mean too much. */
function targetOfCells(texts: readonly string[], titled: boolean): Target | null {
  if (share(texts, (text) => parseEmail(text).kind === 'email') >= 0.6) return 'email';
  if (share(texts, (text) => PHONE.test(text) && text.replace(/\D/g, '').length >= 10) >= 0.6) return 'phone';
  if (titled) return null;
  if (share(texts, (text) => parseDay(text) !== null) >= 0.8) return 'visitDate';
  if (share(texts, (text) => COMPANY.test(text)) >= 0.4) return 'company';
  return share(texts, (text) => NAME.test(text)) >= 0.7 ? 'fullName' : null;
}

/** "Ad" may hold whole names, "Müşteri" and "Ünvan" may hold companies: the cells decide. */
function refineByCells(guesses: Guess[], samples: readonly (readonly string[])[]): void {
  const has = (target: Target): boolean => guesses.some((guess) => guess.target === target);
  for (const [column, guess] of guesses.entries()) {
    if (guess.score >= 2) continue;
    const texts = samples[column] ?? [];
    const mayBeCompany = guess.target === 'fullName' || guess.target === 'firstName' || guess.target === 'jobTitle';
    if (mayBeCompany && !has('company') && share(texts, (text) => COMPANY.test(text)) >= 0.4) guess.target = 'company';
    else if (guess.target === 'firstName' && !has('lastName') && share(texts, (text) => text.includes(' ')) >= 0.5)
      guess.target = 'fullName';
  }
}

/** The best column keeps a target that takes one; the others stay out. */
function onePerTarget(guesses: readonly Guess[]): (Target | null)[] {
  return guesses.map(({ target, score }, column) => {
    if (target === null || targetRule(target).many) return target;
    const better = guesses.some(
      (other, at) => other.target === target && (other.score > score || (other.score === score && at < column)),
    );
    return better ? null : target;
  });
}
