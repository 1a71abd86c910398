/**
 * Turns what is stored of a room into a document, piece by piece, so that one unreadable piece never keeps the rest
 * from opening. The same function serves the server's memory and the compaction.
 */
import * as Y from 'yjs';
import type { Piece, StoredRoom } from './updateLog.ts';

export interface Applied {
  /** Pieces that threw; they belong in quarantine. */
  readonly failed: readonly { piece: Piece; reason: string }[];
  /**
   * What of the failed pieces did get into the document before they threw. The log has to get it as a row of its own:
   * a document must never hold what is not stored.
   */
  readonly remains: Uint8Array | null;
}

/** Applies snapshot and rows to `doc` with the given transaction origin. Never throws on their content. */
export function applyStored(doc: Y.Doc, stored: StoredRoom, origin: unknown = null): Applied {
  const failed: { piece: Piece; reason: string }[] = [];
  const remains: Uint8Array[] = [];
  const apply = (piece: Piece, update: Uint8Array): void => {
    const outcome = applyWhole(doc, update, origin);
    if (outcome === null) return;
    failed.push({ piece, reason: outcome.reason });
    remains.push(...outcome.remains);
  };
  if (stored.snapshot) apply('snapshot', stored.snapshot);
  for (const { seq, update } of stored.rows) apply(seq, update);
  return { failed, remains: remains.length === 0 ? null : Y.mergeUpdates(remains) };
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
