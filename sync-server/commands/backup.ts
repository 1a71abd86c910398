/**
 * `npm run backup [folder]`: copies everything the server keeps, also while it runs, into a new dated folder, checks
 * the copy and prints where it is. A live SQLite file copied by hand may not open; this one does.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError, readConfig } from '../config.ts';
import { reasonOf } from '../report.ts';
import { dataFiles } from '../storage/dataFolder.ts';

/** Copies a data folder into `<target>/<date>` and gives back its path. Throws when there is nothing, or the copy is not sound. */
export async function backUp(dataFolder: string, target: string, now: Date): Promise<string> {
  const from = dataFiles(dataFolder);
  if (!existsSync(from.updates))
    throw new ConfigError(`There is nothing to back up in ${dataFolder}. Set ORTAK_DATA to the server's folder.`);
  const folder = join(target, now.toISOString().slice(0, 19).replaceAll(':', '-'));
  if (existsSync(folder)) throw new ConfigError(`There is already a backup in ${folder}.`);
  const unfinished = `${folder}.unfinished`;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const to = dataFiles(unfinished);
  // People first: a workspace that is made meanwhile is then missing as a whole, instead of being there without its work.
  await copyDatabase(from.accounts, to.accounts);
  await copyDatabase(from.updates, to.updates);
  copyFileSync(from.secret, to.secret);
  renameSync(unfinished, folder);
  return folder;
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 20_000 });
  try {
    // All in one step: a copy in small steps starts over whenever the server writes.
    await source.backup(to, { progress: () => 0x7fffffff });
  } finally {
    source.close();
  }
  const copy = new Database(to, { fileMustExist: true });
  try {
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new Error(`The copy of ${from} is not sound: ${String(verdict)}`);
    // One file each, without a companion that could be left behind when the folder is moved.
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

if (import.meta.main) {
  try {
    const { dataFolder } = readConfig(process.env);
    const target = resolve(process.argv[2] ?? join(dataFolder, 'backups'));
    const folder = await backUp(dataFolder, target, new Date());
    const files = dataFiles(folder);
    const bytes = statSync(files.accounts).size + statSync(files.updates).size;
    process.stdout.write(`Backed up ${(bytes / 1024 / 1024).toFixed(1)} MB to ${folder}\n`);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
