/**
 * The thread that compacts. Reads snapshot and rows from storage alone (the server's memory may lag behind the log),
 * builds the document with garbage collection, and replaces exactly what it read in one transaction.
 * A crash at any moment leaves either the old rows or the new snapshot, never neither.
 */
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { collectChanges } from '#schema/history.ts';
import { quicken } from '#schema/quickTransactions.ts';
import { entriesOf, type RowEntries } from '../history/entries.ts';
import { createHistoryWriter } from '../history/historyTables.ts';
import { type Applied, applyStored } from './applyStored.ts';
import type { CompactAnswer, CompactRequest } from './logThreads.ts';
import { checksum, openForWriting, plainBytes, type RowRecord, type SnapshotRecord } from './logTables.ts';
import type { Compaction, Piece } from './updateLog.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const database = openForWriting((workerData as { file: string }).file);
const historyWriter = createHistoryWriter(database);

/** A file shrinks by this many freed pages at most after one compaction: handing them back holds up the writer. */
const PAGES_HANDED_BACK = 2_000;

port.on('message', (request: CompactRequest) => {
  if (request.kind === 'close') {
    database.close();
    port.postMessage({ id: request.id, ok: true, compaction: null, reach: 0 } satisfies CompactAnswer);
    port.close();
    return;
  }
  port.postMessage(answer(request));
});

function answer({ id, kind, room }: Extract<CompactRequest, { room: string }>): CompactAnswer {
  try {
    if (kind === 'deriveHistory') return { id, ok: true, compaction: null, reach: deriveHistory(room) };
    return { id, ok: true, compaction: compact(room), reach: 0 };
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
  const { failed, history } = applyWithHistory(doc, found.id, {
    snapshot: snapshot && isSound('snapshot', snapshot.data, snapshot.checksum) ? snapshot : undefined,
    rows: rows.filter(({ seq, data, checksum: sum }) => isSound(seq, data, sum)),
  });
  for (const { piece, reason } of failed) bad.set(piece, reason);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();

  replace(room, found.id, snapshot, rows, bad, bytes, history);
  database.pragma(`incremental_vacuum(${PAGES_HANDED_BACK})`);
  return {
    rows: rows.length - [...bad.keys()].filter((piece) => piece !== 'snapshot').length,
    snapshotBytes: bytes.length,
    setAside: bad.size,
  };
}

/** Derives what is missing of a room's history from its rows, and changes nothing else. */
function deriveHistory(room: string): number {
  const found = database.prepare<[string], { id: number }>('SELECT id FROM room WHERE name = ?').get(room);
  if (!found) return 0;
  const { snapshot, rows } = readRoom(found.id);
  const doc = quicken(new Y.Doc({ gc: true }));
  const isSound = ({ data, checksum: sum }: { data: Uint8Array; checksum: number }) => checksum(room, data) === sum;
  const { history } = applyWithHistory(doc, found.id, {
    snapshot: snapshot && isSound(snapshot) ? snapshot : undefined,
    rows: rows.filter(isSound),
  });
  doc.destroy();
  return database.transaction(() => writeHistory(found.id, rows, history)).immediate();
}

/** Applies what is stored; rows that the history does not reach yet one by one, to tell what each changed. */
function applyWithHistory(
  doc: Y.Doc,
  id: number,
  { snapshot, rows }: { snapshot: SnapshotRecord | undefined; rows: readonly RowRecord[] },
): { failed: Applied['failed'][number][]; history: RowEntries[] } {
  const reached = historyWriter.reach(id);
  const plain = ({ seq, data }: RowRecord) => ({ seq, update: plainBytes(data) });
  const known = {
    snapshot: snapshot ? plainBytes(snapshot.data) : null,
    rows: rows.filter(({ seq }) => seq <= reached),
  };
  const failed = [...applyStored(doc, { ...known, rows: known.rows.map(plain) }).failed];
  const history = rows
    .filter(({ seq }) => seq > reached)
    .map((row) => {
      const { result, changes } = collectChanges(doc, () => applyStored(doc, { snapshot: null, rows: [plain(row)] }));
      failed.push(...result.failed);
      return { seq: row.seq, at: row.at, author: row.author, entries: entriesOf(changes) };
    });
  return { failed, history };
}

/** Stores derived history; from elsewhere some of it may have come meanwhile. Answers how far it reaches now. */
function writeHistory(id: number, rows: readonly RowRecord[], history: readonly RowEntries[]): number {
  const first = history[0];
  const last = rows.at(-1);
  // What lies between the last reached row and the first of these is gone, or was never one of this room.
  if (first && last) historyWriter.write(id, { after: 0, upTo: last.seq, rows: history });
  return historyWriter.reach(id);
}

/** Snapshot and rows as of one moment. */
function readRoom(id: number): { snapshot: SnapshotRecord | undefined; rows: RowRecord[] } {
  return database.transaction(() => ({
    snapshot: database
      .prepare<[number], SnapshotRecord>('SELECT data, checksum, version FROM snapshot WHERE room = ?')
      .get(id),
    rows: database
      .prepare<[number], RowRecord>('SELECT seq, at, author, data, checksum FROM row WHERE room = ? ORDER BY seq')
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
  history: readonly RowEntries[],
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
      writeHistory(id, rows, history);
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
