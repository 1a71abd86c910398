/**
 * Whether a document has all that an update builds on. Yjs takes an incomplete update in half: it puts off what is
 * added and deletes at once, so that a value is gone before the one that replaces it has come, or for good.
 */
import * as Y from 'yjs';

/** True when applying the update leaves nothing put off. Throws when it can't be read. */
export function isComplete(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs } = Y.decodeUpdate(update);
  const ends = new Map<number, number>();
  for (const { id, length } of structs) {
    const known = ends.get(id.client) ?? Y.getState(doc.store, id.client);
    if (id.clock > known) return false;
    ends.set(id.client, Math.max(known, id.clock + length));
  }
  const isKnown = (id: Y.ID | null): boolean =>
    id === null || id.clock < (ends.get(id.client) ?? Y.getState(doc.store, id.client));
  return structs.every((struct) => {
    if (struct instanceof Y.Skip) return false;
    if (!(struct instanceof Y.Item)) return true;
    return isKnown(struct.origin) && isKnown(struct.rightOrigin) && isKnown(asId(struct.parent));
  });
}

/** A parent is an id, or the name of a type at the root, which every document has. */
const asId = (parent: unknown): Y.ID | null => (parent instanceof Y.ID ? parent : null);
