/** The layout that a sheet seems to have: its header, its titles, and a field for each column. */
import { guessColumns, matchTitle, type RememberedColumns } from '#schema/import/columns.ts';
import { findHeader, readTable } from '#schema/import/header.ts';
import type { Target } from '#schema/import/targets.ts';
import type { Layout } from './importState.ts';
import type { SheetHead } from './read/importDesk.ts';

/** The layout of a sheet, with the header that was found or the one a person chose. */
export function guessLayout(
  sheets: readonly SheetHead[],
  sheet: number,
  remembered: RememberedColumns,
  header?: number | null,
): Layout {
  const head = sheets[sheet]?.head ?? [];
  const line = header === undefined ? findHeader(head) : header;
  const { titles, rows } = readTable({ name: '', rows: head }, line);
  const columns = guessColumns(
    titles,
    rows.map((row) => row.cells),
    remembered,
  );
  return { sheet, header: line, titles, columns, nothingMatched: columns.every((target) => target === null) };
}

/** The sheet that most looks like a list: the most recognised titles, then the most lines. */
export function likeliestSheet(sheets: readonly SheetHead[]): number {
  const worth = sheets.map(({ head, lines }) => {
    const header = findHeader(head);
    const matched = header === null ? 0 : (head[header] ?? []).filter((cell) => matchTitle(String(cell ?? ''))).length;
    return matched * 1_000_000 + lines;
  });
  return worth.indexOf(Math.max(...worth));
}

/** Whether the chosen columns can make leads: one of them names the person or the company. */
export const namesSomeone = (columns: readonly (Target | null)[]): boolean =>
  (['firstName', 'lastName', 'fullName', 'company'] as const).some((target) => columns.includes(target));

/** A, B … Z, AA: what spreadsheets call a column. */
export function columnLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetter(Math.floor(index / 26) - 1) + letter;
}
