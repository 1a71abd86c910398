/** An instant as people say it, kept true while the page is open; the exact time is one hover away. */
import { useSyncExternalStore } from 'react';
import { useFormat } from '../i18n/format.ts';

const EVERY_MS = 30_000;

const listeners = new Set<() => void>();
let beat = Math.floor(Date.now() / EVERY_MS);
let timer: ReturnType<typeof setInterval> | undefined;

// one timer for all: a long feed must not keep hundreds
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    beat = Math.floor(Date.now() / EVERY_MS);
    for (const each of listeners) each();
  }, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function RelativeTime({ at }: { readonly at: number }) {
  const format = useFormat();
  useSyncExternalStore(subscribe, () => beat);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.instant(at)}>
      {format.ago(at)}
    </time>
  );
}
