/** Keeps session and connection of one mind: a refused connection asks who is signed in, a renewed session connects again. */
import { useEffect, useRef } from 'react';
import { refreshSession, useSession } from '../data/session.ts';
import { useSyncState } from '../data/useSyncState.ts';
import { carriersOf } from '../sync/room.ts';

export function useSessionFollowsSync(user: string): void {
  const { status } = useSyncState();
  const session = useSession();
  const expired = session.state === 'in' && session.expired;
  useEffect(() => {
    if (status === 'refused') void refreshSession();
  }, [status]);

  const wasExpired = useRef(expired);
  useEffect(() => {
    if (wasExpired.current && !expired) carriersOf(user).retry();
    wasExpired.current = expired;
  }, [expired, user]);
}
