/** Reads what the device holds of a room into a document, row by row: one that can't be read must not keep it closed. */
import * as Y from 'yjs';
import type { StoredRoom, UpdateRow } from './deviceStore.ts';
import { ORIGIN } from './origins.ts';

export interface Unreadable {
  seqs: Set<number>;
  snapshot: boolean;
}

/** Applies snapshot and rows as one transaction. Answers what could not be read, and is in part or not in the document. */
export function readStored(doc: Y.Doc, stored: StoredRoom): Unreadable {
  const unreadable: Unreadable = { seqs: new Set(), snapshot: false };
  doc.transact(() => {
    if (stored.snapshot) unreadable.snapshot = !tryApply(doc, stored.snapshot.bytes, ORIGIN.device);
    unreadable.seqs = applyRows(doc, stored.rows, ORIGIN.device);
  }, ORIGIN.device);
  return unreadable;
}

/**
 * Applies rows one after another; answers those that could not be read. Rows that wait for later ones (what others built
 * on work whose acknowledgement got lost) are put together with all that follows: Yjs would try everything that waits
 * again with each row that comes.
 */
export function applyRows(doc: Y.Doc, rows: readonly UpdateRow[], origin: symbol): Set<number> {
  const unreadable = new Set<number>();
  const { store } = doc;
  let mayMerge = true;
  for (const [index, { seq, bytes }] of rows.entries()) {
    if (mayMerge && (store.pendingStructs !== null || store.pendingDs !== null)) {
      mayMerge = false;
      if (tryMerged(doc, rows.slice(index), origin)) return unreadable;
    }
    if (!tryApply(doc, bytes, origin)) unreadable.add(seq);
  }
  return unreadable;
}

/** False when one of the rows can't be read: each is then to be applied by itself. */
function tryMerged(doc: Y.Doc, rows: readonly UpdateRow[], origin: symbol): boolean {
  try {
    return tryApply(doc, Y.mergeUpdates(rows.map(({ bytes }) => bytes)), origin);
  } catch {
    return false;
  }
}

/** What the device holds, in numbers: the newest row, and how much of it was not folded yet. */
export function measure({ snapshot, rows, unsent }: StoredRoom): {
  newest: number;
  rows: number;
  bytes: number;
  folded: number;
} {
  const unsentBytes = unsent.reduce((sum, { size }) => sum + size, 0);
  return {
    newest: Math.max(snapshot?.upTo ?? 0, rows.at(-1)?.seq ?? 0),
    rows: rows.length,
    bytes: rows.reduce((sum, { bytes }) => sum + bytes.length, 0) - unsentBytes,
    folded: (snapshot?.bytes.length ?? 0) + unsentBytes,
  };
}

/** Applies an update; false when Yjs can't read it. */
export function tryApply(doc: Y.Doc, bytes: Uint8Array, origin: symbol): boolean {
  try {
    Y.applyUpdate(doc, bytes, origin);
    return true;
  } catch {
    // Told by the answer: the caller sets the bytes aside and says so.
    return false;
  }
}
