/**
 * Tokens for the open door: they stand in an address, where proxies may write them down, so they live for minutes,
 * open the rooms of one workspace and nothing else, and are kept as a hash. A token never gives more than whoever
 * asked for it has at the moment of use: it ends with their key or their session.
 */
import { createHash, randomBytes } from 'node:crypto';
import { isKeyId } from './apiKeys.ts';
import type { AccountsDatabase } from './database.ts';

/** Long enough to reconnect after a lost network, short enough to be worthless in an old log. */
export const DOOR_TOKEN_LIFETIME = 10 * 60 * 1000;

export interface DoorTokens {
  /** `session` is what the token lives and ends with: a session's id, or a key's own. */
  make(options: {
    workspace: string;
    person: string;
    session: string;
    now: number;
  }): Promise<{ token: string; expiresAt: number }>;
  /** For whom and where a token opens; null for one that is none, or no longer. */
  holder(token: string, now: number): Promise<{ person: string; session: string; workspace: string } | null>;
}

export function createDoorTokens(database: AccountsDatabase): DoorTokens {
  return {
    async make({ workspace, person, session, now }) {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = now + DOOR_TOKEN_LIFETIME;
      await database.deleteFrom('doorToken').where('expiresAt', '<=', now).execute();
      await database
        .insertInto('doorToken')
        .values({ tokenHash: hashOf(token), workspace, person, session, expiresAt })
        .execute();
      return { token, expiresAt };
    },

    async holder(token, now) {
      const row = await database
        .selectFrom('doorToken')
        .where('tokenHash', '=', hashOf(token))
        .where('expiresAt', '>', now)
        .select(['person', 'session', 'workspace'])
        .executeTakeFirst();
      return row && (await isAlive(database, row, now)) ? row : null;
    },
  };
}

/** Whether the session, or the key, that a token ends with is still there. */
async function isAlive(database: AccountsDatabase, { session }: { session: string }, now: number): Promise<boolean> {
  if (isKeyId(session)) {
    const key = database.selectFrom('apiKey').where('id', '=', session).where('revokedAt', 'is', null).select('id');
    return (await key.executeTakeFirst()) !== undefined;
  }
  const row = await database.selectFrom('session').where('id', '=', session).select('expiresAt').executeTakeFirst();
  return row !== undefined && new Date(row.expiresAt).getTime() > now;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
