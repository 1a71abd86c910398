// Cuts the letters that only Turkish needs out of Inter's file for all of extended Latin, which is 26 times as large:
// `node scripts/turkishLetters.ts` after another version of Inter. A test holds that the file is what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const EXTENDED = path.join(ROOT, 'node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2');
export const FILE = path.join(ROOT, 'client/fonts/inter-turkish-wght-normal.woff2');

/** The others of the alphabet lie in the file for western Europe; the lira does not. */
const LETTERS = 'ĞğİŞş₺';

/** The bytes of a WOFF2 file with these letters, in all weights. */
export const turkishLetters = (): Promise<Buffer> =>
  subsetFont(readFileSync(EXTENDED), LETTERS, { targetFormat: 'woff2' });

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await turkishLetters());
