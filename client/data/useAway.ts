/** How components see what others changed while this person was away. */
import { useSyncExternalStore } from 'react';
import type { AwayChange } from '#schema/away.ts';
import type { AwayList } from './awayList.ts';
import { useWorkspace } from './WorkspaceProvider.tsx';

export const useAwayList = (): AwayList => useWorkspace().away;

/** What waits to be seen, oldest first. */
export function useAwayChanges(): readonly AwayChange[] {
  const away = useAwayList();
  return useSyncExternalStore(away.subscribe, away.changes);
}
