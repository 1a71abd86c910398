import { describe, expect, test } from 'vitest';
import { createSearchIndex, digitsOf, FEW, RANK, SHORT, wordsOf } from '#schema/searchIndex.ts';
import type { SearchEntry } from '#schema/search.ts';
import { foldWords } from '#schema/text.ts';
import { createVocabulary, slipsBetween, slipsIn } from '#schema/typo.ts';
import { seededRandom, type Random } from '#tests/support/random.ts';

const entry = (id: string, name: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
  id,
  name,
  detail: '',
  rest: '',
  ...more,
});

/** The law, record by record: how well a word stands in one. */
function rankOf({ name, detail, rest, phone }: SearchEntry, word: string, near: readonly string[]): number {
  const fields = [name, detail, `${rest} ${phone ?? ''}`].map((text) => foldWords(text).split(' '));
  const inField = fields.map((own, at): number => {
    if (at === 0 && word.length > SHORT && own.includes(word)) return RANK.wholeName;
    if (own.some((one) => one.startsWith(word))) return [RANK.name, RANK.detail, RANK.rest][at]!;
    return word.length > SHORT && own.some((one) => one.includes(word)) ? RANK.inside : RANK.nowhere;
  });
  const best = Math.max(...inField);
  const meant = fields.flat().some((own) => near.includes(own));
  return best === RANK.nowhere && meant ? RANK.forgiven : best;
}

/** Looks at every record by itself. */
function slowAsk(entries: Iterable<SearchEntry>, text: string, limit: number): string[] {
  const all = [...entries];
  const nearOf = (word: string): string[] =>
    [...new Set(all.flatMap((one) => foldWords(`${one.name} ${one.detail} ${one.rest}`).split(' ')))].filter(
      (other) =>
        other !== word &&
        /^\p{L}+$/u.test(word) &&
        /^\p{L}+$/u.test(other) &&
        slipsBetween(word, other) <= slipsIn(word),
    );
  const best = (words: readonly string[], forgives: boolean): string[] => {
    const near = new Map(words.map((word) => [word, forgives ? nearOf(word) : []]));
    return all
      .map((one, at) => {
        const ranks = words.map((word) => rankOf(one, word, near.get(word)!));
        return { id: one.id, at, sum: ranks.includes(RANK.nowhere) ? 0 : ranks.reduce((sum, rank) => sum + rank, 0) };
      })
      .filter(({ sum }) => sum > 0)
      .toSorted((a, b) => b.sum - a.sum || a.at - b.at)
      .map(({ id }) => id);
  };
  const words = wordsOf(text);
  const digits = digitsOf(text);
  const found = new Set([...(digits === undefined ? [] : best([digits], false)), ...best(words, false)]);
  if (found.size < FEW) for (const id of best(words, true)) found.add(id);
  return [...found].slice(0, limit);
}

const WORDS = 'ahmet mehmet ayşe Çelik çelikel Yılmaz yilma Işıl metal metalik Bursa istanbul a b ve san 2025 x1'.split(
  ' ',
);
const someWords = (chance: Random, most: number): string =>
  Array.from({ length: chance.below(most + 1) }, () => chance.pick(WORDS)).join(chance.pick([' ', '-', ' / ']));
const mistyped = (chance: Random, word: string): string => {
  const at = chance.below(word.length);
  return chance.pick([
    word,
    word.slice(0, at + 1),
    word.slice(at),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  ]);
};
const someEntry = (chance: Random, id: string): SearchEntry =>
  entry(id, someWords(chance, 3), {
    detail: someWords(chance, 2),
    rest: someWords(chance, 4),
    ...(chance.chance(0.5) && { phone: `5${300_000_000 + chance.below(4_000)}` }),
  });

describe('the index of search', () => {
  test.each([1, 2, 3])('answers what looking at every record answers, through edits and losses (seed %i)', (seed) => {
    const chance = seededRandom(seed);
    const index = createSearchIndex();
    const entries = new Map<string, SearchEntry>();
    for (let step = 0; step < 900; step += 1) {
      // several texts' worth of records, and some that are edited or go
      const id = `lead/${chance.below(1_400)}`;
      if (chance.chance(0.1)) {
        index.drop(id);
        entries.delete(id);
      } else {
        const next = someEntry(chance, id);
        index.put(next);
        entries.set(id, next);
      }
      if (step % 6 !== 0) continue;
      const phone = [...entries.values()].find((one) => one.phone !== undefined)?.phone ?? '';
      const text = chance.pick([
        mistyped(chance, chance.pick(WORDS)),
        `${mistyped(chance, chance.pick(WORDS))} ${mistyped(chance, chance.pick(WORDS))}`,
        `0${phone.slice(0, 3 + chance.below(8))}`,
        phone.slice(2, 8),
      ]);
      expect([text, index.ask(text, 50)]).toEqual([text, slowAsk(entries.values(), text, 50)]);
    }
  });

  test('names go before cities and e-mails, these before notes, and beginnings before the inside of words', () => {
    const index = createSearchIndex();
    index.put(entry('inside', 'Akçınar'));
    index.put(entry('note', 'Doruk', { rest: 'Çınar ile görüştü' }));
    index.put(entry('mail', 'Ege', { detail: 'ali@cinar.com' }));
    index.put(entry('begins', 'Çınarlı'));
    index.put(entry('whole', 'Çınar Metal'));
    expect(index.ask('çınar', 9)).toEqual(['whole', 'begins', 'mail', 'note', 'inside']);
  });

  test.each(['Ahemt', 'ahmt', 'AHMETT', 'ahnet', 'hamet', 'ahemt yilmza'])('forgives the typo in %s', (typed) => {
    const index = createSearchIndex();
    index.put(entry('other', 'Zeynep Kaya'));
    index.put(entry('ahmet', 'Ahmet Yılmaz'));
    expect(index.ask(typed, 9)).toEqual(['ahmet']);
  });

  test('what was typed right goes before what was forgiven, and numbers are meant as they are', () => {
    const index = createSearchIndex();
    index.put(entry('meant', 'Demir Çelik'));
    index.put(entry('exact', 'Demirr'));
    expect(index.ask('demirr', 9)).toEqual(['exact', 'meant']);
    index.put(entry('year', 'Fuar 2025'));
    expect(index.ask('2052', 9)).toEqual([]);
  });

  test('a phone is found by any stretch of its digits, however it is typed', () => {
    const index = createSearchIndex();
    index.put(entry('other', 'B', { phone: '5329999999' }));
    index.put(entry('phone', 'A', { phone: '5321234567' }));
    for (const typed of ['0532 123 45 67', '+90 532 123 45 67', '(532) 123', '1234567', '45 67', '0090 532 123'])
      expect([typed, index.ask(typed, 9)]).toEqual([typed, ['phone']]);
    expect(index.ask('0532', 9)).toEqual(['other', 'phone']);
  });

  test('no word asks for nothing', () => {
    const index = createSearchIndex();
    index.put(entry('a', 'A'));
    for (const typed of ['', '  ', '@', '…']) expect(index.ask(typed, 9)).toEqual([]);
  });
});

describe('words that may be meant', () => {
  test('are those that slips away, nearest first, found without looking closer at the others', () => {
    const chance = seededRandom(4);
    const letters = 'abcdeğşı';
    const word = (): string => Array.from({ length: 3 + chance.below(8) }, () => chance.pick([...letters])).join('');
    const all = [...new Set(Array.from({ length: 4_000 }, word))];
    const vocabulary = createVocabulary();
    vocabulary.add(all.join(' '));
    for (let round = 0; round < 60; round += 1) {
      const typed = word();
      const near = all.filter((one) => one !== typed && slipsBetween(typed, one) <= slipsIn(typed));
      const found = vocabulary.near(typed);
      expect(found).toHaveLength(Math.min(8, near.length));
      expect(near).toEqual(expect.arrayContaining([...found]));
    }
  });

  test.each([
    ['ahemt', 'ahmet', 1],
    ['ahmet', 'ahmet', 0],
    ['abc', 'ca', 3],
    ['kitap', 'kitaplik', 3],
  ])('%s and %s are %i apart', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
    expect(slipsBetween(b, a)).toBe(slips);
  });
});
