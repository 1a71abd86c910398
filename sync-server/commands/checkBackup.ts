/**
 * Whether a folder is a backup that a server can start on: its files are there, open, are whole by SQLite's own check
 * and hold the tables that are expected. Reads only.
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../config.ts';
import { reasonOf } from '../report.ts';
import { dataFiles } from '../storage/dataFolder.ts';
import { checksum, LOG_VERSION } from '../storage/logTables.ts';

export interface CheckedBackup {
  readonly rooms: number;
  readonly workspaces: number;
  readonly accounts: number;
  /** Rows and snapshots that are not what was once written. They keep nothing from starting: the server sets them aside. */
  readonly damaged: number;
}

/** Looks a backup through; throws `ConfigError` with a sentence for what is none, or is not sound. */
export function checkBackup(folder: string): CheckedBackup {
  const { accounts, updates, secret } = dataFiles(folder);
  const missing = [accounts, updates, secret].filter((file) => !existsSync(file)).map((file) => basename(file));
  if (missing.length > 0) throw new ConfigError(`${folder} is no backup; missing there: ${missing.join(', ')}.`);
  const unfinished = [accounts, updates].map((file) => `${file}-wal`).filter((file) => existsSync(file));
  if (unfinished.length > 0) {
    throw new ConfigError(
      `${folder} is no backup but a copy of a data folder (${basename(unfinished[0]!)} is in it): start a server on a ` +
        'copy of it with ORTAK_DATA, and make a backup from there with npm run backup.',
    );
  }
  return { ...lookInto(updates, checkUpdates), ...lookInto(accounts, checkAccounts) };
}

function lookInto<T>(file: string, check: (database: Database.Database) => T): T {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const verdict = database.pragma('integrity_check', { simple: true });
      if (verdict !== 'ok') throw new Error(String(verdict));
      return check(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new ConfigError(`${file} is not sound, nothing was restored: ${reasonOf(error)}`);
  }
}

function checkUpdates(database: Database.Database): Pick<CheckedBackup, 'rooms' | 'damaged'> {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > LOG_VERSION) throw new Error('it was written by a newer version of Ortak');
  const pieces = database
    .prepare<[], { name: string; checksum: number; data: Buffer }>(
      `SELECT room.name, piece.checksum, piece.data FROM room
       JOIN (SELECT room, checksum, data FROM row UNION ALL SELECT room, checksum, data FROM snapshot) AS piece
       ON piece.room = room.id`,
    )
    .iterate();
  let damaged = 0;
  for (const piece of pieces) if (checksum(piece.name, piece.data) !== piece.checksum) damaged += 1;
  return { rooms: count(database, 'room'), damaged };
}

const checkAccounts = (database: Database.Database): Pick<CheckedBackup, 'workspaces' | 'accounts'> => ({
  workspaces: count(database, 'workspace'),
  accounts: count(database, 'user'),
});

const count = (database: Database.Database, table: 'room' | 'workspace' | 'user'): number =>
  database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table}"`).get()!.n;
