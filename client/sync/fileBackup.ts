/** A room as a file, for when a device can keep it neither in its storage nor on the server. */
import * as Y from 'yjs';

export interface FileBackup {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** The whole state of a document as one Yjs update, with a name that says what and when (`now` in ms UTC). */
export function backupRoom(room: string, doc: Y.Doc, now: number): FileBackup {
  const at = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  return { name: `ortak-${room}-${at}.ydoc`, type: 'application/octet-stream', bytes: Y.encodeStateAsUpdate(doc) };
}
