/**
 * Which connection writes under which Yjs client id. Two writers under one id let documents diverge for good and in
 * silence, so an id in use belongs to the person who uses it now. In use is what updates come under; what answers the
 * server's state vector may be anyone's: that is how devices give back what a restored server lost, several at once. Who
 * wrote first is kept in the log.
 */
import type { Connection, Extension } from '@hocuspocus/server';
import type { RoomContext } from './context.ts';

export interface Authorship {
  readonly extension: Extension<RoomContext>;
  /** The connections of other people who write under these ids now; with none, this one may add content under them. */
  readonly othersAt: (connection: Connection<RoomContext>, clients: readonly number[]) => Connection<RoomContext>[];
  /** This connection writes under these ids: they are its own while it lives. */
  readonly claim: (connection: Connection<RoomContext>, clients: readonly number[]) => void;
}

export function createAuthorship(): Authorship {
  const rooms = new Map<string, Map<number, Connection<RoomContext>>>();

  function release(connection: Connection<RoomContext>): void {
    const room = connection.document.name;
    const writers = rooms.get(room);
    for (const [client, writer] of writers ?? []) if (writer === connection) writers?.delete(client);
    if (writers?.size === 0) rooms.delete(room);
  }

  return {
    extension: {
      extensionName: 'authorship',
      async connected({ connection }) {
        connection.onClose(() => release(connection));
      },
    },

    othersAt(connection, clients) {
      const writers = rooms.get(connection.document.name);
      const { person } = connection.context.socket;
      const others = clients.flatMap((client) => writers?.get(client) ?? []);
      return [...new Set(others)].filter((writer) => writer.context.socket.person !== person);
    },

    claim(connection, clients) {
      const room = connection.document.name;
      if (!connection.document.hasConnection(connection)) return;
      const writers = rooms.get(room) ?? new Map<number, Connection<RoomContext>>();
      rooms.set(room, writers);
      // The first connection of a person keeps the id: a second tab hands on what the first one wrote.
      for (const client of clients) if (!writers.has(client)) writers.set(client, connection);
    },
  };
}
