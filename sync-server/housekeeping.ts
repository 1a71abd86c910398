/**
 * What time makes worthless is removed once a day: sessions that expired, links long over, guests who cannot come back
 * because their session is gone, and the demos they left behind.
 */
import type { AccountsDatabase } from './accounts/database.ts';
import type { Identity } from './accounts/identity.ts';
import type { OneTimeLinks } from './accounts/oneTimeLinks.ts';
import type { Workspaces } from './accounts/workspaces.ts';
import type { LiveRooms } from './collab/collaboration.ts';
import { reasonOf, type Report } from './report.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const YEAR_MS = 365 * DAY_MS;

interface Options {
  readonly database: AccountsDatabase;
  readonly identity: Identity;
  readonly workspaces: Workspaces;
  readonly links: OneTimeLinks;
  readonly live: LiveRooms;
}

/** Tidies up now. */
export async function tidyUp(options: Options, now: number): Promise<{ guests: number }> {
  const { database, identity, workspaces, links, live } = options;
  await links.forgetOld(now);
  // A device that was away for longer has let its copy be evicted, or belongs to someone whose session is over.
  await database
    .deleteFrom('deletedWorkspace')
    .where('at', '<', now - YEAR_MS)
    .execute();
  const sessions = await database.selectFrom('session').select(['id', 'expiresAt']).execute();
  const over = sessions.filter(({ expiresAt }) => new Date(expiresAt).getTime() <= now).map(({ id }) => id);
  for (const id of over) await database.deleteFrom('session').where('id', '=', id).execute();

  const guests = await database
    .selectFrom('user')
    .where('isAnonymous', '=', 1)
    // One who comes in at this moment has an account before a session.
    .where('createdAt', '<', new Date(now - DAY_MS).toISOString())
    .where('id', 'not in', database.selectFrom('session').select('userId'))
    .select('id')
    .execute();
  for (const { id } of guests) {
    for (const { workspace, demo } of await workspaces.membershipsOf(id)) {
      if (!demo) continue;
      await workspaces.remove(workspace, now);
      await live.removeWorkspace(workspace);
    }
    await live.removePerson(id);
    await identity.removeAccount(id);
  }
  return { guests: guests.length };
}

/** Tidies up now and once a day; gives back how to stop. */
export function keepTidy(options: Options & { report: Report; now: () => number }): () => void {
  const run = (): void => {
    tidyUp(options, options.now()).catch((error: unknown) => {
      options.report.warning('Tidying up failed; it is tried again tomorrow.', { reason: reasonOf(error) });
    });
  };
  run();
  const timer = setInterval(run, DAY_MS);
  return () => clearInterval(timer);
}
