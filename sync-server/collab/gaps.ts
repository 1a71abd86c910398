/**
 * An update may build on one that the server never got. It is kept as it is, but what it brings does not show yet, while
 * what it takes the place of is hidden already. So whoever brings such an update is asked for the rest at once.
 */
import { type Connection, type Extension, OutgoingMessage } from '@hocuspocus/server';
import type { Report } from '../report.ts';
import type { RoomContext } from './context.ts';
import { readFrame } from './frames.ts';

/** A client that has not what is missing either would be asked with every frame. */
const ASK_AGAIN_MS = 10_000;

export function gaps({ report, now }: { report: Report; now: () => number }): Extension<RoomContext> {
  const asked = new WeakMap<Connection<RoomContext>, number>();
  return {
    extensionName: 'gaps',
    async afterHandleMessage({ connection, document, update: data }) {
      const { pendingStructs, pendingDs } = document.store;
      if (pendingStructs === null && pendingDs === null) return;
      if (readFrame(data).update === null) return;
      const last = asked.get(connection);
      if (last !== undefined && now() - last < ASK_AGAIN_MS) return;
      asked.set(connection, now());
      report.warning('An update builds on what is missing here; who brought it was asked for the rest.', {
        room: document.name,
      });
      connection.send(
        new OutgoingMessage(connection.messageAddress)
          .createSyncMessage()
          .writeFirstSyncStepFor(document)
          .toUint8Array(),
      );
    },
  };
}
