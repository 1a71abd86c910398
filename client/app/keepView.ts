/** Keeps what the list looks like, for the next opening: when it has come to rest, and when the page is left. */
import { keepLastView } from '../data/lastView.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import { surroundings } from './LastView.tsx';
import { takeView } from './takeView.ts';

/** When a list has come to rest after opening, in ms. */
const REST_MS = 3_000;

const LIST = /^\/w\/[^/]+\/leads$/;

/** Takes pictures from now on, drawn with these style sheets; answers how to end that. */
export function keepViews(store: DeviceStore, workspace: string, sheets: readonly string[]): () => void {
  const keep = (): void => {
    const frame = document.querySelector('[data-frame]');
    const { pathname, search } = location;
    if (!frame || !LIST.test(pathname) || new URLSearchParams(search).has('lead')) return;
    const tree = takeView(frame);
    if (tree) keepLastView(store, workspace, { ...surroundings(), sheets, tree }).catch(reportError);
  };
  const timer = setTimeout(keep, REST_MS);
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') keep();
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
