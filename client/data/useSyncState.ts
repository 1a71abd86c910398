/** Where the changes of the open workspace are: on this device, on the way, on the server's disk. Always the worse of its rooms. */
import { useMemo, useSyncExternalStore } from 'react';
import type { OpenRoom } from '../sync/room.ts';
import { isSameState, type SyncState, type SyncStatus } from '../sync/syncState.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

/** From best to worst; the settings room is read-only for most, which says nothing about the workspace. */
const SEVERITY: readonly SyncStatus[] = [
  'savedOnServer',
  'readOnly',
  'savedOnDevice',
  'syncing',
  'connecting',
  'offline',
  'refused',
];

function createStore(main: OpenRoom, settings: OpenRoom) {
  let last = main.state.getSnapshot();
  return {
    read(): SyncState {
      const next = join(main.state.getSnapshot(), settings.state.getSnapshot());
      if (!isSameState(last, next)) last = next;
      return last;
    },
    subscribe(listener: () => void) {
      const stops = [main.state.subscribe(listener), settings.state.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function join(main: SyncState, settings: SyncState): SyncState {
  const worse =
    settings.status !== 'readOnly' && SEVERITY.indexOf(settings.status) > SEVERITY.indexOf(main.status)
      ? settings
      : main;
  return {
    status: worse.status,
    refusal: worse.refusal,
    unsent: main.unsent + settings.unsent,
    unstored: main.unstored + settings.unstored,
    fault: main.fault ?? settings.fault,
  };
}

function useStore() {
  const { room, settingsRoom } = useWorkspace();
  return useMemo(() => createStore(room, settingsRoom), [room, settingsRoom]);
}

/** The sync state of the open workspace. It changes twice with every edit: for small components. */
export function useSyncState(): SyncState {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.read);
}

/** Whether the open workspace is in one of these states. */
export function useSyncIs(states: ReadonlySet<SyncStatus>): boolean {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => states.has(store.read().status));
}
