/**
 * Sheets of an .xlsx. The archive is looked at before anything is inflated, then only the parts that a table needs, never
 * beyond their declared size; the reader gets those parts unpacked, so that it needs no threads of its own.
 */
import { unzipSync, zipSync, type Unzipped, type UnzipFileInfo } from 'fflate';
import readXlsxFile, { type CellValue } from 'read-excel-file/universal';
import type { Cell, Sheet } from '#schema/import/sheet.ts';
import { MAX_COLUMNS, MAX_ROWS, refused, type ReadRefusal, type ReadResult } from './readResult.ts';
import { reachOfSheet } from './sheetReach.ts';

/** Parts of a real list are a few megabytes; an archive that declares more, or more parts, is no list. */
const MAX_INFLATED_BYTES = 80 * 1024 * 1024;
const MAX_ENTRIES = 2000;

export async function readWorkbook(bytes: Uint8Array): Promise<ReadResult> {
  const archive = openArchive(bytes);
  if (typeof archive === 'string') return refused(archive);
  const refusal = tooFar(archive);
  if (refusal) return refused(refusal);
  const stored = zipSync(archive, { level: 0 });
  const sheets = await readParts(stored);
  return sheets ? { ok: true, sheets } : refused('broken-file');
}

/** Null where the parts are no workbook: beside its own errors the reader throws plain ones, for odd XML and references. */
async function readParts(stored: Uint8Array): Promise<readonly Sheet[] | null> {
  try {
    const sheets = await readXlsxFile(ownBuffer(stored), { trim: false });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: asRows(data) }));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  }
}

/** The parts of a workbook, inflated; or why not. */
function openArchive(bytes: Uint8Array): Unzipped | ReadRefusal {
  const names: string[] = [];
  let inflated = 0;
  let parts: Unzipped;
  try {
    parts = unzipSync(bytes, {
      filter(entry: UnzipFileInfo) {
        names.push(entry.name);
        if (!isPart(entry.name)) return false;
        inflated += entry.originalSize;
        return names.length <= MAX_ENTRIES && inflated <= MAX_INFLATED_BYTES;
      },
    });
  } catch (error) {
    if (isZipError(error)) return 'broken-file';
    throw error;
  }
  if (names.length > MAX_ENTRIES || inflated > MAX_INFLATED_BYTES) return 'zip-bomb';
  if (names.includes('xl/workbook.xml')) return parts;
  if (names.some((name) => name === 'xl/workbook.bin' || name === 'content.xml' || name.endsWith('.iwa')))
    return 'other-spreadsheet';
  return 'not-a-spreadsheet';
}

/** What the reader reads: workbook, relations, strings, styles, sheets. Pictures, macros and caches stay packed. */
const isPart = (name: string): boolean =>
  /^xl\/(?:[^/]+\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name);

/** Why a workbook's sheets are not for the reader, told before it begins. */
function tooFar(parts: Unzipped): ReadRefusal | undefined {
  for (const [name, bytes] of Object.entries(parts)) {
    if (!name.startsWith('xl/worksheets/')) continue;
    const reach = reachOfSheet(bytes);
    if (!reach) return 'broken-file';
    if (reach.rows > MAX_ROWS) return 'too-many-rows';
    if (reach.columns > MAX_COLUMNS) return 'too-many-columns';
  }
  return undefined;
}

/** The reader leaves a sheet that holds no table (a chart) without data. */
function asRows(data: readonly (readonly (CellValue | null)[])[] | undefined): Sheet['rows'] {
  return (data ?? []).map((row) => row.map(asCell));
}

function asCell(value: unknown): Cell {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? dateText(value) : null;
}

/** Spreadsheets know no zones: a day is midnight UTC, an hour alone lies before 1900. Rounded, as serials are fractions. */
function dateText(date: Date): Cell {
  if (Number.isNaN(date.getTime())) return null;
  const iso = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  const time = iso.slice(11, 16);
  if (date.getTime() < Date.UTC(1900, 0, 1)) return time;
  return time === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

const ownBuffer = (bytes: Uint8Array): ArrayBuffer => {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
};

/** fflate's errors carry a number. */
const isZipError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';
