/**
 * Keeps a room's log on the device small: what the server has goes into one snapshot, without what was deleted;
 * what it lacks is folded into few rows that stay unsent. Reads storage only, never a live document.
 * The snapshot and the removal of its rows are one transaction, and only if no one else compacted meanwhile: so it
 * needs no lock, and a crash at any moment leaves either the old or the new.
 */
import * as Y from 'yjs';
import { TARGET_FRAME_BYTES } from '#schema/protocol.ts';
import { type DeviceStore, orderOf, type StoredRoom, type UnsentRow, type UpdateRow } from './deviceStore.ts';
import { ORIGIN } from './origins.ts';
import { applyRows } from './readStored.ts';

export interface Replaced {
  seqs: number[];
  seq: number;
  changes: number;
  size: number;
  tab: string;
}
export interface Compaction {
  /** size of what is left: the snapshot, and the rows that the server lacks */
  bytes: number;
  /** unsent rows that were folded into one */
  replaced: Replaced[];
}

/** Compacts a room. Answers null when there was nothing to do or someone else did it at the same time. */
export async function compactRoom(store: DeviceStore, room: string): Promise<Compaction | null> {
  const stored = await store.readRoom(room);
  if (stored.rows.length === 0) return null;
  const folded = fold(stored);
  if (folded.sent.length === 0 && folded.groups.length === 0) return null;
  const generation = stored.snapshot?.generation ?? 0;
  return store.transaction('rw', store.updates, store.unsent, store.snapshots, store.rooms, async () => {
    const [known, current] = await Promise.all([store.rooms.get(room), store.snapshots.get(room)]);
    if (!known || (current?.generation ?? 0) !== generation) return null;
    await store.snapshots.put({ room, generation: generation + 1, upTo: folded.upTo, bytes: folded.snapshot });
    await store.updates.bulkDelete(folded.sent);
    const replaced: Replaced[] = [];
    for (const group of folded.groups) {
      const stillUnsent = await store.unsent.bulkGet(group.seqs);
      // The server got a part of it meanwhile: these rows go into the next snapshot.
      if (stillUnsent.some((row) => row === undefined)) continue;
      const seq = await store.updates.add({ room, bytes: group.bytes });
      const { changes, tab, order } = group;
      await store.unsent.add({ seq, room, changes, size: group.bytes.length, tab, order });
      await store.updates.bulkDelete(group.seqs);
      await store.unsent.bulkDelete(group.seqs);
      replaced.push({ seqs: group.seqs, seq, changes, size: group.bytes.length, tab });
    }
    let bytes = folded.snapshot.length;
    await store.unsent
      .where('room')
      .equals(room)
      .each(({ size }) => {
        bytes += size;
      });
    return { bytes, replaced };
  });
}

interface Group {
  seqs: number[];
  bytes: Uint8Array;
  changes: number;
  tab: string;
  order: number;
}

function fold(stored: StoredRoom): { snapshot: Uint8Array; sent: number[]; upTo: number; groups: Group[] } {
  const unsent = new Map(stored.unsent.map((row) => [row.seq, row]));
  const doc = new Y.Doc({ gc: true });
  const sent = stored.rows.filter((row) => !unsent.has(row.seq));
  let unreadable = new Set<number>();
  doc.transact(() => {
    // A snapshot that can't be read ends this here: the next opening sets it aside.
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes, ORIGIN.device);
    unreadable = applyRows(doc, sent, ORIGIN.device);
  }, ORIGIN.device);
  const snapshot = Y.encodeStateAsUpdate(doc);
  const groups = groupUnsent(stored).flatMap((rows) => foldGroup(doc, rows, unsent));
  doc.destroy();
  const folded = sent.flatMap(({ seq }) => (unreadable.has(seq) ? [] : [seq]));
  return { snapshot, sent: folded, upTo: stored.rows.at(-1)?.seq ?? 0, groups };
}

/** Runs of unsent rows that fit one frame together, in the order in which they are owed. A lone row stays as it is. */
function groupUnsent(stored: StoredRoom): UpdateRow[][] {
  const rows = new Map(stored.rows.map((row) => [row.seq, row]));
  const groups: UpdateRow[][] = [];
  let group: UpdateRow[] = [];
  let size = 0;
  for (const { seq } of stored.unsent) {
    const row = rows.get(seq);
    if (!row) continue;
    if (group.length > 0 && size + row.bytes.length > TARGET_FRAME_BYTES) {
      groups.push(group);
      group = [];
      size = 0;
    }
    group.push(row);
    size += row.bytes.length;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** Applies the rows to the document, and answers what they added as one update from which deleted content is gone. */
function foldGroup(doc: Y.Doc, rows: readonly UpdateRow[], unsent: ReadonlyMap<number, UnsentRow>): Group[] {
  const before = Y.encodeStateVector(doc);
  let areReadable = true;
  doc.transact(() => {
    areReadable = applyRows(doc, rows, ORIGIN.device).size === 0;
  }, ORIGIN.device);
  if (rows.length < 2 || !areReadable) return [];
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const size = rows.reduce((sum, row) => sum + row.bytes.length, 0);
  if (bytes.length >= size) return [];
  const changes = rows.reduce((sum, row) => sum + (unsent.get(row.seq)?.changes ?? 0), 0);
  const last = unsent.get(rows.at(-1)?.seq ?? 0);
  if (!last) return [];
  return [{ seqs: rows.map(({ seq }) => seq), bytes, changes, tab: last.tab, order: orderOf(last) }];
}
