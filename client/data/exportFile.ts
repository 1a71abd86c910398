/**
 * Lists as files that Turkish Excel opens with a double click: .xlsx, and .csv with BOM, `;` and CRLF. No text of ours
 * ever runs as a formula; the import reads both back to the same values.
 */
import { isIsoDay } from '#schema/fields.ts';
import { guardFormula } from '#schema/import/formula.ts';

export type ExportFormat = 'xlsx' | 'csv';
/** A day is its ISO text in a column of kind `day`; blank cells are null. */
export type ExportCell = string | number | null;

export interface ExportColumn {
  readonly title: string;
  /** `text` where it is not given: a phone stays a text with its plus */
  readonly kind?: 'text' | 'number' | 'day';
}

type Rows = readonly (readonly ExportCell[])[];

/** What Excel allows in one cell. */
const LONGEST_CELL = 32_767;
const WIDEST = 60;
const NARROWEST = 8;

/** The file of a list. Loads what writes workbooks only when it is needed. */
export function exportRows(columns: readonly ExportColumn[], rows: Rows, format: ExportFormat): Promise<Blob> {
  return format === 'csv' ? Promise.resolve(csvFile(columns, rows)) : workbook(columns, rows);
}

/** Hands a file to the person, as a download. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file once the click is through.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function csvFile(columns: readonly ExportColumn[], rows: Rows): Blob {
  const lines = [
    columns.map(({ title }) => csvText(title)),
    ...rows.map((row) => columns.map((_, at) => csvCell(row[at]))),
  ];
  const text = lines.map((line) => line.join(';')).join('\r\n');
  return new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' });
}

/** Numbers with the comma that Turkish Excel takes for decimals. */
const csvCell = (cell: ExportCell | undefined): string =>
  typeof cell === 'number' ? String(cell).replace('.', ',') : csvText(cell ?? '');

function csvText(text: string): string {
  const guarded = guardFormula(text);
  return /[;"\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

async function workbook(columns: readonly ExportColumn[], rows: Rows): Promise<Blob> {
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const header = columns.map(({ title }) => ({ value: cellText(title), type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => columns.map(({ kind }, at) => workbookCell(row[at] ?? null, kind)));
  return writeXlsxFile([header, ...body], {
    columns: columns.map((column, at) => ({ width: widthOf(column, rows, at) })),
    stickyRowsCount: 1,
  }).toBlob();
}

/** The type is always said: by itself the writer would not run text as a formula, and so it stays. */
function workbookCell(cell: ExportCell, kind: ExportColumn['kind']) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (kind === 'day' && isIsoDay(cell))
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'dd.mm.yyyy' };
  return { value: cellText(cell), type: String };
}

/** Letters that XML has no place for are left out, and what Excel would refuse is cut, with a sign of it. */
function cellText(text: string): string {
  const clean = text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
  return clean.length > LONGEST_CELL ? `${clean.slice(0, LONGEST_CELL - 1)}…` : clean;
}

function widthOf({ title }: ExportColumn, rows: Rows, at: number): number {
  const longest = rows
    .slice(0, 200)
    .reduce((width, row) => Math.max(width, String(row[at] ?? '').length), title.length);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}
