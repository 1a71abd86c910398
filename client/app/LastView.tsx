/**
 * The list as it last looked, while a large workspace is read: to be looked at only, and marked as what it is. Nothing in
 * it can be focused, clicked or read out, and it goes in the same moment in which the real one comes.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readLastView, type ViewSurroundings } from '../data/lastView.ts';
import { currentLanguage } from '../i18n/language.ts';
import type { DeviceStore, Json } from '../sync/deviceStore.ts';
import { drawView } from './drawView.ts';
import classes from './LastView.module.css';

/** Reading goes on without a picture that takes longer to come, in ms. */
const AT_MOST_MS = 300;
/** After so long it is no longer the device that is waited for, and the page says what it waits for, in ms. */
const LEAVES_AFTER_MS = 20_000;

export function LastView({ tree }: { readonly tree: Json }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = host;
    if (current) drawView(tree, current);
    return () => current?.replaceChildren();
  }, [tree]);
  return (
    <>
      <div ref={host} className={classes.view} inert aria-hidden data-last-view data-opening />
      <output className={classes.mark}>{t(($) => $.app.opening.lastView)}</output>
    </>
  );
}

/** The picture for this opening, if there is one; `show` resolves when it is painted, or need not be waited for. */
export function useLastView(workspace: string): {
  readonly tree: Json | undefined;
  readonly show: (store: DeviceStore) => Promise<void>;
} {
  const [tree, setTree] = useState<Json | undefined>(undefined);
  useEffect(() => {
    if (tree === undefined) return undefined;
    const leaving = setTimeout(() => setTree(undefined), LEAVES_AFTER_MS);
    return () => clearTimeout(leaving);
  }, [tree]);
  const [show] = useState(() => async (store: DeviceStore): Promise<void> => {
    const shown = readLastView(store, workspace, surroundings()).then(
      async (kept) => {
        setTree(kept);
        if (kept !== undefined) await painted();
      },
      // a device that cannot be read says so when its rooms are opened
      () => undefined,
    );
    await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, AT_MOST_MS))]);
  });
  return { tree, show };
}

/** The surroundings of the page now. */
export const surroundings = (): ViewSurroundings => ({
  address: location.pathname + location.search,
  language: currentLanguage(),
  width: window.innerWidth,
  sheets: Array.from(document.styleSheets, ({ href }) => href).filter((href) => href !== null),
});

const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
