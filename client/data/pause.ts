/** How long work on the page's own thread makes room for the page: in slices, or when it has nothing else to do. */
import type { Pace, Slices } from '#schema/slices.ts';
import { idle } from '../ui/idle.ts';

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

/** Does work in slices that somebody waits for: at once what takes no longer than half a frame. */
export function paced<R>(work: Slices<R>): R | Promise<R> {
  const resting = pacing();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    const rest = resting();
    if (rest) return rest.then(() => paced(work));
  }
}

/** What nobody waits for takes less at a time: a key that comes meanwhile must not miss its frame. */
const LEISURE_MS = 4;

/** Does work that nobody waits for: a quarter of a frame of it at each idle moment. */
export async function atLeisure(work: Slices<unknown>): Promise<void> {
  for (;;) {
    await idle();
    const until = performance.now() + LEISURE_MS;
    do if (work.next().done) return;
    while (performance.now() < until);
  }
}
