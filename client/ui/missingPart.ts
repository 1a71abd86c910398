/** Whether a part of the app that was wanted could not be loaded; the frame then says so and what to do. */
import { useSyncExternalStore } from 'react';

let missing = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  missing = next;
  for (const listener of listeners) listener();
}

/** Says that something the person asked for did not come. Not for what is only fetched ahead. */
export const sayPartMissing = (): void => set(true);

/** The person has read it. */
export const forgetPartMissing = (): void => set(false);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePartMissing = (): boolean => useSyncExternalStore(subscribe, () => missing);
