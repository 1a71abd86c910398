/**
 * A table as it was read from a file, before anything is understood: rows of raw cells, dates already ISO text.
 * Plain JSON, so that it passes between threads.
 */
import { digest } from 'lib0/hash/sha256';
import { cleanLine } from '../text.ts';
import { parseDay } from './day.ts';

/** A day is `2025-10-08`, an instant `2025-10-08 14:30`; a formula is its result. */
export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

export interface Sheet {
  readonly name: string;
  readonly rows: readonly Row[];
}

const encoder = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A cell as text; blank cells are ''. */
export const cellText = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'string' ? cell : String(cell);

/** Whether a cell holds nothing that can be seen. */
export const isBlank = (cell: Cell | undefined): boolean => cleanLine(cellText(cell)) === '';

/**
 * A short hash of a row's raw cells, by which the same row is known again. It does not see stray spaces, the file's
 * format or the way days are written, so that the .xlsx and the .csv of one list give the same hashes.
 */
export function rowHash(cells: Row): string {
  const texts = cells.map((cell) => {
    const text = cleanLine(cellText(cell));
    return parseDay(text) ?? text;
  });
  while (texts.at(-1) === '') texts.pop();
  let hex = '';
  for (const byte of digest(encoder.encode(texts.join('\u001f'))).subarray(0, 12)) hex += HEX[byte]!;
  return hex;
}
