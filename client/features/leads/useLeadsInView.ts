/** Which leads others have open now. */
import { useMemo } from 'react';
import { type Presence, usePresence } from '../../data/presence.ts';

/** The people at each lead; the same arrays while nothing changes. */
export function useLeadsInView(): ReadonlyMap<string, readonly Presence[]> {
  const others = usePresence();
  return useMemo(
    () =>
      Map.groupBy(
        others.filter(({ focus }) => focus?.type === 'lead'),
        ({ focus }) => focus?.id ?? '',
      ),
    [others],
  );
}
