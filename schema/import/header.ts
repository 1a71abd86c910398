/**
 * Where a table lies in a sheet: its header below a title, its rows, and the lines that are none (blank, totals, the
 * header once more), which are named and left out, never silently.
 */
import { isEmail } from '../email.ts';
import { cleanLine, foldWords } from '../text.ts';
import { matchTitle } from './columns.ts';
import { parseDay } from './day.ts';
import { cellText, isBlank, type Cell, type Row, type Sheet } from './sheet.ts';

/** A row of the table. `row` counts data rows from 1, `line` the lines of the sheet from 1, as a spreadsheet shows them. */
export interface DataRow {
  readonly row: number;
  readonly line: number;
  readonly cells: Row;
}
export interface LeftOutLine {
  readonly line: number;
  readonly why: 'blank' | 'total' | 'header';
}
export interface Table {
  readonly titles: readonly string[];
  readonly rows: readonly DataRow[];
  readonly leftOut: readonly LeftOutLine[];
}

const LINES_SEARCHED = 30;
const LONGEST_TITLE = 80;
const TOTAL = /^(genel |ara )?(toplam|toplami|total|grand total|subtotal|sum|yekun)( |$)/;
const CELLS_OF_A_TOTAL = 3;
/** The share of the widest line from which a line counts as full. */
const FULL = 0.6;

/** The index of the header's line, or null where the table has none: the line that names most columns. */
export function findHeader(rows: readonly Row[]): number | null {
  const candidates = rows.slice(0, LINES_SEARCHED);
  const width = Math.max(0, ...rows.slice(0, 200).map(filled));
  const firstFull = candidates.findIndex((row) => filled(row) >= width * FULL);
  let best: { index: number; matched: number } | null = null;
  for (const [index, row] of candidates.entries()) {
    if (!row.some((cell) => !isBlank(cell)) || !row.every(mayBeTitle)) continue;
    const matches = row.map((cell) => matchTitle(cellText(cell))).filter((match) => match !== null);
    const [only] = matches;
    // one known title names a header where it is the whole word and the line is the first full one
    const enough = matches.length >= 2 || (only && (width <= 2 || (index === firstFull && only.score === 1)));
    if (enough && matches.length > (best?.matched ?? 0)) best = { index, matched: matches.length };
  }
  return best?.index ?? unknownHeader(candidates, width);
}

/** A header whose words say nothing to us: a full line of different words above lines that are not all words. */
function unknownHeader(rows: readonly Row[], width: number): number | null {
  if (width < 2) return null;
  const index = rows.findIndex((row) => filled(row) >= Math.max(2, width * FULL));
  const row = rows[index];
  if (!row?.every(mayBeTitle)) return null;
  const texts = row.map((cell) => foldWords(cellText(cell))).filter((text) => text !== '');
  const below = rows.slice(index + 1).filter((other) => filled(other) > 0);
  const firmer = below.some((other) => other.some((cell) => !isBlank(cell) && !mayBeTitle(cell)));
  return firmer && new Set(texts).size === texts.length ? index : null;
}

const filled = (row: Row): number => row.filter((cell) => !isBlank(cell)).length;

/** Titles are short words: no numbers, days or addresses. */
function mayBeTitle(cell: Cell): boolean {
  if (isBlank(cell)) return true;
  if (typeof cell !== 'string') return false;
  const text = cleanLine(cell);
  return (
    text.length <= LONGEST_TITLE && /\p{L}|#/u.test(text) && !isEmail(text.toLowerCase()) && parseDay(text) === null
  );
}

/** The rows below a header (or all, where it is null), with what was left out and why. */
export function readTable(sheet: Sheet, header: number | null): Table {
  const headerRow = header === null ? [] : (sheet.rows[header] ?? []);
  const width = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const titles = Array.from({ length: width }, (_, column) => cleanLine(cellText(headerRow[column])));
  const rows: DataRow[] = [];
  const leftOut: LeftOutLine[] = [];
  for (let index = header === null ? 0 : header + 1; index < sheet.rows.length; index += 1) {
    const cells = sheet.rows[index] ?? [];
    const line = index + 1;
    if (cells.every(isBlank)) leftOut.push({ line, why: 'blank' });
    else if (isTotal(cells)) leftOut.push({ line, why: 'total' });
    else if (header !== null && titles.every((title, column) => cleanLine(cellText(cells[column])) === title))
      leftOut.push({ line, why: 'header' });
    else rows.push({ row: rows.length + 1, line, cells });
  }
  while (leftOut.at(-1)?.why === 'blank' && leftOut.at(-1)?.line === sheet.rows.length) leftOut.pop();
  return { titles, rows, leftOut };
}

/** "Toplam 150": the word, and beside it hardly more than numbers. */
function isTotal(cells: Row): boolean {
  if (!TOTAL.test(foldWords(cleanLine(cellText(cells.find((cell) => !isBlank(cell))))))) return false;
  const texts = cells.map((cell) => cleanLine(cellText(cell))).filter((text) => text !== '');
  const [, ...others] = texts;
  return (
    texts.length <= CELLS_OF_A_TOTAL && others.every((text) => /^[\d.,\s₺$€%]+(adet|kişi|kayıt|tl|try)?$/i.test(text))
  );
}
