/** `BENCH_PROFILE=<folder>` writes a CPU profile of each thing measured, for whoever looks for where the time goes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

let taken = 0;

/** Does the work, with a profile of the page's main thread where one is asked for. */
export async function profiled<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const folder = process.env['BENCH_PROFILE'];
  if (folder === undefined) return work();
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  const result = await work();
  const { profile } = await session.send('Profiler.stop');
  mkdirSync(folder, { recursive: true });
  taken += 1;
  writeFileSync(path.join(folder, `${String(taken).padStart(3, '0')}.cpuprofile`), JSON.stringify(profile));
  return result;
}
