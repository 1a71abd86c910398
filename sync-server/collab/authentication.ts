/**
 * Who may open which room, decided from our own tables when the room is asked for. A foreign or unknown room is
 * refused here and nowhere later: nothing of it is loaded for someone who may not see it.
 */
import type { Extension } from '@hocuspocus/server';
import { versionOfToken } from '#schema/documentVersion.ts';
import { roomAccess, type RoomAccess } from '#schema/policy.ts';
import { CLOSE } from '#schema/protocol.ts';
import { CURRENT_EPOCH, parseRoom } from '#schema/rooms.ts';
import type { Rights } from '../accounts/apiKeys.ts';
import { type RoomContext, RoomRefused } from './context.ts';

/** What a person may do in a room now; throws `RoomRefused` when nothing. */
export async function accessTo(rights: Rights, name: string, person: string): Promise<Exclude<RoomAccess, 'none'>> {
  const room = parseRoom(name);
  if (!room) throw new RoomRefused(CLOSE.unknownRoom);
  if (room.kind === 'user') {
    if (room.owner !== person) throw new RoomRefused(CLOSE.forbidden);
    if (room.epoch !== CURRENT_EPOCH) throw new RoomRefused(CLOSE.unknownRoom);
    return 'write';
  }
  const membership = await rights.membership(room.owner, person);
  if (!membership) {
    throw new RoomRefused((await rights.exists(room.owner)) ? CLOSE.forbidden : CLOSE.unknownRoom);
  }
  if (membership.epoch !== room.epoch) throw new RoomRefused(CLOSE.unknownRoom);
  const access = roomAccess(room.kind, membership.role);
  if (access === 'none') throw new RoomRefused(CLOSE.forbidden);
  return access;
}

export function authentication(rights: Rights): Extension<RoomContext> {
  return {
    extensionName: 'authentication',
    async onAuthenticate({ documentName, context, connectionConfig, token }) {
      const { socket } = context;
      if (socket.isClosed) throw new RoomRefused(CLOSE.forbidden);
      // Noted before the rights are read: who loses them in between is found by the room and closed.
      socket.rooms.set(documentName, null);
      try {
        const access = await accessTo(rights, documentName, socket.person);
        if (socket.isClosed) throw new RoomRefused(CLOSE.forbidden);
        socket.rooms.set(documentName, access);
        connectionConfig.readOnly = access === 'read';
        return { version: versionOfToken(token) };
      } catch (error) {
        socket.rooms.delete(documentName);
        throw error;
      }
    },

    async connected({ connection }) {
      connection.onClose(({ name }) => void connection.context.socket.rooms.delete(name));
    },
  };
}
