/** What reading a file gives: its sheets, or why it was refused. Plain JSON: it passes between threads. */
import type { Encoding } from '#schema/import/decode.ts';
import type { Delimiter } from '#schema/import/delimiter.ts';
import type { Sheet } from '#schema/import/sheet.ts';

/** Largest file that is opened; the fair lists of a year stay far below. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Largest table, in rows and columns that hold something. */
export const MAX_ROWS = 50_000;
export const MAX_COLUMNS = 500;

/** Why a file was refused. Also a translation key under `import.refusals`. */
export type ReadRefusal =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'zip-bomb'
  | 'password'
  | 'old-excel'
  | 'other-spreadsheet'
  | 'not-a-spreadsheet'
  | 'broken-file'
  | 'broken-quotes'
  | 'too-slow'
  | 'unreadable';

export interface CsvFacts {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** letters that nobody types were found: the encoding is likely another */
  readonly suspicious: boolean;
}

export type ReadResult =
  | { readonly ok: true; readonly sheets: readonly Sheet[] /** of a text file */; readonly csv?: CsvFacts }
  | {
      readonly ok: false;
      readonly code: ReadRefusal;
      /** the row where the trouble starts */
      readonly row?: number;
      /** of a text file, so that another encoding or delimiter may be tried */
      readonly csv?: CsvFacts;
    };

/** What a person chose instead of what was found; for text files. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly plainQuotes?: boolean | undefined;
}

export const refused = (
  code: ReadRefusal,
  more: { row?: number; csv?: CsvFacts } = {},
): ReadResult & { ok: false } => ({
  ok: false,
  code,
  ...more,
});
