/** What is on disk, read behind a running server's back. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as Y from 'yjs';

/** The updates stored of a room, oldest first. */
export function storedRows(dataFolder: string, room: string): Uint8Array[] {
  return withLogFile(dataFolder, (database) =>
    (
      database
        .prepare('SELECT data FROM row JOIN room ON room.id = row.room WHERE name = ? ORDER BY seq')
        .all(room) as { data: Buffer }[]
    ).map(({ data }) => new Uint8Array(data)),
  );
}

/** The document that the stored updates of a room make; the room must not have been compacted. */
export function storedDocument(dataFolder: string, room: string): Y.Doc {
  const doc = new Y.Doc();
  for (const update of storedRows(dataFolder, room)) Y.applyUpdate(doc, update);
  return doc;
}

/** Lets the disk refuse every new update, with these words; gives back how to heal it. */
export function breakDisk(dataFolder: string, words = 'disk is full'): () => void {
  withLogFile(dataFolder, (database) => refuseInserts(database, ['row', 'heartbeat'], words));
  return () => withLogFile(dataFolder, (database) => takeInserts(database, ['row', 'heartbeat']));
}

/** Lets the disk refuse every new session; gives back how to heal it. */
export function breakAccounts(dataFolder: string, words = 'disk is full'): () => void {
  withAccounts(dataFolder, (database) => refuseInserts(database, ['session', 'workspace', 'heartbeat'], words));
  return () => withAccounts(dataFolder, (database) => takeInserts(database, ['session', 'workspace', 'heartbeat']));
}

function refuseInserts(database: Database.Database, tables: readonly string[], words: string): void {
  for (const table of tables) {
    database.exec(`CREATE TRIGGER ${table}_full BEFORE INSERT ON ${table} BEGIN SELECT raise(ABORT, '${words}'); END`);
  }
}

function takeInserts(database: Database.Database, tables: readonly string[]): void {
  for (const table of tables) database.exec(`DROP TRIGGER ${table}_full`);
}

/** Something done with the log's own file. */
export function withLogFile<T>(dataFolder: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(dataFolder, 'updates.sqlite'), { timeout: 20_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Something done with the file of accounts. */
export function withAccounts<T>(dataFolder: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(dataFolder, 'accounts.sqlite'), { timeout: 20_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
