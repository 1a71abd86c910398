/** Yjs updates as a client makes them. */
import * as Y from 'yjs';

/** One update for each of `count` values, all by one client, in order; keys are `prefix` and a number. */
export function updatesOf(count: number, prefix = 'lead'): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => void updates.push(update));
  for (let n = 0; n < count; n++) doc.getMap('leads').set(`${prefix}${n}`, n);
  return updates;
}
