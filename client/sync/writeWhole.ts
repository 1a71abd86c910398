/** Writes a whole document anew, after the browser threw its room away while it was open. */
import * as Y from 'yjs';
import type { DeviceStore } from './deviceStore.ts';
import type { Outbox } from './outbox.ts';
import type { Tabs } from './tabs.ts';

interface WholeRoom {
  readonly doc: Y.Doc;
  readonly outbox: Outbox;
  readonly room: string;
  readonly store: DeviceStore;
  readonly tabs: Tabs;
  /** the document holds the server's whole content: the room opens without it */
  readonly isSynced: boolean;
}

/** Writes what the document holds as a new beginning; answers its row (0 = none), its state vector and its size. */
export async function writeWhole({ doc, outbox, room, store, tabs, isSynced }: WholeRoom) {
  const owed = outbox.all();
  const { edits } = outbox;
  const bytes = Y.encodeStateAsUpdate(doc);
  const vector = Y.encodeStateVector(doc);
  const written = await store.append(room, [{ bytes, changes: edits }], tabs.id, false);
  if (isSynced) await store.markSynced(room);
  const seq = written === 'evicted' ? undefined : written[0]?.seq;
  if (seq !== undefined && edits > 0) {
    // One row stands for all that was owed, in the outbox too: its acknowledgement clears the mark.
    outbox.replace(owed, { seq, bytes: null, size: bytes.length, edits, tab: tabs.id, state: 'waiting' });
  }
  return { seq: seq ?? 0, vector, size: bytes.length };
}
