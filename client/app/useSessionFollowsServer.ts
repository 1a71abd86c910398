/**
 * Keeps session and connection of one mind: what the server says about members is asked for, a refused connection asks
 * who is signed in, and so does a new one: what was said before it stood was not heard.
 */
import { useEffect } from 'react';
import { NudgeShape } from '#schema/protocol.ts';
import { refreshSession } from '../data/session.ts';
import { useSyncIs } from '../data/useSyncState.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import type { SyncStatus } from '../sync/syncState.ts';

/** What is said to the room is heard from here on. */
const HEARS: ReadonlySet<SyncStatus> = new Set(['savedOnServer', 'savedOnDevice', 'readOnly']);
const REFUSED: ReadonlySet<SyncStatus> = new Set(['refused']);

export function useSessionFollowsServer(): void {
  const { room } = useWorkspace();
  useEffect(
    () =>
      room.onSaid((payload) => {
        if (isNudge(payload)) void refreshSession();
      }),
    [room],
  );

  const hears = useSyncIs(HEARS);
  const isRefused = useSyncIs(REFUSED);
  useEffect(() => {
    if (hears || isRefused) void refreshSession();
  }, [hears, isRefused]);
}

function isNudge(payload: string): boolean {
  try {
    return NudgeShape.safeParse(JSON.parse(payload)).success;
  } catch {
    // a newer server may say what this page does not know yet
    return false;
  }
}
