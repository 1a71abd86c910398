/**
 * Keeps session and connection of one mind: what the server says about members is asked for, a refused connection asks
 * who is signed in, and a renewed session connects again.
 */
import { useEffect, useRef } from 'react';
import { NudgeShape } from '#schema/protocol.ts';
import { refreshSession, useSession } from '../data/session.ts';
import { useSyncState } from '../data/useSyncState.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { carriersOf } from '../sync/room.ts';

export function useSessionFollowsServer(user: string): void {
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

  const session = useSession();
  const expired = session.state === 'in' && session.expired;
  const wasExpired = useRef(expired);
  useEffect(() => {
    if (wasExpired.current && !expired) carriersOf(user).retry();
    wasExpired.current = expired;
  }, [expired, user]);
}

function isNudge(payload: string): boolean {
  try {
    return NudgeShape.safeParse(JSON.parse(payload)).success;
  } catch {
    // a newer server may say what this page does not know yet
    return false;
  }
}
