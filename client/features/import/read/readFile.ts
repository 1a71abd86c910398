/** A file's bytes to sheets of raw cells, or to the reason why not. Runs in the import worker; writes nothing. */
import { inspectFile } from './inspectFile.ts';
import { MAX_FILE_BYTES, refused, type ReadOptions, type ReadResult } from './readResult.ts';
import { readText } from './readText.ts';
import { readWorkbook } from './readWorkbook.ts';

export async function readFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  if (bytes.length > MAX_FILE_BYTES) return refused('too-large');
  const kind = inspectFile(bytes);
  if (typeof kind !== 'string') return kind;
  const result = kind === 'workbook' ? await readWorkbook(bytes) : readText(bytes, options);
  if (result.ok && result.sheets.every(({ rows }) => rows.length === 0)) return refused('empty');
  return result;
}
