/** The file of a long list: read in slices and written by a worker, so that neither holds the page. */
import type { Slices } from '#schema/slices.ts';
import type { ExportCell, ExportColumn, ExportFormat } from './exportFile.ts';
import type { ExportAnswer, ExportOrder } from './exportWorker.ts';
import { paced } from './pause.ts';

/** Rows that are read and sent at once: a few milliseconds. */
const PART = 100;

/** Makes the file of records as they are now. Throws where it cannot be made. */
export async function exportList<T>(
  columns: readonly ExportColumn[],
  records: readonly T[],
  rowOf: (record: T) => readonly ExportCell[],
  format: ExportFormat,
): Promise<Blob> {
  const worker = new Worker(new URL('./exportWorker.ts', import.meta.url), { type: 'module' });
  const send = (order: ExportOrder): void => worker.postMessage(order);
  try {
    const made = new Promise<Blob>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<ExportAnswer>) => {
        if (data) resolve(data);
        else reject(new Error('the file could not be written'));
      });
      worker.addEventListener('error', () => reject(new Error('the part that writes files did not start')));
    });
    // a worker that does not start is heard of at the end
    made.catch(() => undefined);
    await paced(sending());
    return await made;
  } finally {
    worker.terminate();
  }

  function* sending(): Slices<void> {
    for (let at = 0; at < records.length; at += PART) {
      send({ rows: records.slice(at, at + PART).map(rowOf) });
      yield;
    }
    send({ columns, format });
  }
}
