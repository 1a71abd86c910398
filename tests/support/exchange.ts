// Brings documents to the same state, as a network without faults would.
import * as Y from 'yjs';

/** Gives every document what the others have. */
export function exchange(...docs: readonly Y.Doc[]): void {
  const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'network');
}

/** Another document with the same content. */
export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'network');
  return copy;
}
