/** The compaction of one room, in a worker: merging a large document takes seconds that the page must not miss. */
import { compactRoom } from './compaction.ts';
import type { CompactionAnswer } from './compactInBackground.ts';
import { DeviceStore } from './deviceStore.ts';

addEventListener('message', (event: MessageEvent<{ user: string; room: string }>) => {
  const { user, room } = event.data;
  const answer = (value: CompactionAnswer): void => postMessage(value);
  const store = new DeviceStore(user);
  compactRoom(store, room)
    .then(
      (compaction) => answer({ ok: true, compaction }),
      (error: unknown) => {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        answer({ ok: false, name, message });
      },
    )
    .finally(() => store.close());
});
