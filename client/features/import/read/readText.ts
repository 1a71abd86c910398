/** Rows of a .csv, with the encoding and delimiter that were found or chosen. */
import { decode } from '#schema/import/decode.ts';
import { parseCsv } from '#schema/import/delimiter.ts';
import { MAX_COLUMNS, MAX_ROWS, refused, type ReadOptions, type ReadResult } from './readResult.ts';

const MARKUP = /^\s*<(?:!doctype|html|\?xml|table|svg|head|body)\b/i;

export function readText(bytes: Uint8Array, options: ReadOptions): ReadResult {
  const { text, encoding, suspicious } = decode(bytes, options.encoding);
  if (text.trim() === '') return refused('empty');
  // Many programs save a web page under a spreadsheet's name.
  if (MARKUP.test(text)) return refused('not-a-spreadsheet');
  const parsed = parseCsv(text, options);
  const csv = { encoding, delimiter: parsed.delimiter, suspicious };
  if (!parsed.ok) return refused(parsed.code, { row: parsed.row, csv });
  const { rows } = parsed;
  if (rows.length > MAX_ROWS) return refused('too-many-rows', { csv });
  if (rows.some((row) => row.length > MAX_COLUMNS)) return refused('too-many-columns', { csv });
  return { ok: true, sheets: [{ name: '', rows }], csv };
}
