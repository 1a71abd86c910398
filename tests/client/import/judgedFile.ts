// Takes a file the whole way that the page takes it, up to the judged rows, with what the product guesses by itself.
import { readFileSync } from 'node:fs';
import { createImportDesk, type Judged } from '#client/features/import/read/importDesk.ts';
import { guessColumns } from '#schema/import/columns.ts';
import { markDuplicates } from '#schema/import/duplicates.ts';
import { findHeader, readTable } from '#schema/import/header.ts';
import type { Known } from '#schema/import/known.ts';
import type { Target } from '#schema/import/targets.ts';
import { readSettings } from '#schema/settings.ts';

export const fixture = (name: string): Blob =>
  new Blob([readFileSync(new URL(`../../fixtures/${name}`, import.meta.url))]);

export const KNOWN: Known = { lists: readSettings(null).lists, campaigns: [], members: [] };

export interface JudgedFile extends Judged {
  readonly header: number | null;
  readonly columns: readonly (Target | null)[];
}

/** The judged rows of a file's first sheet; throws where the file is refused. */
export async function judgeFile(file: Blob, known: Known = KNOWN): Promise<JudgedFile> {
  const desk = createImportDesk();
  const opened = await desk.open(file, {});
  if (!opened.ok) throw new Error(`refused: ${opened.code}`);
  const [sheet] = opened.sheets;
  if (!sheet) throw new Error('no sheet');
  const header = findHeader(sheet.head);
  const table = readTable({ name: sheet.name, rows: sheet.head }, header);
  const columns = guessColumns(
    table.titles,
    table.rows.map((row) => row.cells),
  );
  const judged = await desk.judge({ sheet: 0, header, columns, known });
  return { ...judged, rows: markDuplicates(judged.rows), header, columns };
}
