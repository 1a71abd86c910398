/** Brings back from the device the bytes of changes that lie there only, because they are to be sent. */
import type { DeviceStore } from './deviceStore.ts';
import type { Change } from './outbox.ts';

/** Puts in the bytes that are missing; answers the rows that are gone from the device. Throws when it can't be read. */
export async function fetchBytes(store: DeviceStore, changes: readonly Change[]): Promise<readonly number[]> {
  const wanted = changes.filter(({ bytes }) => bytes === null);
  const found = await store.unsentBytes(wanted.flatMap(({ seq }) => (seq === null ? [] : [seq])));
  const gone: number[] = [];
  for (const change of wanted) {
    if (change.seq === null) continue;
    const bytes = found.get(change.seq);
    if (bytes) change.bytes = bytes;
    else gone.push(change.seq);
  }
  return gone;
}
