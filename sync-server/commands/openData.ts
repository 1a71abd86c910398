/**
 * The data folder as the commands beside a server open it: accounts and log, no lock, nothing kept in memory. Only what
 * no running server holds in memory may be written this way: a new workspace, a link.
 */
import { existsSync } from 'node:fs';
import { type AccountsDatabase, migrateOwnTables, openAccountsDatabase } from '../accounts/database.ts';
import { createWorkspaces, type Workspaces } from '../accounts/workspaces.ts';
import { ConfigError } from '../config.ts';
import { dataFiles } from '../storage/dataFolder.ts';
import { openSqliteUpdateLog } from '../storage/sqliteUpdateLog.ts';
import { createTransfer, type Transfer } from '../transfer/transfer.ts';

export interface OpenData {
  readonly database: AccountsDatabase;
  readonly workspaces: Workspaces;
  readonly transfer: Transfer;
}

/** Does something with the data in a folder and lets go of it. Throws `ConfigError` when there is none. */
export async function withData<T>(dataFolder: string, work: (data: OpenData) => Promise<T>): Promise<T> {
  const { accounts, updates } = dataFiles(dataFolder);
  if (!existsSync(accounts) || !existsSync(updates)) {
    throw new ConfigError(`There is no data in ${dataFolder}. Set ORTAK_DATA to the server's folder.`);
  }
  const database = openAccountsDatabase(accounts);
  const log = openSqliteUpdateLog(updates);
  try {
    await migrateOwnTables(database);
    const workspaces = createWorkspaces(database);
    return await work({ database, workspaces, transfer: createTransfer({ log, workspaces, now: Date.now }) });
  } finally {
    await log.close();
    await database.destroy();
  }
}
