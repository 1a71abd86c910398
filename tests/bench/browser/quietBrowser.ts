/**
 * A Chromium with nothing switched on that watches its pages. Playwright has each page write down where its requests and
 * errors come from, for which V8 reads the scripts on the way a second time: forty milliseconds of the start of an app of
 * a megabyte, and nothing of a page with one small script. Openings are therefore driven over the bare protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BENCH_ARGS, chromiumPath, PROBE } from './chromium.ts';

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

/** Where cookies and all that is stored belong together. */
export interface Profile {
  /** Opens a window, waits until the browser has come to rest, and closes it after the work. */
  visit<T>(work: (window: QuietWindow) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface QuietWindow {
  /** Resolves when the answer has come and the page begins. */
  goto(address: string): Promise<void>;
  /** Runs a function in the page and waits for what it promises; the argument and the result are JSON. */
  evaluate<A, T>(work: (given: A) => T | Promise<T>, given: A): Promise<T>;
}

export interface QuietBrowser {
  /** `kept`: the profile on disk, as a person has it; otherwise one that was never used, in memory. */
  profile(cookies: readonly Cookie[], kind: 'kept' | 'new'): Promise<Profile>;
  close(): Promise<void>;
}

/** Of all of Chromium's processes together, seconds of processor time in a fifth of a second: less is rest. */
const REST_S = 0.01;
const LOOK_MS = 200;

export async function openQuietBrowser(): Promise<QuietBrowser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ortak-bench-profile-'));
  const args = ['--headless=new', ...BENCH_ARGS, '--lang=tr-TR', '--accept-lang=tr-TR,tr', `--user-data-dir=${folder}`];
  const child = spawn(chromiumPath(), [...args, '--remote-debugging-port=0', 'about:blank'], { stdio: 'ignore' });
  const address = await addressOf(child, path.join(folder, 'DevToolsActivePort'));
  const browser = await connect(address);
  return {
    async profile(cookies, kind) {
      const { browserContextId } =
        kind === 'kept' ? {} : ((await browser.send('Target.createBrowserContext')) as { browserContextId: string });
      const place = browserContextId === undefined ? {} : { browserContextId };
      const expires = Date.now() / 1000 + 86_400;
      await browser.send('Storage.setCookies', { ...place, cookies: cookies.map((one) => ({ ...one, expires })) });
      return {
        visit: (work) => visit(browser, new URL(address).host, place, work),
        async close() {
          if (browserContextId !== undefined) await browser.send('Target.disposeBrowserContext', { browserContextId });
        },
      };
    },
    async close() {
      const gone = once(child, 'exit');
      browser.close();
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function addressOf(child: ChildProcess, file: string): Promise<string> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}`);
    const [port, route] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port !== undefined && route !== undefined && route !== '') return `ws://127.0.0.1:${port}${route}`;
    await pause(50);
  }
}

async function visit<T>(
  browser: Connection,
  host: string,
  place: { readonly browserContextId?: string },
  work: (window: QuietWindow) => Promise<T>,
): Promise<T> {
  const { targetId } = (await browser.send('Target.createTarget', { ...place, url: 'about:blank' })) as {
    targetId: string;
  };
  const page = await connect(`ws://${host}/devtools/page/${targetId}`);
  try {
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: PROBE });
    await rest(browser);
    return await profiled(page, () =>
      work({
        async goto(address) {
          const { errorText } = (await page.send('Page.navigate', { url: address })) as { errorText?: string };
          if (errorText !== undefined) throw new Error(`${address}: ${errorText}`);
        },
        async evaluate<A, R>(run: (given: A) => R | Promise<R>, given: A): Promise<R> {
          const { result, exceptionDetails } = (await page.send('Runtime.evaluate', {
            expression: `(${String(run)})(${JSON.stringify(given)})`,
            awaitPromise: true,
            returnByValue: true,
          })) as { result: { value: R }; exceptionDetails?: { exception?: { description?: string }; text: string } };
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        },
      }),
    );
  } finally {
    page.close();
    await browser.send('Target.closeTarget', { targetId });
  }
}

/** Waits until what a new window brings along has been done. */
async function rest(browser: Connection): Promise<void> {
  const spent = async (): Promise<number> => {
    const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as { processInfo: { cpuTime: number }[] };
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  for (let before = await spent(), now = Number.POSITIVE_INFINITY; ; before = now) {
    await pause(LOOK_MS);
    now = await spent();
    if (now - before < REST_S) return;
  }
}

let taken = 0;

/** `BENCH_PROFILE=<folder>`: see profile.ts, which does the same for pages that Playwright drives. */
async function profiled<T>(page: Connection, work: () => Promise<T>): Promise<T> {
  const folder = process.env['BENCH_PROFILE'];
  if (folder === undefined) return work();
  await page.send('Profiler.enable');
  await page.send('Profiler.setSamplingInterval', { interval: 500 });
  await page.send('Profiler.start');
  const result = await work();
  const { profile } = (await page.send('Profiler.stop')) as { profile: unknown };
  mkdirSync(folder, { recursive: true });
  taken += 1;
  writeFileSync(path.join(folder, `opening-${String(taken).padStart(3, '0')}.cpuprofile`), JSON.stringify(profile));
  return result;
}

interface Connection {
  send(method: string, params?: unknown): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as Answer;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !asked) return;
    waiting.delete(id);
    if (error) asked.reject(new Error(error.message));
    else asked.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('Chromium went away'));
  });
  await once(socket, 'open');
  let last = 0;
  return {
    send(method, params = {}) {
      last += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(last, asked);
      socket.send(JSON.stringify({ id: last, method, params }));
      return asked.promise;
    },
    close: () => socket.close(),
  };
}
