/**
 * The thread that compacts. Reads snapshot and rows from storage alone (the server's memory may lag behind the log),
 * builds the document with garbage collection, and replaces exactly what it read in one transaction.
 * A crash at any moment leaves either the old rows or the new snapshot, never neither.
 */
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { quicken } from '#schema/quickTransactions.ts';
import { applyStored } from './applyStored.ts';
import type { CompactAnswer, CompactRequest } from './logThreads.ts';
import { checksum, openForWriting, plainBytes, type RowRecord, type SnapshotRecord } from './logTables.ts';
import type { Compaction, Piece } from './updateLog.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const database = openForWriting((workerData as { file: string }).file);

/** A file shrinks by this many freed pages at most after one compaction: handing them back holds up the writer. */
const PAGES_HANDED_BACK = 2_000;

port.on('message', (request: CompactRequest) => {
  if (request.kind === 'close') {
    database.close();
    port.postMessage({ id: request.id, ok: true, compaction: null } satisfies CompactAnswer);
    port.close();
    return;
  }
  port.postMessage(answer(request.id, request.room));
});

function answer(id: number, room: string): CompactAnswer {
  try {
    return { id, ok: true, compaction: compact(room) };
  } catch (error) {
    return { id, ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function compact(room: string): Compaction {
  const nothing: Compaction = { rows: 0, snapshotBytes: 0, setAside: 0 };
  const found = database.prepare<[string], { id: number }>('SELECT id FROM room WHERE name = ?').get(room);
  if (!found) return nothing;
  const { snapshot, rows } = readRoom(found.id);
  if (rows.length === 0) return nothing;

  const bad = new Map<Piece, string>();
  const isSound = (piece: Piece, data: Uint8Array, sum: number): boolean => {
    if (checksum(room, data) === sum) return true;
    bad.set(piece, 'checksum');
    return false;
  };
  const doc = quicken(new Y.Doc({ gc: true }));
  const applied = applyStored(doc, {
    snapshot: snapshot && isSound('snapshot', snapshot.data, snapshot.checksum) ? plainBytes(snapshot.data) : null,
    rows: rows
      .filter(({ seq, data, checksum: sum }) => isSound(seq, data, sum))
      .map(({ seq, data }) => ({ seq, update: plainBytes(data) })),
  });
  for (const { piece, reason } of applied.failed) bad.set(piece, reason);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();

  replace(room, found.id, snapshot, rows, bad, bytes);
  database.pragma(`incremental_vacuum(${PAGES_HANDED_BACK})`);
  return {
    rows: rows.length - [...bad.keys()].filter((piece) => piece !== 'snapshot').length,
    snapshotBytes: bytes.length,
    setAside: bad.size,
  };
}

/** Snapshot and rows as of one moment. */
function readRoom(id: number): { snapshot: SnapshotRecord | undefined; rows: RowRecord[] } {
  return database.transaction(() => ({
    snapshot: database
      .prepare<[number], SnapshotRecord>('SELECT data, checksum, version FROM snapshot WHERE room = ?')
      .get(id),
    rows: database
      .prepare<[number], RowRecord>('SELECT seq, data, checksum FROM row WHERE room = ? ORDER BY seq')
      .all(id),
  }))();
}

function replace(
  room: string,
  id: number,
  old: SnapshotRecord | undefined,
  rows: readonly RowRecord[],
  bad: ReadonlyMap<Piece, string>,
  bytes: Uint8Array,
): void {
  const current = database.prepare<[number], { version: number }>('SELECT version FROM snapshot WHERE room = ?');
  const setAsideRow = database.prepare<[string, number, number]>(
    `INSERT INTO quarantine (room, seq, at, author, reason, data)
     SELECT room, seq, at, author, ?, data FROM row WHERE room = ? AND seq = ?`,
  );
  const removeRow = database.prepare<[number, number]>('DELETE FROM row WHERE room = ? AND seq = ?');
  database
    .transaction(() => {
      // Another hand changed the snapshot, or took the room away, since it was read: what was built no longer holds.
      if (current.get(id)?.version !== old?.version) throw new Error('The snapshot changed during the compaction.');
      for (const [piece, reason] of bad) {
        if (piece === 'snapshot') {
          database
            .prepare<[string, number]>(
              `INSERT INTO quarantine (room, seq, at, author, reason, data)
               SELECT room, NULL, at, NULL, ?, data FROM snapshot WHERE room = ?`,
            )
            .run(reason, id);
        } else setAsideRow.run(reason, id, piece);
      }
      let removed = 0;
      for (const { seq } of rows) removed += removeRow.run(id, seq).changes;
      if (removed !== rows.length) throw new Error('Rows changed during the compaction.');
      database
        .prepare<[number, number, number, number, Uint8Array]>(
          'INSERT OR REPLACE INTO snapshot (room, version, at, checksum, data) VALUES (?, ?, ?, ?, ?)',
        )
        .run(id, (old?.version ?? 0) + 1, Date.now(), checksum(room, bytes), bytes);
    })
    .immediate();
}
