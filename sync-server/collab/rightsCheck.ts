/**
 * Looks again, every few seconds, whether those who are connected still may be: sessions expire, and rights can be
 * changed by another process. What changes inside this process closes its sockets at once, without this.
 */
import type { RoomAccess } from '#schema/policy.ts';
import { CLOSE } from '#schema/protocol.ts';
import type { ApiKeys, Rights } from '../accounts/apiKeys.ts';
import type { AccountsDatabase } from '../accounts/database.ts';
import { accessTo } from './authentication.ts';
import { RoomRefused } from './context.ts';
import type { LiveSockets } from './liveSocket.ts';

export function createRightsCheck(options: {
  sockets: LiveSockets;
  database: AccountsDatabase;
  rights: Rights;
  keys: ApiKeys;
  now: () => number;
}): () => Promise<void> {
  const { sockets, database, rights, keys, now } = options;

  async function livingSessions(): Promise<Set<string>> {
    const ids = [...new Set([...sockets.all()].map(({ session }) => session))];
    if (ids.length === 0) return new Set();
    const rows = await database.selectFrom('session').where('id', 'in', ids).select(['id', 'expiresAt']).execute();
    const sessions = rows.filter(({ expiresAt }) => new Date(expiresAt).getTime() > now()).map(({ id }) => id);
    return new Set([...sessions, ...(await keys.living(ids))]);
  }

  /** What each person may do in each room, looked up once in a round: several tabs ask the same. */
  function createLookup(): (room: string, person: string) => Promise<RoomAccess> {
    const known = new Map<string, Promise<RoomAccess>>();
    return (room, person) => {
      const key = `${person} ${room}`;
      const access = known.get(key) ?? accessOrNone(rights, room, person);
      known.set(key, access);
      return access;
    };
  }

  return async () => {
    const living = await livingSessions();
    const lookUp = createLookup();
    for (const socket of sockets.all()) {
      if (!living.has(socket.session)) {
        socket.close(CLOSE.unauthenticated);
        continue;
      }
      for (const [room, access] of socket.rooms) {
        if (access !== null && (await lookUp(room, socket.person)) !== access) socket.close(CLOSE.rightsChanged);
      }
    }
  };
}

async function accessOrNone(rights: Rights, room: string, person: string): Promise<RoomAccess> {
  try {
    return await accessTo(rights, room, person);
  } catch (error) {
    if (error instanceof RoomRefused) return 'none';
    throw error;
  }
}
