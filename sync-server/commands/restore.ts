/**
 * `npm run restore -- <backup> [--replace]`: puts a backup into the data folder, so that a server started on it goes on
 * from there. The backup is checked before anything is touched, and the copy again before it takes its place.
 * Must never delete what is there: a folder in use is refused, and `--replace` sets the old files aside.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { reasonOf } from '../report.ts';
import { dataFiles, lockDataFolder } from '../storage/dataFolder.ts';
import { checkBackup, type CheckedBackup } from './checkBackup.ts';

export interface Restored extends CheckedBackup {
  /** Where the files that were there before lie now; null when there were none. */
  readonly setAside: string | null;
}

/** What SQLite leaves beside a file that was not closed; another database must never find them there. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/**
 * Copies a backup into a data folder. Throws `ConfigError` with a sentence when the backup is none or not sound, when
 * the folder holds data and `replace` is not set, and `DataFolderBusyError` while a server works in it.
 */
export function restore(backup: string, dataFolder: string, options: { replace: boolean; now: Date }): Restored {
  const checked = checkBackup(backup);
  const unlock = lockDataFolder(dataFolder);
  try {
    const present = dataIn(dataFolder);
    if (present.length > 0 && !options.replace) {
      throw new ConfigError(
        `${dataFolder} holds data already (${present.join(', ')}). Restore into an empty folder by setting ORTAK_DATA, ` +
          'or add --replace: what is there is then set aside in a folder of its own, nothing is deleted.',
      );
    }
    const incoming = join(dataFolder, 'restoring.unfinished');
    rmSync(incoming, { recursive: true, force: true });
    copyAll(backup, incoming);
    checkBackup(incoming);
    const setAside = present.length === 0 ? null : moveAside(dataFolder, present, options.now);
    for (const file of restored(dataFolder)) renameSync(join(incoming, basename(file)), file);
    rmSync(incoming, { recursive: true });
    syncToDisk(dataFolder);
    return { ...checked, setAside };
  } finally {
    unlock();
  }
}

/** The files of a backup as they lie in a folder; accounts last: without them a server starts empty, not half. */
function restored(folder: string): string[] {
  const { accounts, updates, secret } = dataFiles(folder);
  return [secret, updates, accounts];
}

function dataIn(folder: string): string[] {
  const names = restored(folder)
    .map((file) => basename(file))
    .flatMap((name) => [name, ...COMPANIONS.map((companion) => name + companion)]);
  return names.filter((name) => existsSync(join(folder, name)));
}

function copyAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const file of restored(from)) {
    const copy = join(to, basename(file));
    copyFileSync(file, copy);
    syncToDisk(copy);
  }
  syncToDisk(to);
}

function moveAside(folder: string, names: readonly string[], now: Date): string {
  const aside = join(folder, `replaced-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
  if (existsSync(aside)) throw new ConfigError(`${aside} exists already; wait a second and try again.`);
  mkdirSync(aside, { mode: 0o700 });
  for (const name of names) renameSync(join(folder, name), join(aside, name));
  return aside;
}

/** A file, or the names in a folder, reach the disk. */
function syncToDisk(path: string): void {
  // Windows opens no folders, and keeps names by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The backups beside the data, newest first: for whoever does not say which one. */
function backupsIn(dataFolder: string): string[] {
  const folder = join(dataFolder, 'backups');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d{2}-\d{2}T[\d-]+$/.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

function whichBackup(dataFolder: string): string {
  const known = backupsIn(dataFolder);
  const usage = 'Say which backup: npm run restore -- <folder of the backup> [--replace]';
  return known.length === 0 ? usage : [usage, 'Backups here:', ...known.map((path) => `  ${path}`)].join('\n');
}

if (import.meta.main) {
  try {
    const { dataFolder } = readConfig(process.env);
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean' } } });
    const [backup] = positionals;
    if (backup === undefined) throw new ConfigError(whichBackup(dataFolder));
    const done = restore(resolve(backup), dataFolder, { replace: values.replace === true, now: new Date() });
    const lines = [
      `Restored ${done.rooms} rooms, ${done.workspaces} workspaces and ${done.accounts} accounts into ${dataFolder}`,
      ...(done.damaged > 0
        ? [`${done.damaged} stored pieces are damaged in the backup itself; the server sets them aside.`]
        : []),
      ...(done.setAside === null ? [] : [`What was there before lies in ${done.setAside}`]),
      'Start the server. Devices that know more than this backup give it back when they connect.',
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
