/** Connects again once someone whose session had ended has signed in again. */
import { useEffect, useRef } from 'react';
import { useSession } from '../data/session.ts';
import { carriersOf } from '../sync/room.ts';

export function useConnectionFollowsSession(user: string): void {
  const session = useSession();
  const expired = session.state === 'in' && session.expired;
  const wasExpired = useRef(expired);
  useEffect(() => {
    if (wasExpired.current && !expired) carriersOf(user).retry();
    wasExpired.current = expired;
  }, [expired, user]);
}
