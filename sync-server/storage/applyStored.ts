/**
 * Turns what is stored of a room into a document, piece by piece, so that one unreadable piece never keeps the rest
 * from opening. The same function serves the server's memory and the compaction.
 */
import * as Y from 'yjs';
import type { Piece, StoredRoom, StoredRow } from './updateLog.ts';

export interface Applied {
  /** Pieces that threw; they belong in quarantine. */
  readonly failed: readonly { piece: Piece; reason: string }[];
  /**
   * What of the failed pieces did get into the document before they threw. The log has to get it as a row of its own:
   * a document must never hold what is not stored.
   */
  readonly remains: Uint8Array | null;
}

/**
 * Applies snapshot and rows to `doc` with the given transaction origin. Never throws on their content. Listeners to
 * updates do not hear of it: it is stored, and to encode a whole room again costs as much as to read it.
 */
export function applyStored(doc: Y.Doc, stored: StoredRoom, origin: unknown = null): Applied {
  const listeners: Set<unknown> | undefined = doc._observers.get('update');
  doc._observers.delete('update');
  try {
    return applyPieces(doc, stored, origin);
  } finally {
    if (listeners) doc._observers.set('update', listeners);
  }
}

function applyPieces(doc: Y.Doc, stored: StoredRoom, origin: unknown): Applied {
  const isEmpty = doc.store.clients.size === 0;
  return isEmpty && stored.rows.length > 1 ? applyTogether(doc, stored, origin) : applyEach(doc, stored, origin);
}

function applyEach(doc: Y.Doc, { snapshot, rows }: StoredRoom, origin: unknown): Applied {
  const failed: { piece: Piece; reason: string }[] = [];
  const remains: Uint8Array[] = [];
  const note = (piece: Piece, outcome: ReturnType<typeof applyWhole>): void => {
    if (outcome === null) return;
    failed.push({ piece, reason: outcome.reason });
    remains.push(...outcome.remains);
  };
  if (snapshot) note('snapshot', applyUnheard(doc, snapshot, origin));
  for (const { seq, update } of rows) note(seq, applyWhole(doc, update, origin));
  return { failed, remains: remains.length === 0 ? null : Y.mergeUpdates(remains) };
}

/** The same for an empty document, with all rows in one transaction; which of them threw is found out on another. */
function applyTogether(doc: Y.Doc, stored: StoredRoom, origin: unknown): Applied {
  const { snapshot, rows } = stored;
  const opened = applyEach(doc, { snapshot, rows: [] }, origin);
  const before = Y.encodeStateVector(doc);
  if (applyAtOnce(doc, rows, origin)) return opened;
  const { failed } = applyEach(new Y.Doc(), stored, origin);
  // More than what got in of the failed: the rest is in the log already, and does no harm there twice.
  const rest = Y.encodeStateAsUpdate(doc, before);
  return { failed, remains: opened.remains ? Y.mergeUpdates([opened.remains, rest]) : rest };
}

/** One transaction costs a third of one for each row. False when any of them threw. */
function applyAtOnce(doc: Y.Doc, rows: readonly StoredRow[], origin: unknown): boolean {
  let isWhole = true;
  const apply = (update: Uint8Array): void => {
    try {
      Y.applyUpdate(doc, update, origin);
    } catch {
      isWhole = false;
    }
  };
  try {
    Y.transact(doc, () => rows.forEach(({ update }) => apply(update)), origin, false);
  } catch {
    isWhole = false;
  }
  return isWhole;
}
/** As `applyWhole`, for a large update into a document that nobody else has: what got in is encoded only if it failed. */
function applyUnheard(doc: Y.Doc, update: Uint8Array, origin: unknown): ReturnType<typeof applyWhole> {
  const before = Y.encodeStateVector(doc);
  try {
    Y.applyUpdate(doc, update, origin);
    return null;
  } catch (error) {
    // what waits for something missing is of the failed update, and no part of the document
    Object.assign(doc.store, { pendingStructs: null, pendingDs: null });
    const reason = error instanceof Error ? error.message : String(error);
    return { reason, remains: [Y.encodeStateAsUpdate(doc, before)] };
  }
}

/** Applies one update; null when all of it was taken, else why not, and what of it got in nevertheless. */
export function applyWhole(
  doc: Y.Doc,
  update: Uint8Array,
  origin: unknown,
): { reason: string; remains: Uint8Array[] } | null {
  const remains: Uint8Array[] = [];
  const collect = (part: Uint8Array): void => {
    remains.push(part);
  };
  doc.on('update', collect);
  try {
    Y.applyUpdate(doc, update, origin);
    return null;
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), remains };
  } finally {
    doc.off('update', collect);
  }
}
