/**
 * Who asks for the server's content gets first what is on its way to them. Hocuspocus passes changes on in batches, and an
 * answer that overtook one would hold a value that was overwritten meanwhile without its words: then nobody could be told
 * what was overwritten.
 */
import type { Extension } from '@hocuspocus/server';
import type { RoomContext } from './context.ts';
import { SYNC_STEP_1 } from './frames.ts';

export function answersInOrder(): Extension<RoomContext> {
  return {
    extensionName: 'answersInOrder',
    async beforeSync({ type, document }) {
      if (type === SYNC_STEP_1) document.flush();
    },
  };
}
