/** How long work on the page's own thread makes room for the page: in slices, or when it has nothing else to do. */
import type { Pace } from '#schema/slices.ts';

/** Lets the page go on between slices of long work: a macrotask, in which it paints and answers keys, without a timer's wait. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Of a frame of 16 ms, what work in slices may take. */
const SLICE_MS = 8;

/** Work in slices goes on for half a frame, and then lets the page go on. */
export const pacing: Pace = () => {
  const until = performance.now() + SLICE_MS;
  return () => (performance.now() < until ? undefined : pause());
};

/** Waits until the page has nothing else to do, at most a fifth of a second. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 0);
  });
