/**
 * `npm run export-workspace -- <workspace> [file]`: writes a whole workspace into a JSON file, also while the server
 * runs. The workspace is named by its id, which its address shows, or by its name where only one has it.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, readConfig } from '../config.ts';
import { reasonOf } from '../report.ts';
import { type OpenData, withData } from './openData.ts';

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly admin: string;
}

/** Every workspace that someone administers, once. */
async function choices({ database }: OpenData): Promise<Choice[]> {
  const rows = await database
    .selectFrom('workspace')
    .innerJoin('person', 'person.workspace', 'workspace.id')
    .where('person.role', '=', 'admin')
    .where('person.hasAccount', '=', 1)
    .where('person.leftAt', 'is', null)
    .select(['workspace.id', 'workspace.name', 'person.person as admin'])
    .orderBy('workspace.name')
    .execute();
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function chosen(all: readonly Choice[], wanted: string | undefined): Choice {
  const fitting = all.filter(({ id, name }) => id === wanted || name === wanted);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  const lines = (fitting.length > 1 ? fitting : all).map(({ id, name }) => `  ${id}  ${name}`);
  throw new ConfigError(
    ['Say which workspace: npm run export-workspace -- <workspace> [file]', 'Workspaces:', ...lines].join('\n'),
  );
}

/** Writes the file; answers what to print. */
export const exportToFile = (dataFolder: string, wanted: string | undefined, target: string | undefined) =>
  withData(dataFolder, async (data) => {
    const { id, admin, name } = chosen(await choices(data), wanted);
    const workspace = (await data.workspaces.listFor(admin)).find((one) => one.id === id);
    if (!workspace) throw new Error('A workspace that was just listed is gone.');
    const file = resolve(target ?? `${id}.ortak.json`);
    const bytes = await data.transfer.exportWorkspace(workspace);
    // A file that is there already is somebody's; it is not written over.
    writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
    return `Wrote "${name}", ${(bytes.length / 1024 / 1024).toFixed(1)} MB, to ${file}`;
  });

if (import.meta.main) {
  try {
    const [, , workspace, file] = process.argv;
    process.stdout.write(`${await exportToFile(readConfig(process.env).dataFolder, workspace, file)}\n`);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
