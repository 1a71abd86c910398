/**
 * Links that are handed over by a person instead of an e-mail: an invitation into a workspace, a new password.
 * Each works once and for a time; the table keeps only a hash of the token.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '#schema/policy.ts';
import type { AccountsDatabase, OneTimeLinkTable } from './database.ts';

const HOUR = 60 * 60 * 1000;
export const INVITATION_LIFETIME = 7 * 24 * HOUR;
export const RESET_LIFETIME = 24 * HOUR;
/** How long a used or expired link is still told apart from one that never was. */
const REMEMBERED = 60 * 24 * HOUR;

export type LinkProblem = 'not-found' | 'link-used' | 'link-expired';

export interface NewLink {
  readonly token: string;
  readonly expiresAt: number;
}

export interface InvitationLink {
  readonly workspace: string;
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly expiresAt: number;
}

export interface OneTimeLinks {
  invite(options: { workspace: string; role: Role; by: string; now: number }): Promise<NewLink>;
  invitation(token: string, now: number): Promise<InvitationLink | LinkProblem>;
  /** A link that sets a person's password; it makes void those made for them before. `by` is null for whoever runs the server. */
  resetFor(options: { person: string; by: string | null; now: number }): Promise<NewLink>;
  /** The person whose password the link may set. */
  reset(token: string, now: number): Promise<{ person: string } | LinkProblem>;
  /** Marks a link as used; false when another request was first. */
  use(token: string, now: number): Promise<boolean>;
  /** Takes back the use of a link whose purpose then failed. */
  giveBack(token: string): Promise<void>;
  forgetOld(now: number): Promise<void>;
}

export function createOneTimeLinks(database: AccountsDatabase): OneTimeLinks {
  async function make(
    link: Pick<OneTimeLinkTable, 'kind' | 'workspace' | 'role' | 'person' | 'createdBy'>,
    now: number,
    lifetime: number,
  ): Promise<NewLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = now + lifetime;
    await database
      .insertInto('oneTimeLink')
      .values({ ...link, tokenHash: hashOf(token), createdAt: now, expiresAt, usedAt: null })
      .execute();
    return { token, expiresAt };
  }

  return {
    invite: ({ workspace, role, by, now }) =>
      make({ kind: 'invitation', workspace, role, person: null, createdBy: by }, now, INVITATION_LIFETIME),

    async invitation(token, now) {
      const row = await database
        .selectFrom('oneTimeLink')
        .innerJoin('workspace', 'workspace.id', 'oneTimeLink.workspace')
        .leftJoin('user', 'user.id', 'oneTimeLink.createdBy')
        .where('tokenHash', '=', hashOf(token))
        .where('kind', '=', 'invitation')
        .select(['workspace.id', 'workspace.name', 'user.name as invitedBy', 'role', 'expiresAt', 'usedAt'])
        .executeTakeFirst();
      if (!row || row.role === null) return 'not-found';
      const { id, name, invitedBy, role, expiresAt } = row;
      return problemOf(row, now) ?? { workspace: id, workspaceName: name, invitedBy: invitedBy ?? '', role, expiresAt };
    },

    async resetFor({ person, by, now }) {
      await database
        .deleteFrom('oneTimeLink')
        .where('kind', '=', 'reset')
        .where('person', '=', person)
        .where('usedAt', 'is', null)
        .execute();
      return make({ kind: 'reset', workspace: null, role: null, person, createdBy: by }, now, RESET_LIFETIME);
    },

    async reset(token, now) {
      const row = await database
        .selectFrom('oneTimeLink')
        .where('tokenHash', '=', hashOf(token))
        .where('kind', '=', 'reset')
        .select(['person', 'expiresAt', 'usedAt'])
        .executeTakeFirst();
      if (!row || row.person === null) return 'not-found';
      return problemOf(row, now) ?? { person: row.person };
    },

    async use(token, now) {
      const result = await database
        .updateTable('oneTimeLink')
        .set({ usedAt: now })
        .where('tokenHash', '=', hashOf(token))
        .where('usedAt', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    async giveBack(token) {
      await database.updateTable('oneTimeLink').set({ usedAt: null }).where('tokenHash', '=', hashOf(token)).execute();
    },

    async forgetOld(now) {
      await database
        .deleteFrom('oneTimeLink')
        .where('expiresAt', '<', now - REMEMBERED)
        .execute();
    },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

function problemOf(row: { usedAt: number | null; expiresAt: number }, now: number): LinkProblem | null {
  if (row.usedAt !== null) return 'link-used';
  return row.expiresAt <= now ? 'link-expired' : null;
}
