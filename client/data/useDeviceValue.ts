/**
 * A preference of one person on one device (columns of a list, what was folded): kept in the device's store and nowhere
 * else. Until it is read, and on a device that keeps nothing, the given default stands.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Json } from '../sync/deviceStore.ts';
import { carriersOf } from '../sync/room.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

const known = new Map<string, Json>();
const reading = new Set<string>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The value kept under a key and how to keep another; undefined while there is none. What is read is to be parsed. */
export function useDeviceValue(key: string): readonly [Json | undefined, (value: Json) => void] {
  const user = useWorkspace().env.actor.id;
  const path = `${user}/${key}`;
  const value = useSyncExternalStore(subscribe, () => known.get(path));
  useEffect(() => {
    if (known.has(path) || reading.has(path)) return;
    reading.add(path);
    carriersOf(user)
      .store.kv.get(key)
      .then((row) => {
        // what was chosen while the store was read stands
        if (row && !known.has(path)) {
          known.set(path, row.value);
          tell();
        }
      }, reportError);
  }, [user, key, path]);
  const keep = useCallback(
    (next: Json) => {
      known.set(path, next);
      tell();
      carriersOf(user).store.kv.put({ key, value: next }).catch(reportError);
    },
    [user, key, path],
  );
  return [value, keep];
}
