/**
 * The tables of people and workspaces, behind Kysely on SQLite. Accounts and sessions in it are better-auth's;
 * workspaces, the people in them and one-time links are ours. Holds no record of a workspace: those are in the log.
 */
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { KeyRole } from '#schema/door.ts';
import type { Role } from '#schema/policy.ts';

export interface WorkspaceTable {
  id: string;
  name: string;
  /** 0 or 1 */
  demo: number;
  epoch: number;
  createdBy: string;
  createdAt: number;
}

/** One row for everyone who is or ever was in a workspace: who left keeps a row, so that old notes keep a name. */
export interface PersonTable {
  workspace: string;
  person: string;
  /** as it was last known; a living account's own name goes before it */
  name: string;
  role: Role;
  /** 0 for the team-mates who come with a demo: nobody can sign in as them */
  hasAccount: number;
  joinedAt: number;
  leftAt: number | null;
}

export interface OneTimeLinkTable {
  /** SHA-256 of the token: who reads the table cannot use the links */
  tokenHash: string;
  kind: 'invitation' | 'reset';
  /** where the invitation leads */
  workspace: string | null;
  role: Role | null;
  /** whose password the link sets */
  person: string | null;
  /** null when made by whoever runs the server */
  createdBy: string | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** Keys of programs; a revoked one keeps its row, so that what it wrote keeps a name. */
export interface ApiKeyTable {
  id: string;
  workspace: string;
  name: string;
  role: KeyRole;
  /** SHA-256 of the secret */
  secretHash: string;
  createdBy: string;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export interface DoorTokenTable {
  /** SHA-256 of the token */
  tokenHash: string;
  workspace: string;
  /** account or key */
  person: string;
  /** the session, or the key, that the token ends with */
  session: string;
  expiresAt: number;
}

/** better-auth's own tables, as far as they are read here. */
export interface UserTable {
  id: string;
  name: string;
  email: string;
  isAnonymous: number | null;
  locale: string | null;
  /** ISO time */
  createdAt: string;
}

export interface SessionTable {
  id: string;
  token: string;
  userId: string;
  /** ISO time */
  expiresAt: string;
}

/** Who was in a workspace that was deleted. */
export interface DeletedWorkspaceTable {
  workspace: string;
  person: string;
  at: number;
}

export interface AccountsSchema {
  deletedWorkspace: DeletedWorkspaceTable;
  workspace: WorkspaceTable;
  person: PersonTable;
  oneTimeLink: OneTimeLinkTable;
  apiKey: ApiKeyTable;
  doorToken: DoorTokenTable;
  user: UserTable;
  session: SessionTable;
}

export type AccountsDatabase = Kysely<AccountsSchema>;

/** Opens the file, making it if it is missing. Our tables are brought up to date by `migrateOwnTables`. */
export function openAccountsDatabase(file: string): AccountsDatabase {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  return new Kysely<AccountsSchema>({ dialect: new SqliteDialect({ database }) });
}

/** Brings our own tables up to date; throws when the file was written by a newer version. */
export async function migrateOwnTables(database: AccountsDatabase): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The tables of accounts could not be brought up to date.', { cause: error });
}

const MIGRATIONS: Record<string, Migration> = {
  '2026-11-21 workspaces, people, links': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('workspace')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('demo', 'integer', (column) => column.notNull())
        .addColumn('epoch', 'integer', (column) => column.notNull())
        .addColumn('createdBy', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('person')
        .addColumn('workspace', 'text', (column) => column.notNull().references('workspace.id').onDelete('cascade'))
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull().check(sql`role in ('admin','manager','rep','viewer')`))
        .addColumn('hasAccount', 'integer', (column) => column.notNull())
        .addColumn('joinedAt', 'integer', (column) => column.notNull())
        .addColumn('leftAt', 'integer')
        .addPrimaryKeyConstraint('person_key', ['workspace', 'person'])
        .execute();
      await db.schema.createIndex('person_by_person').on('person').columns(['person', 'leftAt']).execute();
      await db.schema
        .createTable('oneTimeLink')
        .addColumn('tokenHash', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('workspace', 'text', (column) => column.references('workspace.id').onDelete('cascade'))
        .addColumn('role', 'text')
        .addColumn('person', 'text')
        .addColumn('createdBy', 'text')
        .addColumn('createdAt', 'integer', (column) => column.notNull())
        .addColumn('expiresAt', 'integer', (column) => column.notNull())
        .addColumn('usedAt', 'integer')
        .execute();
    },
  },
  '2026-11-22 keys of programs': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('apiKey')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('workspace', 'text', (column) => column.notNull().references('workspace.id').onDelete('cascade'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull().check(sql`role in ('viewer','rep','manager')`))
        .addColumn('secretHash', 'text', (column) => column.notNull().unique())
        .addColumn('createdBy', 'text', (column) => column.notNull())
        .addColumn('createdAt', 'integer', (column) => column.notNull())
        .addColumn('lastUsedAt', 'integer')
        .addColumn('revokedAt', 'integer')
        .execute();
      await db.schema
        .createTable('doorToken')
        .addColumn('tokenHash', 'text', (column) => column.primaryKey())
        .addColumn('workspace', 'text', (column) => column.notNull().references('workspace.id').onDelete('cascade'))
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('session', 'text', (column) => column.notNull())
        .addColumn('expiresAt', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  '2026-11-22 the end of workspaces': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('deletedWorkspace')
        .addColumn('workspace', 'text', (column) => column.notNull())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('deletedWorkspace_key', ['workspace', 'person'])
        .execute();
      await db.schema.createIndex('deletedWorkspace_by_person').on('deletedWorkspace').column('person').execute();
    },
  },
};
