/** Every room's document on the server takes an edit at the same cost, however many sessions ever wrote in it. */
import type { Extension } from '@hocuspocus/server';
import { quicken } from '#schema/quickTransactions.ts';
import type { RoomContext } from './context.ts';

export function quickRooms(): Extension<RoomContext> {
  return {
    extensionName: 'quickRooms',
    async onLoadDocument({ document }) {
      quicken(document);
    },
  };
}
