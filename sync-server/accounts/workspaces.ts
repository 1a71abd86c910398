/**
 * Workspaces and who belongs to them, with which role. The one source of rights for HTTP and for the rooms.
 * Invariant: a workspace that has members with accounts has at least one admin among them.
 */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { grantableRoles, type Role } from '#schema/policy.ts';
import type { Workspace } from '#schema/protocol.ts';
import { CURRENT_EPOCH } from '#schema/rooms.ts';
import type { AccountsDatabase, AccountsSchema } from './database.ts';

export interface Membership {
  readonly workspace: string;
  readonly role: Role;
  readonly epoch: number;
  readonly demo: boolean;
}

/** A team-mate who comes with a demo: shown everywhere, but nobody signs in as them. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export type JoinResult = 'joined' | 'already-member' | 'not-found';
export type MemberChange = 'changed' | 'not-found' | 'last-admin';

export interface Workspaces {
  /** A new workspace with its first admin. `id` is for whoever had to know it beforehand. */
  create(options: {
    name: string;
    admin: { id: string; name: string };
    now: number;
    id?: string;
    demo?: readonly DemoPerson[];
    /** people who are only names here: they wrote in the workspace that this one was made of */
    former?: readonly DemoPerson[];
  }): Promise<string>;
  exists(workspace: string): Promise<boolean>;
  /** Whether it came as a demo: what a guest tries things out in. */
  isDemo(workspace: string): Promise<boolean>;
  rename(workspace: string, name: string): Promise<void>;
  /**
   * Removes the workspace with its people and links, and remembers for those who were in it that it was removed; its
   * rooms are the caller's to remove.
   */
  remove(workspace: string, now: number): Promise<void>;
  /** The workspaces that a person was in and is not any more: left, removed from, or deleted. */
  partedFrom(person: string): Promise<string[]>;
  /** What a person is in a workspace now; null for who is not, or no longer, in it. */
  membership(workspace: string, person: string): Promise<Membership | null>;
  membershipsOf(person: string): Promise<Membership[]>;
  /** Every workspace of a person as the page shows it, oldest first. */
  listFor(person: string): Promise<Workspace[]>;
  join(workspace: string, person: { id: string; name: string }, role: Role, now: number): Promise<JoinResult>;
  setRole(workspace: string, person: string, role: Role): Promise<MemberChange>;
  /** Ends a membership and makes void the unused invitations that this person handed out; the row stays for its name. */
  endMembership(workspace: string, person: string, now: number): Promise<MemberChange>;
  /** Keeps the name for the time when the account is gone. */
  rememberName(person: string, name: string): Promise<void>;
}

type Connection = AccountsDatabase | Transaction<AccountsSchema>;

/** An id that is a room's owner too: 22 characters of `[A-Za-z0-9_-]`, 128 random bits. */
export const newWorkspaceId = (): string => randomBytes(16).toString('base64url');

export function createWorkspaces(database: AccountsDatabase): Workspaces {
  const membershipRows = (person: string) =>
    database
      .selectFrom('person')
      .innerJoin('workspace', 'workspace.id', 'person.workspace')
      .where('person.person', '=', person)
      .where('person.leftAt', 'is', null)
      .where('person.hasAccount', '=', 1)
      .select(['workspace.id', 'workspace.name', 'workspace.demo', 'workspace.epoch', 'person.role'])
      .orderBy('workspace.createdAt')
      .orderBy('workspace.id');

  return {
    async create({ name, admin, now, id = newWorkspaceId(), demo, former = [] }) {
      await database.transaction().execute(async (tx) => {
        await tx
          .insertInto('workspace')
          .values({ id, name, demo: demo ? 1 : 0, epoch: CURRENT_EPOCH, createdBy: admin.id, createdAt: now })
          .execute();
        const people = [
          { ...admin, role: 'admin' as const, hasAccount: 1, leftAt: null },
          ...(demo ?? []).map((mate) => ({ ...mate, hasAccount: 0, leftAt: null })),
          ...former.map((person) => ({ ...person, hasAccount: 0, leftAt: now })),
        ];
        await tx
          .insertInto('person')
          .values(
            people.map((person) => ({
              ...personRow(id, person, person.role, now, person.hasAccount),
              leftAt: person.leftAt,
            })),
          )
          .execute();
      });
      return id;
    },

    async exists(workspace) {
      const row = await database.selectFrom('workspace').where('id', '=', workspace).select('id').executeTakeFirst();
      return row !== undefined;
    },

    async isDemo(workspace) {
      const row = await database.selectFrom('workspace').where('id', '=', workspace).select('demo').executeTakeFirst();
      return row?.demo === 1;
    },

    async rename(workspace, name) {
      await database.updateTable('workspace').set({ name }).where('id', '=', workspace).execute();
    },

    async remove(workspace, now) {
      await database.transaction().execute(async (tx) => {
        await tx
          .insertInto('deletedWorkspace')
          .columns(['workspace', 'person', 'at'])
          .expression((query) =>
            query
              .selectFrom('person')
              .where('workspace', '=', workspace)
              .where('hasAccount', '=', 1)
              .select((row) => ['workspace', 'person', row.val(now).as('at')]),
          )
          .execute();
        await tx.deleteFrom('workspace').where('id', '=', workspace).execute();
      });
    },

    async partedFrom(person) {
      const rows = await database
        .selectFrom('person')
        .where('person', '=', person)
        .where('hasAccount', '=', 1)
        .where('leftAt', 'is not', null)
        .select('workspace')
        .union((query) => query.selectFrom('deletedWorkspace').where('person', '=', person).select('workspace'))
        .orderBy('workspace')
        .execute();
      return rows.map(({ workspace }) => workspace);
    },

    async membership(workspace, person) {
      const row = await membershipRows(person).where('workspace.id', '=', workspace).executeTakeFirst();
      return row ? asMembership(row) : null;
    },

    async membershipsOf(person) {
      return (await membershipRows(person).execute()).map(asMembership);
    },

    async listFor(person) {
      const rows = await membershipRows(person).execute();
      const members = await membersOf(
        database,
        rows.map((row) => row.id),
      );
      return rows.map(({ id, name, role, demo, epoch }) => ({
        id,
        name,
        role,
        demo: demo === 1,
        epoch,
        members: members.get(id) ?? [],
      }));
    },

    join(workspace, person, role, now) {
      return database.transaction().execute(async (tx) => {
        if (!(await tx.selectFrom('workspace').where('id', '=', workspace).select('id').executeTakeFirst())) {
          return 'not-found';
        }
        const known = await personOf(tx, workspace, person.id);
        if (known && known.leftAt === null) return 'already-member';
        const row = personRow(workspace, person, role, now, 1);
        await tx
          .insertInto('person')
          .values(row)
          .onConflict((conflict) => conflict.columns(['workspace', 'person']).doUpdateSet(row))
          .execute();
        return 'joined';
      });
    },

    setRole(workspace, person, role) {
      return database.transaction().execute(async (tx) => {
        const known = await personOf(tx, workspace, person);
        if (!known || known.leftAt !== null) return 'not-found';
        if (role !== 'admin' && (await isLastAdmin(tx, workspace, person))) return 'last-admin';
        await tx
          .updateTable('person')
          .set({ role })
          .where('workspace', '=', workspace)
          .where('person', '=', person)
          .execute();
        await voidInvitationsBy(tx, workspace, person, grantableRoles(role));
        return 'changed';
      });
    },

    endMembership(workspace, person, now) {
      return database.transaction().execute(async (tx) => {
        const known = await personOf(tx, workspace, person);
        if (!known || known.leftAt !== null) return 'not-found';
        if (await isLastAdmin(tx, workspace, person)) return 'last-admin';
        await tx
          .updateTable('person')
          .set({ leftAt: now })
          .where('workspace', '=', workspace)
          .where('person', '=', person)
          .execute();
        await voidInvitationsBy(tx, workspace, person, []);
        return 'changed';
      });
    },

    async rememberName(person, name) {
      await database.updateTable('person').set({ name }).where('person', '=', person).execute();
    },
  };
}

const asMembership = (row: { id: string; role: Role; epoch: number; demo: number }): Membership => ({
  workspace: row.id,
  role: row.role,
  epoch: row.epoch,
  demo: row.demo === 1,
});

const personRow = (
  workspace: string,
  person: { id: string; name: string },
  role: Role,
  now: number,
  hasAccount: number,
) => ({
  workspace,
  person: person.id,
  name: person.name,
  role,
  hasAccount,
  joinedAt: now,
  leftAt: null,
});

const personOf = (connection: Connection, workspace: string, person: string) =>
  connection
    .selectFrom('person')
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .select(['role', 'leftAt'])
    .executeTakeFirst();

/** Only who can sign in can administer: the team-mates of a demo do not count. */
async function isLastAdmin(connection: Connection, workspace: string, person: string): Promise<boolean> {
  const admins = await connection
    .selectFrom('person')
    .where('workspace', '=', workspace)
    .where('role', '=', 'admin')
    .where('leftAt', 'is', null)
    .where('hasAccount', '=', 1)
    .select('person')
    .execute();
  return admins.length === 1 && admins[0]?.person === person;
}

/** Who lost the right to give a role must not come back, or bring others, through a link made before. */
const voidInvitationsBy = (
  connection: Connection,
  workspace: string,
  person: string,
  stillGrantable: readonly Role[],
) =>
  connection
    .deleteFrom('oneTimeLink')
    .where('kind', '=', 'invitation')
    .where('workspace', '=', workspace)
    .where('createdBy', '=', person)
    .where('usedAt', 'is', null)
    .$if(stillGrantable.length > 0, (query) => query.where('role', 'not in', stillGrantable))
    .execute();

async function membersOf(
  connection: Connection,
  workspaces: readonly string[],
): Promise<Map<string, Workspace['members']>> {
  const byWorkspace = new Map<string, Workspace['members']>();
  if (workspaces.length === 0) return byWorkspace;
  const rows = await connection
    .selectFrom('person')
    .leftJoin('user', 'user.id', 'person.person')
    .where('person.workspace', 'in', workspaces)
    .select(['person.workspace', 'person.person', 'person.role', 'person.leftAt', 'person.name', 'person.hasAccount'])
    .select(['user.name as accountName', 'user.email', 'user.isAnonymous'])
    .orderBy('person.joinedAt')
    .orderBy('person.person')
    .execute();
  for (const row of rows) {
    const hasEmail = row.hasAccount === 1 && row.email !== null && row.isAnonymous !== 1;
    const members = byWorkspace.get(row.workspace) ?? [];
    members.push({
      id: row.person,
      // Who is only a name here stays the name that was written down, also where an account has the same id.
      name: row.hasAccount === 1 ? (row.accountName ?? row.name) : row.name,
      role: row.role,
      ...(hasEmail ? { email: row.email! } : {}),
      ...(row.leftAt === null ? {} : { removed: true }),
    });
    byWorkspace.set(row.workspace, members);
  }
  // A program is nobody to assign work to; it is listed so that what it wrote has a name.
  const keys = await connection
    .selectFrom('apiKey')
    .where('workspace', 'in', workspaces)
    .select(['id', 'workspace', 'name', 'role'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  for (const { workspace, ...key } of keys) {
    byWorkspace.set(workspace, [...(byWorkspace.get(workspace) ?? []), { ...key, removed: true, key: true }]);
  }
  return byWorkspace;
}
