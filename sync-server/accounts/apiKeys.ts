/**
 * Keys with which programs come in: made by an administrator, belonging to a workspace, with a role of their own.
 * A key is a member that is no person: its id stands as author wherever it writes. The table keeps only a hash.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey, KeyRole, MadeKey } from '#schema/door.ts';
import type { AccountsDatabase } from './database.ts';
import type { Membership, Workspaces } from './workspaces.ts';

const ID_PREFIX = 'key_';
/** So that a key is recognised where it was left by mistake. */
const SECRET_PREFIX = 'ortak_key_';
/** The last use is noted this often at most: it is for people to look at. */
const USE_NOTED_MS = 60_000;

/** What decides about rooms: who is what in a workspace, people and keys alike. */
export type Rights = Pick<Workspaces, 'exists' | 'membership'>;

export interface KeyHolder {
  readonly id: string;
  readonly workspace: string;
}

export interface ApiKeys {
  /** A new key; its secret is told here and never again. */
  create(options: { workspace: string; name: string; role: KeyRole; by: string; now: number }): Promise<MadeKey>;
  /** The keys of a workspace that are in force, newest first. */
  list(workspace: string): Promise<ApiKey[]>;
  /** Ends a key; false when the workspace has none of this id in force. */
  revoke(workspace: string, id: string, now: number): Promise<boolean>;
  /** Whose secret this is; null for one that is none, or no longer. Notes the use. */
  holder(secret: string, now: number): Promise<KeyHolder | null>;
  /** What a key is in a workspace now. */
  membership(workspace: string, id: string): Promise<Membership | null>;
  /** Which of these ids are keys in force. */
  living(ids: readonly string[]): Promise<string[]>;
}

/** Whether an author is a key. Accounts' ids have no underscore. */
export const isKeyId = (id: string): boolean => id.startsWith(ID_PREFIX);

/** Whether a text has the form of a key's secret. */
export const isKeySecret = (text: string): boolean => text.startsWith(SECRET_PREFIX);

/** The rights of people and keys, asked in one way. */
export const rightsOf = (workspaces: Workspaces, keys: ApiKeys): Rights => ({
  exists: (workspace) => workspaces.exists(workspace),
  membership: (workspace, who) =>
    isKeyId(who) ? keys.membership(workspace, who) : workspaces.membership(workspace, who),
});

export function createApiKeys(database: AccountsDatabase): ApiKeys {
  return {
    async create({ workspace, name, role, by, now }) {
      const id = `${ID_PREFIX}${randomBytes(12).toString('base64url')}`;
      const secret = `${SECRET_PREFIX}${randomBytes(32).toString('base64url')}`;
      await database
        .insertInto('apiKey')
        .values({
          id,
          workspace,
          name,
          role,
          secretHash: hashOf(secret),
          createdBy: by,
          createdAt: now,
          lastUsedAt: null,
          revokedAt: null,
        })
        .execute();
      return { key: { id, name, role, createdBy: by, createdAt: now, lastUsedAt: null }, secret };
    },

    list: (workspace) =>
      database
        .selectFrom('apiKey')
        .where('workspace', '=', workspace)
        .where('revokedAt', 'is', null)
        .select(['id', 'name', 'role', 'createdBy', 'createdAt', 'lastUsedAt'])
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .execute(),

    async revoke(workspace, id, now) {
      const result = await database
        .updateTable('apiKey')
        .set({ revokedAt: now })
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async holder(secret, now) {
      const row = await database
        .selectFrom('apiKey')
        .where('secretHash', '=', hashOf(secret))
        .where('revokedAt', 'is', null)
        .select(['id', 'workspace', 'lastUsedAt'])
        .executeTakeFirst();
      if (!row) return null;
      if (row.lastUsedAt === null || now - row.lastUsedAt >= USE_NOTED_MS) {
        await database.updateTable('apiKey').set({ lastUsedAt: now }).where('id', '=', row.id).execute();
      }
      return { id: row.id, workspace: row.workspace };
    },

    async membership(workspace, id) {
      const row = await database
        .selectFrom('apiKey')
        .innerJoin('workspace', 'workspace.id', 'apiKey.workspace')
        .where('apiKey.id', '=', id)
        .where('apiKey.workspace', '=', workspace)
        .where('apiKey.revokedAt', 'is', null)
        .select(['apiKey.role', 'workspace.epoch', 'workspace.demo'])
        .executeTakeFirst();
      return row ? { workspace, role: row.role, epoch: row.epoch, demo: row.demo === 1 } : null;
    },

    async living(ids) {
      const keys = ids.filter(isKeyId);
      if (keys.length === 0) return [];
      const rows = await database
        .selectFrom('apiKey')
        .where('id', 'in', keys)
        .where('revokedAt', 'is', null)
        .select('id')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
