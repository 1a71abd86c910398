/** Finds out whether anything can be stored of accounts right now, by storing something. */
import { sql } from 'kysely';
import type { AccountsDatabase } from './database.ts';

/** A probe that rejects with the reason when nothing can be stored. Made while the file is known to be writable. */
export async function createAccountsProbe(database: AccountsDatabase, now: () => number): Promise<() => Promise<void>> {
  await sql`CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL)`.execute(
    database,
  );
  return async () => {
    await sql`INSERT INTO heartbeat (id, at) VALUES (1, ${now()})
      ON CONFLICT (id) DO UPDATE SET at = excluded.at`.execute(database);
  };
}
