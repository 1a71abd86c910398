/**
 * Text of a .csv to rows. The delimiter is what the file says (`sep=;`), else the one that cuts its first rows into the
 * most constant number of columns. Must never guess through broken quotes: they move whole rows into one cell.
 */
import Papa from 'papaparse';
import { unguardFormula } from './formula.ts';
import type { Row } from './sheet.ts';

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const ROWS_LOOKED_AT = 20;
const CHARACTERS_LOOKED_AT = 200_000;
const SEP_LINE = /^"?sep=([;,|\t])"?[^\S\r\n]*(?:\r\n|\r|\n)/i;

export type CsvRows =
  | { readonly ok: true; readonly rows: readonly Row[]; readonly delimiter: Delimiter }
  /** `row` counts the rows of the file from 1 and is where the trouble starts. */
  | { readonly ok: false; readonly code: 'broken-quotes'; readonly row: number; readonly delimiter: Delimiter };

export interface CsvOptions {
  /** Chosen by a person; otherwise found. */
  readonly delimiter?: Delimiter | undefined;
  /** Quotation marks are letters like any other: the way to read a file whose quotes are broken. */
  readonly plainQuotes?: boolean | undefined;
}

/** Cuts text into rows of text cells; blank cells are null. */
export function parseCsv(text: string, options: CsvOptions = {}): CsvRows {
  const said = SEP_LINE.exec(text);
  const body = (said ? text.slice(said[0].length) : text).replace(/\r\n?/g, '\n');
  const delimiter = options.delimiter ?? asDelimiter(said?.[1]) ?? detectDelimiter(body, options.plainQuotes);
  const parsed = Papa.parse<string[]>(body, papaConfig(delimiter, options.plainQuotes));
  const broken = parsed.errors.find((error) => error.type === 'Quotes');
  if (broken) return { ok: false, code: 'broken-quotes', row: (broken.row ?? 0) + (said ? 2 : 1), delimiter };
  const rows = parsed.data.map((row) => row.map((cell) => (cell.trim() === '' ? null : unguardFormula(cell))));
  // The line end of the last row opens one more, empty row.
  if (rows.at(-1)?.every((cell) => cell === null)) rows.pop();
  return { ok: true, rows, delimiter };
}

/** The delimiter that cuts the first rows into the most constant number of columns; `;` where none cuts at all. */
export function detectDelimiter(text: string, plainQuotes?: boolean): Delimiter {
  const sample = text.slice(0, CHARACTERS_LOOKED_AT);
  let best: { delimiter: Delimiter; share: number; columns: number } = { delimiter: ';', share: 0, columns: 1 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(sample, { ...papaConfig(delimiter, plainQuotes), preview: ROWS_LOOKED_AT });
    const rows = data.filter((row) => row.some((cell) => cell.trim() !== ''));
    const [columns, count] = commonest(rows.map((row) => row.length).filter((length) => length > 1));
    const share = rows.length === 0 ? 0 : count / rows.length;
    if (share > best.share || (share === best.share && columns > best.columns)) best = { delimiter, share, columns };
  }
  return best.delimiter;
}

const papaConfig = (delimiter: Delimiter, plainQuotes = false) =>
  ({ delimiter, quoteChar: plainQuotes ? '\0' : '"', newline: '\n' }) as const;

const asDelimiter = (text: string | undefined): Delimiter | undefined => DELIMITERS.find((one) => one === text);

function commonest(lengths: readonly number[]): [columns: number, count: number] {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best: [number, number] = [1, 0];
  for (const [columns, count] of counts) {
    if (count > best[1] || (count === best[1] && columns > best[0])) best = [columns, count];
  }
  return best;
}
