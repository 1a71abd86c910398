/** Whether the quick add stands open: it lies over every page of the workspace and is opened from many. */
import { useSyncExternalStore } from 'react';

let isOpen = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  isOpen = next;
  for (const listener of listeners) listener();
}

export const openQuickAdd = (): void => set(true);
export const closeQuickAdd = (): void => set(false);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useQuickAddOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);
