/**
 * Whose changes a document takes: one that asks for a newer app than a connection said it is, is only read there, and
 * its changes are refused as a reader's are. A page keeps them, and sends them once it is that newer app.
 */
import type { Connection, Document } from '@hocuspocus/server';
import { documentVersion, onDocumentVersion } from '#schema/documentVersion.ts';
import type { RoomContext } from './context.ts';

/**
 * Makes the question whether a connection may change its document now; asked before anything is stored, of each frame
 * that would. A connection that turned out too old stays a reader's until it comes anew.
 */
export function createWriteGate(): (connection: Connection<RoomContext>) => boolean {
  const versions = new WeakMap<Document, number>();

  /** Read once and then whenever its marks change: a document's other changes cost nothing here. */
  function versionOf(document: Document): number {
    const known = versions.get(document);
    if (known !== undefined) return known;
    const read = (): number => {
      const version = documentVersion(document);
      versions.set(document, version);
      return version;
    };
    onDocumentVersion(document, read);
    return read();
  }

  return (connection) => {
    if (versionOf(connection.document) > connection.context.version) connection.readOnly = true;
    return !connection.readOnly;
  };
}
