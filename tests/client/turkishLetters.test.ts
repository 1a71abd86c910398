/** Turkish has a small font of its own letters: whatever it lacks makes every first visit fetch a large one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import en from '#client/i18n/en/index.ts';
import tr from '#client/i18n/tr/index.ts';
import { FILE, turkishLetters } from '../../scripts/turkishLetters.ts';

const ALPHABET = 'ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzÂÎÛâîû₺';

/** Each face of the page's typeface: its file, and the letters it is asked for. */
const css = readFileSync(path.resolve(import.meta.dirname, '../../client/app/global.css'), 'utf8');
const faces = [...css.matchAll(/@font-face \{[^}]*url\('([^']+)'\)[^}]*unicode-range:([^;]+);/g)].map(
  ([, file = '', ranges = '']) => ({
    file: path.basename(file),
    ranges: [...ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(([, from = '', to = from]) => [
      Number.parseInt(from, 16),
      Number.parseInt(to, 16),
    ]),
  }),
);

/** The file that a letter is fetched from; of two that have it, both would be. */
function filesFor(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return faces
    .filter(({ ranges }) => ranges.some(([from = 0, to = 0]) => code >= from && code <= to))
    .map(({ file }) => file)
    .join(' and ');
}

test('the file is what the pinned typeface has of these letters', async () => {
  expect(readFileSync(FILE).equals(await turkishLetters())).toBe(true);
});

test('neither Turkish nor what the page says asks for the large file', () => {
  const said = new Set(ALPHABET + JSON.stringify([tr, en]));
  const asked = new Map<string, string[]>();
  for (const letter of said) asked.set(filesFor(letter), [...(asked.get(filesFor(letter)) ?? []), letter]);
  expect(asked.get(path.basename(FILE))?.toSorted()).toEqual(['Ğ', 'ğ', 'İ', 'Ş', 'ş', '₺']);
  expect(asked.get('inter-latin-wght-normal.woff2')).toContain('ı');
  // signs that no file has come from the system
  expect([...asked.keys()].filter(Boolean).toSorted()).toEqual(['inter-latin-wght-normal.woff2', path.basename(FILE)]);
});
