/**
 * Keeps what the list looks like, for the next opening of a workspace that takes long to read: when it has come to rest,
 * and when the page is left. A workspace that opens quickly needs no picture, and has none.
 */
import { useEffect, useState } from 'react';
import { keepLastView } from '../data/lastView.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { carriersOf } from '../sync/room.ts';
import { surroundings } from './LastView.tsx';

/** An opening that takes longer than this is shortened by a picture, in ms. */
const LONG_MS = 1_000;
/** When a list has come to rest after opening, in ms. */
const REST_MS = 3_000;

const LIST = /^\/w\/[^/]+\/leads$/;

/** Inside the frame; `since` is when the opening began, ms of the page's clock. */
export function useKeepView(since: number): void {
  const { id: workspace, env } = useWorkspace();
  const [took] = useState(() => performance.now() - since);
  // those that come later are of what lies over the list, and are not there yet when it opens
  const [{ sheets }] = useState(surroundings);
  const user = env.actor.id;
  useEffect(() => {
    const { store } = carriersOf(user);
    if (took < LONG_MS) {
      keepLastView(store, workspace, null).catch(reportError);
      return;
    }
    const loading = import('./takeView.ts').catch(() => null);
    const keep = async (): Promise<void> => {
      const frame = document.querySelector('[data-frame]');
      const { pathname, search } = location;
      if (!frame || !LIST.test(pathname) || new URLSearchParams(search).has('lead')) return;
      const tree = (await loading)?.takeView(frame);
      if (tree) await keepLastView(store, workspace, { ...surroundings(), sheets, tree });
    };
    const keepNow = (): void => {
      keep().catch(reportError);
    };
    const timer = setTimeout(keepNow, REST_MS);
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') keepNow();
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [user, workspace, took, sheets]);
}
