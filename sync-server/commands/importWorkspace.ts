/**
 * `npm run import-workspace -- <file> <e-mail>`: makes a new workspace of a file that `export-workspace` or the page
 * wrote; the account with that e-mail becomes its admin. Works also while the server runs.
 */
import { readFileSync } from 'node:fs';
import { MAX_WORKSPACE_FILE_BYTES } from '#schema/workspaceFile/format.ts';
import { ConfigError, readConfig } from '../config.ts';
import { reasonOf } from '../report.ts';
import type { ImportResult } from '../transfer/transfer.ts';
import { withData } from './openData.ts';

const SENTENCES: Record<Extract<ImportResult, { ok: false }>['problem'], string> = {
  foreign: 'is no workspace file of Ortak',
  newer: 'was written by a newer version of Ortak',
  damaged: 'is not whole',
  'too-large': 'is too large',
};

/** Makes the workspace; answers what to print. */
export const importFromFile = (dataFolder: string, file: string | undefined, email: string | undefined) =>
  withData(dataFolder, async ({ database, transfer }) => {
    if (file === undefined || email === undefined) {
      throw new ConfigError('Say which file, and who will administer it: npm run import-workspace -- <file> <e-mail>');
    }
    const admin = await database
      .selectFrom('user')
      .where('email', '=', email.trim().toLowerCase())
      .where('isAnonymous', 'is not', 1)
      .select(['id', 'name'])
      .executeTakeFirst();
    if (!admin) throw new ConfigError(`There is no account with the e-mail ${email}.`);
    const bytes = readFileSync(file);
    const result: ImportResult =
      bytes.length > MAX_WORKSPACE_FILE_BYTES
        ? { ok: false, problem: 'too-large' }
        : await transfer.importWorkspace(new Uint8Array(bytes), admin);
    if (result.ok) return `Made a new workspace of ${file}: /w/${result.workspace}`;
    const where = result.at === undefined ? '' : ` (at ${result.at})`;
    throw new ConfigError(`${file} ${SENTENCES[result.problem]}${where}; nothing was written.`);
  });

if (import.meta.main) {
  try {
    const [, , file, email] = process.argv;
    process.stdout.write(`${await importFromFile(readConfig(process.env).dataFolder, file, email)}\n`);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
