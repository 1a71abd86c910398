/** The Chromium that pages are measured in, and what is put into each page to tell when something was painted. */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS } from '#tests/support/chromium.ts';

export const BENCH_ARGS: readonly string[] = [
  ...CHROMIUM_ARGS,
  // a page in the background must not be slower than the one in front
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

/** The system's Chromium, or the one that Playwright brought. */
export function chromiumPath(): string {
  const system = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return existsSync(system) ? system : chromium.executablePath();
}

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...BENCH_ARGS] });

/** Main-thread tasks over 50 ms: the longest, and what all of them blocked beyond 50 ms each. Times in ms. */
export interface Blocking {
  readonly longest: number;
  readonly total: number;
  readonly count: number;
}

declare global {
  interface Window {
    /** see `PROBE` */
    bench: {
      readonly tasks: readonly { readonly startTime: number; readonly duration: number }[];
      painted(isThere: () => boolean): Promise<number>;
      /** from now on `keys` has the time from each key to the paint after it, ms */
      watchKeys(): void;
      readonly keys: readonly number[];
      /** when a key went down last */
      lastKey: number;
      /** from letting go of what is dragged to the paint with it in its place, ms */
      dropped: Promise<number>;
    };
  }
}

/** Put into a page before it runs: notes every long task, and can wait until something is painted. */
export const PROBE = `(() => {
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const keys = [];
  const afterPaint = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  });
  let watching = false;
  addEventListener('keydown', ({ timeStamp }) => {
    window.bench.lastKey = timeStamp;
    if (watching) afterPaint((at) => keys.push(at - timeStamp));
  }, { capture: true });
  window.bench = {
    tasks,
    keys,
    lastKey: 0,
    watchKeys: () => { watching = true; keys.length = 0; },
    // resolves with the time after the paint that first showed what is asked for
    painted: (isThere) => new Promise((resolve) => {
      const look = () => {
        if (!isThere()) return void requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    }),
  };
})();`;

/** The long tasks of a page since a time of its clock. */
export async function blocking(page: Page, since = 0): Promise<Blocking> {
  const tasks = await page.evaluate((from) => window.bench.tasks.filter(({ startTime }) => startTime >= from), since);
  return {
    longest: Math.max(0, ...tasks.map(({ duration }) => duration)),
    total: tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
    count: tasks.length,
  };
}

/** Waits until the page has had nothing long to do for a while. */
export async function calm(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const last = window.bench.tasks.at(-1);
      return performance.now() - (last ? last.startTime + last.duration : 0) > 2_500;
    },
    undefined,
    { polling: 250 },
  );
}

/** Of a second, what the main thread of a page at rest works at most. */
const REST_SHARE = 0.05;

/** Waits until the page does next to nothing: after what is long also what it does in idle time, in many small tasks. */
export async function atRest(page: Page): Promise<void> {
  await calm(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  for (let before = await worked(); ; ) {
    // the share is of this much time
    await pause(1_000);
    const now = await worked();
    if (now - before < REST_SHARE) break;
    before = now;
  }
  await session.detach();
}
