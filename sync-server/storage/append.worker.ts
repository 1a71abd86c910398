/**
 * The thread that writes the log. One message is one batch is one transaction, on disk when it is answered.
 * Must never answer success before the commit returned.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { HistoryPart } from '../history/entries.ts';
import { createHistoryWriter } from '../history/historyTables.ts';
import type { WriteAnswer, WriteRequest } from './logThreads.ts';
import { checksum, openForWriting } from './logTables.ts';
import type { NewUpdate, Piece } from './updateLog.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const database = openForWriting((workerData as { file: string }).file);

const roomId = database.prepare<[string], { id: number }>('SELECT id FROM room WHERE name = ?');
const addRoom = database.prepare<[string]>('INSERT OR IGNORE INTO room (name) VALUES (?)');
const addRow = database.prepare<[number, number, string | null, number, Uint8Array]>(
  'INSERT INTO row (room, at, author, checksum, data) VALUES (?, ?, ?, ?, ?)',
);
const addClient = database.prepare<[number, number, string | null, number]>(
  'INSERT OR IGNORE INTO client (room, client, author, at) VALUES (?, ?, ?, ?)',
);
const moveRow = database.prepare<[string, number, number]>(
  `INSERT INTO quarantine (room, seq, at, author, reason, data)
   SELECT room, seq, at, author, ?, data FROM row WHERE room = ? AND seq = ?`,
);
const removeRow = database.prepare<[number, number]>('DELETE FROM row WHERE room = ? AND seq = ?');
const moveSnapshot = database.prepare<[string, number]>(
  `INSERT INTO quarantine (room, seq, at, author, reason, data)
   SELECT room, NULL, at, NULL, ?, data FROM snapshot WHERE room = ?`,
);
const removeSnapshot = database.prepare<[number]>('DELETE FROM snapshot WHERE room = ?');
const beat = database.prepare<[number]>(
  'INSERT INTO heartbeat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
);

interface Appended {
  seqs: number[];
  taken: boolean[];
}

const append = database.transaction(
  (updates: readonly NewUpdate[], history: readonly HistoryPart[]): Appended => ({
    seqs: updates.map(({ room, update, author, at, clients }) => {
      addRoom.run(room);
      const id = idOf(room)!;
      const { lastInsertRowid } = addRow.run(id, at, author, checksum(room, update), update);
      for (const client of clients) addClient.run(id, client, author, at);
      return Number(lastInsertRowid);
    }),
    taken: history.map(takeHistory),
  }),
);

const historyWriter = createHistoryWriter(database);
const writeHistory = database.transaction((part: HistoryPart): boolean => {
  const id = idOf(part.room);
  return id !== undefined && historyWriter.write(id, part);
});

/** A part in a transaction of its own inside the batch: what is wrong with it must not cost anyone an update. */
function takeHistory(part: HistoryPart): boolean {
  try {
    return writeHistory(part);
  } catch (error) {
    // A full disk fails the batch as a whole, as it must.
    if (!database.inTransaction) throw error;
    return false;
  }
}

const quarantine = database.transaction((room: string, piece: Piece, reason: string): void => {
  const id = idOf(room);
  if (id === undefined) return;
  if (piece === 'snapshot') {
    moveSnapshot.run(reason, id);
    removeSnapshot.run(id);
  } else {
    moveRow.run(reason, id, piece);
    removeRow.run(id, piece);
  }
});

const removeRoom = database.transaction((room: string): void => {
  const id = idOf(room);
  if (id === undefined) return;
  for (const table of ['row', 'snapshot', 'client', 'quarantine', 'change', 'history']) {
    database.prepare(`DELETE FROM ${table} WHERE room = ?`).run(id);
  }
  database.prepare('DELETE FROM room WHERE id = ?').run(id);
});

port.on('message', (request: WriteRequest) => {
  port.postMessage(answer(request));
  if (request.kind === 'close') port.close();
});

function answer(request: WriteRequest): WriteAnswer {
  try {
    return { id: request.id, ok: true, ...perform(request) };
  } catch (error) {
    return { id: request.id, ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

const NOTHING: Appended = { seqs: [], taken: [] };

function perform(request: WriteRequest): Appended {
  switch (request.kind) {
    case 'append':
      return append.immediate(request.updates, request.history);
    case 'quarantine':
      quarantine.immediate(request.room, request.piece, request.reason);
      return NOTHING;
    case 'removeRoom':
      removeRoom.immediate(request.room);
      return NOTHING;
    case 'probe':
      beat.run(request.at);
      return NOTHING;
    case 'close':
      database.close();
      return NOTHING;
  }
}

function idOf(room: string): number | undefined {
  return roomId.get(room)?.id;
}
