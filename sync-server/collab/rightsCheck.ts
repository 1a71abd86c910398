/**
 * Looks again, every few seconds, whether those who are connected still may be: sessions expire, and rights can be
 * changed by another process. What changes inside this process closes its sockets at once, without this.
 */
import { CLOSE } from '#schema/protocol.ts';
import type { AccountsDatabase } from '../accounts/database.ts';
import type { Workspaces } from '../accounts/workspaces.ts';
import { accessTo } from './authentication.ts';
import { RoomRefused } from './context.ts';
import type { LiveSocket, LiveSockets } from './liveSocket.ts';

export function createRightsCheck(options: {
  sockets: LiveSockets;
  database: AccountsDatabase;
  workspaces: Workspaces;
  now: () => number;
}): () => Promise<void> {
  const { sockets, database, workspaces, now } = options;

  async function livingSessions(): Promise<Set<string>> {
    const ids = [...new Set([...sockets.all()].map(({ session }) => session))];
    if (ids.length === 0) return new Set();
    const rows = await database.selectFrom('session').where('id', 'in', ids).select(['id', 'expiresAt']).execute();
    return new Set(rows.filter(({ expiresAt }) => new Date(expiresAt).getTime() > now()).map(({ id }) => id));
  }

  async function hasSameRights(socket: LiveSocket): Promise<boolean> {
    for (const [room, access] of socket.rooms) {
      if (access === null) continue;
      try {
        if ((await accessTo(workspaces, room, socket.person)) !== access) return false;
      } catch (error) {
        if (error instanceof RoomRefused) return false;
        throw error;
      }
    }
    return true;
  }

  return async () => {
    const living = await livingSessions();
    for (const socket of sockets.all()) {
      if (!living.has(socket.session)) socket.close(CLOSE.unauthenticated);
      else if (!(await hasSameRights(socket))) socket.close(CLOSE.rightsChanged);
    }
  };
}
