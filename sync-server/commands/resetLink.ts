/**
 * `npm run reset-link -- <e-mail>`: prints a link that sets a new password, for the admin whom no other admin can help.
 * Whoever may run this may read the data anyway. Works beside a running server; all sessions of the account end when
 * the link is used.
 */
import { existsSync } from 'node:fs';
import { type AccountsDatabase, migrateOwnTables, openAccountsDatabase } from '../accounts/database.ts';
import { createOneTimeLinks } from '../accounts/oneTimeLinks.ts';
import { servedAddresses } from '../addresses.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { reasonOf } from '../report.ts';
import { dataFiles } from '../storage/dataFolder.ts';

/** The lines to print: a link for that account, or who could be meant. */
export async function makeResetLink(config: Config, email: string | undefined, now: number): Promise<string> {
  const { accounts } = dataFiles(config.dataFolder);
  if (!existsSync(accounts)) {
    throw new ConfigError(`There are no accounts in ${config.dataFolder}. Set ORTAK_DATA to the server's folder.`);
  }
  const database = openAccountsDatabase(accounts);
  try {
    await migrateOwnTables(database);
    const person = email === undefined ? null : await accountOf(database, email.trim().toLowerCase());
    if (!person)
      return `Write the e-mail of the account: npm run reset-link -- <e-mail>\n${await adminLines(database)}`;
    const { token, expiresAt } = await createOneTimeLinks(database).resetFor({ person: person.id, by: null, now });
    const base = servedAddresses(config, config.port)[0]!;
    return `Open this once, before ${new Date(expiresAt).toLocaleString()}:\n${base}/reset/${token}`;
  } finally {
    await database.destroy();
  }
}

const accountOf = (database: AccountsDatabase, email: string) =>
  database
    .selectFrom('user')
    .where('email', '=', email)
    .where('isAnonymous', 'is not', 1)
    .select('id')
    .executeTakeFirst();

async function adminLines(database: AccountsDatabase): Promise<string> {
  const rows = await database
    .selectFrom('person')
    .innerJoin('user', 'user.id', 'person.person')
    .innerJoin('workspace', 'workspace.id', 'person.workspace')
    .where('person.role', '=', 'admin')
    .where('person.leftAt', 'is', null)
    .where('workspace.demo', '=', 0)
    .select(['user.email', 'workspace.name'])
    .orderBy('user.email')
    .execute();
  return ['Admins:', ...rows.map(({ email, name }) => `  ${email} (${name})`)].join('\n');
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await makeResetLink(readConfig(process.env), process.argv[2], Date.now())}\n`);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
