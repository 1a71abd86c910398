/** Where the command palette announces itself, so that the rail's search button exists only when it does something. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

interface Palette {
  readonly open: () => void;
}

let offered: Palette | null = null;
const listeners = new Set<() => void>();

function offer(palette: Palette | null): void {
  offered = palette;
  for (const listener of listeners) listener();
}

/** Called by the palette while it is mounted. */
export function useOfferPalette(open: () => void): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    offer({ open: () => latest.current() });
    return () => offer(null);
  }, []);
}

/** The palette, or null while there is none. */
export const usePalette = (): Palette | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
