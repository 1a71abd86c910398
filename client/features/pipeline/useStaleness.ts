/** Why a deal is stale, live: it also follows the notes, tasks and activities that belong to it. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Deal } from '#schema/records/deal.ts';
import { now } from '../../data/environment.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { lastTouch, type Stale, staleness } from './staleness.ts';

/** Null for a deal that moves, and for one that is closed. */
export function useStaleness(deal: Deal): Stale | null {
  const { projection } = useWorkspace();
  const settings = useSettings();
  const subscribe = useCallback((listener: () => void) => projection.subscribe(listener), [projection]);
  const touched = useSyncExternalStore(subscribe, () => lastTouch(projection, deal));
  return staleness(deal, touched, settings, now());
}
