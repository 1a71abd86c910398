/**
 * Takes the content of a room into a document that holds nothing yet. Yjs would write the whole document anew to tell
 * what came, which costs more than the taking: what goes to the device are the bytes as they came.
 */
import * as Y from 'yjs';

/** What an empty document got: bytes to keep, and the state vector that they reach. */
export interface Whole {
  readonly bytes: Uint8Array;
  readonly vector: Uint8Array;
}

/**
 * Applies what came to an empty document while nobody hears its updates, and answers what then is to be kept. Of bytes
 * with a gap, or that could only be read in part, that is what the document has of them; null for nothing at all.
 */
export function takeWhole(
  doc: Y.Doc,
  bytes: Uint8Array,
  apply: () => void,
): { whole: Whole | null; failure?: unknown } {
  let failure: { failure: unknown } | null = null;
  try {
    apply();
  } catch (error) {
    // handed back: what was read before it broke is to be kept all the same
    failure = { failure: error };
  }
  const isAsItCame = failure === null && doc.store.pendingStructs === null && doc.store.pendingDs === null;
  const kept = isAsItCame ? bytes : contentOf(doc);
  const whole = kept.length > EMPTY_BYTES ? { bytes: kept, vector: Y.encodeStateVector(doc) } : null;
  return { whole, ...failure };
}

/** An update without structs and without deletions. */
const EMPTY_BYTES = 2;

/** What stands in a document, without what waits for something that is not here yet. */
function contentOf(doc: Y.Doc): Uint8Array {
  const { pendingStructs, pendingDs } = doc.store;
  Object.assign(doc.store, { pendingStructs: null, pendingDs: null });
  try {
    return Y.encodeStateAsUpdate(doc);
  } finally {
    Object.assign(doc.store, { pendingStructs, pendingDs });
  }
}
