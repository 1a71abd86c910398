/**
 * The list as it last looked, while a large workspace is read: to be looked at only, and marked as what it is. Nothing in
 * it can be focused, clicked or read out, and it goes in the same moment in which the real one comes.
 */
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { readLastView, type ViewSurroundings } from '../data/lastView.ts';
import { currentLanguage } from '../i18n/language.ts';
import type { DeviceStore, Json } from '../sync/deviceStore.ts';
import { drawView } from './drawView.ts';
import classes from './LastView.module.css';

/** After so long it is no longer the device that is waited for, and the page says what it waits for, in ms. */
const LEAVES_AFTER_MS = 20_000;

interface LastViewProps {
  readonly tree: Json;
  readonly onLeave: () => void;
  readonly onPainted: () => void;
}

function LastView({ tree, onLeave, onPainted }: LastViewProps) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const leaving = setTimeout(onLeave, LEAVES_AFTER_MS);
    return () => clearTimeout(leaving);
  }, [onLeave]);
  useLayoutEffect(() => {
    const { current } = host;
    if (current) drawView(tree, current);
    // from here, since a frame may come before it is in the page
    const frame = requestAnimationFrame(() => setTimeout(onPainted));
    return () => {
      cancelAnimationFrame(frame);
      current?.replaceChildren();
    };
  }, [tree, onPainted]);
  return (
    <>
      <div ref={host} className={classes.view} inert aria-hidden data-last-view data-opening />
      <output className={classes.mark}>{t(($) => $.app.opening.lastView)}</output>
    </>
  );
}

/** Shows the picture of a workspace, if there is one that is right here; resolves when it is painted. */
export async function showLastView(
  store: DeviceStore,
  workspace: string,
  show: (view: ReactNode) => void,
): Promise<void> {
  const tree = await readLastView(store, workspace, { ...surroundings(), sheets: sheetsHere() });
  if (tree === undefined) return;
  await new Promise<void>((resolve) => {
    show(<LastView tree={tree} onLeave={() => show(null)} onPainted={resolve} />);
  });
}

/** The surroundings of the page now, but for its style sheets. */
export const surroundings = (): Omit<ViewSurroundings, 'sheets'> => ({
  address: location.pathname + location.search,
  language: currentLanguage(),
  width: window.innerWidth,
});

const sheetsHere = (): string[] => Array.from(document.styleSheets, ({ href }) => href ?? '');
