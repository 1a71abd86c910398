/**
 * Which connection writes under which Yjs client id. Two writers under one id let documents diverge for good and in
 * silence, so an id in use belongs to the person who uses it now. Content of someone who is not here may be handed in
 * by others: that is how devices give back what a restored server lost. Who wrote first is kept in the log.
 */
import type { Connection, Extension } from '@hocuspocus/server';
import type { RoomContext } from './context.ts';

export interface Authorship {
  readonly extension: Extension<RoomContext>;
  /** Whether this connection may add content under these ids; if so, they are its own while it lives. */
  readonly mayWriteAs: (connection: Connection<RoomContext>, clients: readonly number[]) => boolean;
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

    mayWriteAs(connection, clients) {
      const room = connection.document.name;
      const writers = rooms.get(room) ?? new Map<number, Connection<RoomContext>>();
      const { person } = connection.context.socket;
      const isForeign = (client: number): boolean => {
        const writer = writers.get(client);
        return writer !== undefined && writer.context.socket.person !== person;
      };
      if (clients.some(isForeign)) return false;
      if (!connection.document.hasConnection(connection)) return true;
      rooms.set(room, writers);
      // The first connection of a person keeps the id: a second tab hands on what the first one wrote.
      for (const client of clients) if (!writers.has(client)) writers.set(client, connection);
      return true;
    },
  };
}
