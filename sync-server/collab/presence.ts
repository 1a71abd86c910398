/**
 * Presence that nobody can fake or bloat: an id belongs to the person who used it first, a state is small, a connection
 * has few, and every state says whose it is, whatever the client wrote there.
 */
import type { Connection, Document, Extension } from '@hocuspocus/server';
import { CLOSE, PRESENCE_ACCOUNT } from '#schema/protocol.ts';
import { type RoomContext, RoomRefused } from './context.ts';

/** Largest presence state, in characters of its JSON: a name, a place, a caret. */
const MAX_STATE_LENGTH = 4_096;
/** A page has one id in a room, and may hand on those of the other tabs of its browser. */
const MAX_IDS = 64;

export function presence(): Extension<RoomContext> {
  const owners = new WeakMap<Document, Map<number, Connection<RoomContext>>>();
  const ownersIn = (document: Document): Map<number, Connection<RoomContext>> => {
    const known = owners.get(document) ?? new Map<number, Connection<RoomContext>>();
    owners.set(document, known);
    return known;
  };

  return {
    extensionName: 'presence',

    async connected({ connection }) {
      connection.onClose((document) => {
        const ids = ownersIn(document);
        for (const [id, owner] of ids) if (owner === connection) ids.delete(id);
      });
    },

    async beforeHandleAwareness({ states, document, connection }) {
      if (!connection) return;
      const from: Connection<RoomContext> = connection;
      const { socket } = from.context;
      const ids = ownersIn(document);
      for (const [id, state] of states) {
        // Hocuspocus unpacks each update into a presence of its own, whose empty state under a new id is nobody's
        if (Object.keys(state).length === 0) {
          states.delete(id);
          continue;
        }
        const owner = ids.get(id);
        if (owner && owner.context.socket.person !== socket.person) {
          // Pages pass on what they know of others; that is heard from the others themselves.
          states.delete(id);
          continue;
        }
        if (JSON.stringify(state).length > MAX_STATE_LENGTH) {
          socket.close(CLOSE.tooLarge);
          throw new RoomRefused(CLOSE.tooLarge);
        }
        ids.set(id, from);
        state[PRESENCE_ACCOUNT] = socket.person;
      }
      if ([...ids.values()].filter((owner) => owner === from).length > MAX_IDS) {
        socket.close(CLOSE.tooMany);
        throw new RoomRefused(CLOSE.tooMany);
      }
    },
  };
}
