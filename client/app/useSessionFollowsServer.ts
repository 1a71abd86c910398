/**
 * Keeps session and connection of one mind: what the server says about members is asked for, a refused connection asks
 * who is signed in.
 */
import { useEffect } from 'react';
import { NudgeShape } from '#schema/protocol.ts';
import { refreshSession } from '../data/session.ts';
import { useSyncState } from '../data/useSyncState.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';

export function useSessionFollowsServer(): void {
  const { room } = useWorkspace();
  useEffect(
    () =>
      room.onSaid((payload) => {
        if (isNudge(payload)) void refreshSession();
      }),
    [room],
  );

  const { status } = useSyncState();
  useEffect(() => {
    if (status === 'refused') void refreshSession();
  }, [status]);
}

function isNudge(payload: string): boolean {
  try {
    return NudgeShape.safeParse(JSON.parse(payload)).success;
  } catch {
    // a newer server may say what this page does not know yet
    return false;
  }
}
