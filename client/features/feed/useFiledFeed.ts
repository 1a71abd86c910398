/** The feed as it can be asked: filed a part at a time where it is long and nobody asked before. */
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { isFiled, prepareFeed } from '#schema/feedIndex.ts';
import { paced } from '../../data/pause.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

/** The version of the feed, which changes with it; undefined for the moment that it takes to file it. */
export function useFiledFeed(): number | undefined {
  const { projection } = useWorkspace();
  const version = useSyncExternalStore(projection.subscribe, () => projection.version('event'));
  const [isReady, setReady] = useState(() => isFiled(projection));
  useLayoutEffect(() => {
    if (isReady) return undefined;
    let gone = false;
    // what grew meanwhile is filed by whoever asks
    const ready = (): void => {
      if (!gone) setReady(true);
    };
    const filing = paced(prepareFeed(projection));
    if (filing instanceof Promise) filing.then(ready, reportError);
    else ready();
    return () => {
      gone = true;
    };
  }, [projection, isReady]);
  return isReady ? version : undefined;
}
