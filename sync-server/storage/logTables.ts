/**
 * The tables of the SQLite log and the few statements on them. Used by the writing thread, the compacting thread and
 * the reader; no thread but these opens the file for writing. A checksum covers the bytes and the name of their room.
 */
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { HISTORY_TABLES } from '../history/historyTables.ts';

/** Raised when the tables change; a file of a newer version is refused. */
export const LOG_VERSION = 2;

/** Opens the file for writing, making its tables if they are missing. Commits reach the disk before they return. */
export function openForWriting(file: string): Database.Database {
  const database = new Database(file, { timeout: 20_000 });
  // Only takes effect before the first table: freed pages can then be handed back.
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > LOG_VERSION) throw new Error(`The log ${file} was written by a newer version of Ortak.`);
  if (version < LOG_VERSION) {
    database.transaction(() => {
      // Files of every version that ever was are brought up to date, one step after the other.
      if (version < 1) database.exec(TABLES);
      if (version < 2) database.exec(HISTORY_TABLES);
      database.pragma(`user_version = ${LOG_VERSION}`);
    })();
  }
  return database;
}

/** Opens the file for reading alone; it has to exist. */
export const openForReading = (file: string): Database.Database =>
  new Database(file, { readonly: true, fileMustExist: true, timeout: 20_000 });

/** What stands beside stored bytes to tell whether they are still what was written. */
export const checksum = (room: string, bytes: Uint8Array): number => crc32(bytes, crc32(room));

/** SQLite's blob as plain bytes: Yjs and transfers between threads want no Buffer. */
export const plainBytes = (blob: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(blob);

export interface RowRecord {
  seq: number;
  at: number;
  author: string | null;
  data: Buffer;
  checksum: number;
}

export interface SnapshotRecord {
  data: Buffer;
  checksum: number;
  version: number;
}

const TABLES = `
CREATE TABLE room (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE row (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  room INTEGER NOT NULL REFERENCES room (id),
  at INTEGER NOT NULL,
  author TEXT,
  checksum INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX row_by_room ON row (room, seq);
CREATE TABLE snapshot (
  room INTEGER PRIMARY KEY REFERENCES room (id),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE client (
  room INTEGER NOT NULL REFERENCES room (id),
  client INTEGER NOT NULL,
  author TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (room, client)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  room INTEGER NOT NULL REFERENCES room (id),
  seq INTEGER,
  at INTEGER NOT NULL,
  author TEXT,
  reason TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;
`;
