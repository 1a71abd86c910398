/**
 * The work on one file away from the page: opens it, keeps its sheets, judges its rows. Lives in the import worker; its
 * messages are plain JSON (and the file itself). Holds one file at a time.
 */
import { loadPhoneParser } from '#schema/phone.ts';
import { readTable, type LeftOutLine } from '#schema/import/header.ts';
import { judgeRow, type JudgedRow } from '#schema/import/judge.ts';
import { lookupIn, type Known } from '#schema/import/known.ts';
import type { Row, Sheet } from '#schema/import/sheet.ts';
import type { Target } from '#schema/import/targets.ts';
import { readFile } from './readFile.ts';
import { MAX_FILE_BYTES, refused, type CsvFacts, type ReadOptions, type ReadResult } from './readResult.ts';

/** Lines of a sheet that the page gets to show and to guess from. */
const HEAD_LINES = 200;

export interface SheetHead {
  readonly name: string;
  readonly lines: number;
  readonly head: readonly Row[];
}
export type Opened =
  | { readonly ok: true; readonly sheets: readonly SheetHead[]; readonly csv?: CsvFacts }
  | (ReadResult & { ok: false });

export interface JudgeOrder {
  readonly sheet: number;
  readonly header: number | null;
  readonly columns: readonly (Target | null)[];
  readonly known: Known;
}
export interface Judged {
  readonly titles: readonly string[];
  /** duplicates are not marked yet: the page knows the records */
  readonly rows: readonly JudgedRow[];
  readonly leftOut: readonly LeftOutLine[];
}

export interface ImportDesk {
  open(file: Blob, options: ReadOptions): Promise<Opened>;
  judge(order: JudgeOrder): Promise<Judged>;
}

export function createImportDesk(): ImportDesk {
  let sheets: readonly Sheet[] = [];
  return {
    async open(file, options) {
      sheets = [];
      // Before its bytes are touched: a huge file need not pass through memory to be refused.
      if (file.size > MAX_FILE_BYTES) return refused('too-large');
      const bytes = await bytesOf(file);
      if (!bytes) return refused('unreadable');
      const result = await readFile(bytes, options);
      if (!result.ok) return result;
      sheets = result.sheets;
      return {
        ok: true,
        sheets: sheets.map(({ name, rows }) => ({ name, lines: rows.length, head: rows.slice(0, HEAD_LINES) })),
        ...(result.csv && { csv: result.csv }),
      };
    },
    async judge({ sheet, header, columns, known }) {
      const open = sheets[sheet];
      if (!open) throw new Error('no such sheet is open');
      const parsePhone = await loadPhoneParser();
      const table = readTable(open, header);
      const rules = { columns, titles: table.titles, parsePhone, lookup: lookupIn(known) };
      return { titles: table.titles, rows: table.rows.map((row) => judgeRow(row, rules)), leftOut: table.leftOut };
    },
  };
}

/** Null where the device gives the file no more: it was moved, or lies on a drive that is gone. */
async function bytesOf(file: Blob): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
