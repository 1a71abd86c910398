/**
 * The folder that holds everything the server keeps: its files by name, its secret, and the lock that lets one
 * server at a time work in it. Two servers on one log would each hold a document the other never hears of.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

export interface DataFolder {
  readonly path: string;
  readonly accountsFile: string;
  readonly updatesFile: string;
  /** Signs session cookies; made at the first start, readable by the server's user alone. */
  readonly secret: string;
  /** Lets another server have the folder. */
  release(): void;
}

/** The folder is in use by another server; the message is a sentence for the person who starts this one. */
export class DataFolderBusyError extends Error {}

/** Names of the files in a data folder, without opening anything. */
export const dataFiles = (path: string): { accounts: string; updates: string; secret: string; lock: string } => ({
  accounts: join(path, 'accounts.sqlite'),
  updates: join(path, 'updates.sqlite'),
  secret: join(path, 'secret'),
  lock: join(path, 'server.lock'),
});

/** Makes the folder if it is missing and takes it. Throws `DataFolderBusyError` when a living server has it. */
export function takeDataFolder(path: string): DataFolder {
  const release = lockDataFolder(path);
  const files = dataFiles(path);
  return {
    path,
    accountsFile: files.accounts,
    updatesFile: files.updates,
    secret: readSecret(files.secret),
    release,
  };
}

/**
 * Makes the folder if it is missing and keeps servers out of it until the answer is called; its files may be exchanged
 * meanwhile. The lock dies with the process, also by SIGKILL: it is SQLite's own, held by an open transaction.
 * Throws `DataFolderBusyError` when a living server has the folder.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holder = new Database(dataFiles(folder).lock, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
    throw new DataFolderBusyError(
      `Another Ortak server is working in ${folder}. Stop it, or give this one a folder of its own with ORTAK_DATA.`,
    );
  }
  return () => {
    holder.close();
  };
}

/** Puts the names in a folder on disk; Windows does that by itself and opens no folders. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** What a disk that failed left of the file is no secret: then there is a new one, and everybody signs in again. */
function readSecret(file: string): string {
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (/^[\w-]{43}$/.test(known)) return known;
  const secret = randomBytes(32).toString('base64url');
  // Whole or not at all, and on disk before anyone gets a cookie: without it all sessions end.
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  flushFolder(dirname(file));
  return secret;
}
