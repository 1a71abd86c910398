/** Reads what other tabs wrote to the device since a row, into the document. */
import type * as Y from 'yjs';
import type { DeviceStore } from './deviceStore.ts';
import { ORIGIN } from './origins.ts';
import { tryApply } from './readStored.ts';

/** Applies what came after the row `upTo`, unless `isStopped` by then; answers up to which row the document now goes. */
export async function readMissed(
  { doc, room, store }: { doc: Y.Doc; room: string; store: DeviceStore },
  upTo: number,
  isStopped: () => boolean,
): Promise<number> {
  const [snapshot, rows] = await Promise.all([store.snapshots.get(room), store.rowsAfter(room, upTo)]);
  if (isStopped()) return upTo;
  doc.transact(() => {
    if (snapshot !== undefined && snapshot.upTo > upTo) tryApply(doc, snapshot.bytes, ORIGIN.tab);
    for (const row of rows) tryApply(doc, row.bytes, ORIGIN.tab);
  }, ORIGIN.tab);
  return Math.max(upTo, snapshot?.upTo ?? 0, rows.at(-1)?.seq ?? 0);
}
