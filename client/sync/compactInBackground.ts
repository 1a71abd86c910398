/** Runs a compaction away from the page's thread, where there are workers, and by one tab at a time, where there are locks. */
import type { Compaction } from './compaction.ts';
import { DeviceStore } from './deviceStore.ts';

/** What the worker answers. */
export type CompactionAnswer =
  | { ok: true; compaction: Compaction | null }
  | { ok: false; name: string; message: string };

/** Compacts a room of this user. Answers null when there was nothing to do or another tab is at it. */
export function compactInBackground(user: string, room: string): Promise<Compaction | null> {
  const work = (): Promise<Compaction | null> =>
    typeof Worker === 'undefined' ? compactHere(user, room) : compactInWorker(user, room);
  // Locks are missing over plain HTTP on a local network.
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request(`ortak-compaction-${user}-${room}`, { ifAvailable: true }, (lock) =>
    lock ? work() : null,
  );
}

async function compactHere(user: string, room: string): Promise<Compaction | null> {
  // only where there are no workers: the page is not loaded with it
  const { compactRoom } = await import('./compaction.ts');
  const store = new DeviceStore(user);
  try {
    return await compactRoom(store, room);
  } finally {
    store.close();
  }
}

function compactInWorker(user: string, room: string): Promise<Compaction | null> {
  const worker = new Worker(new URL('./compaction.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Compaction | null>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<CompactionAnswer>) => {
      const { data } = event;
      if (data.ok) resolve(data.compaction);
      else reject(Object.assign(new Error(data.message), { name: data.name }));
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'the compaction worker failed')));
    worker.postMessage({ user, room });
  }).finally(() => worker.terminate());
}
