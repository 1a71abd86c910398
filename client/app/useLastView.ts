/**
 * Of the picture of a large workspace what every opening needs: a look for one, and the measure of who needs one. The
 * rest is loaded when there is one to show or to take.
 */
import { type ReactNode, useEffect, useState } from 'react';
import { lastViewPlace } from '../data/lastViewPlace.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import type { DeviceStore } from '../sync/deviceStore.ts';
import { carriersOf } from '../sync/room.ts';

/** Reading, which would hold the page for about as long, goes on without a picture that takes longer to come; in ms. */
const AT_MOST_MS = 2_000;
/** An opening that takes longer than this is shortened by a picture, in ms. */
const LONG_MS = 1_000;

/** The picture for this opening, or null; `show` looks for it, and resolves when it is painted or need not be waited for. */
export function useLastView(workspace: string): {
  readonly view: ReactNode;
  readonly show: (store: DeviceStore) => Promise<void>;
} {
  const [view, setView] = useState<ReactNode>(null);
  const [show] = useState(() => async (store: DeviceStore): Promise<void> => {
    const look = async (): Promise<void> => {
      if ((await store.kv.where('key').equals(lastViewPlace(workspace)).count()) === 0) return;
      await (await import('./LastView.tsx')).showLastView(store, workspace, setView);
    };
    // a device that cannot be read says so when its rooms are opened
    const looked = look().catch(() => undefined);
    await Promise.race([looked, new Promise((resolve) => setTimeout(resolve, AT_MOST_MS))]);
  });
  return { view, show };
}

/** Keeps pictures for the next opening where this one took long; inside the frame. `since`: when it began, ms of the page. */
export function useKeepView(since: number): void {
  const { id: workspace, env } = useWorkspace();
  const user = env.actor.id;
  // style sheets that come later are of what lies over the list, and are not there yet when it opens
  const [{ took, sheets }] = useState(() => ({
    took: performance.now() - since,
    sheets: Array.from(document.styleSheets, ({ href }) => href ?? '').filter(Boolean),
  }));
  useEffect(() => {
    const { store } = carriersOf(user);
    if (took < LONG_MS) {
      store.kv.delete(lastViewPlace(workspace)).catch(reportError);
      return undefined;
    }
    const keeping = import('./keepView.ts').then(
      ({ keepViews }) => keepViews(store, workspace, sheets),
      () => undefined,
    );
    return () => void keeping.then((stop) => stop?.());
  }, [user, workspace, took, sheets]);
}
