/**
 * A company on a server of its own process: its workspace lies in the server's log before the server starts, as it lies
 * there after a restart. People are made by the API and come in their own browser contexts.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import { API, LinkShape, MeShape } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { dataFiles } from '#server/storage/dataFolder.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { builtPage } from './builtPage.ts';
import type { Cookie } from './quietBrowser.ts';

export interface Company {
  readonly origin: string;
  readonly workspace: string;
  /** A browser that was never here, its person signed in and in the workspace; `admin` is the one who made it. */
  browser(browser: Browser, who: 'admin' | 'rep', options?: BrowserContextOptions): Promise<BrowserContext>;
  /** What signs a person in. */
  cookie(who: 'admin' | 'rep'): Cookie;
  stop(): Promise<void>;
  /** Brings it back at the same address. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** Starts a server whose one workspace holds this state, as a snapshot. */
export async function startCompany(state: Uint8Array): Promise<Company> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ortak-bench-'));
  let child: ChildProcess | null = null;

  const start = async (port = '0'): Promise<string> => {
    child = fork(path.join(import.meta.dirname, 'serve.ts'), [folder, builtPage(), port], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [origin] = (await once(child, 'message')) as [string];
    return origin;
  };
  const stop = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGTERM');
    await gone;
  };

  const { port } = new URL(await start());
  const origin = `http://127.0.0.1:${port}`;
  const signUp = await fetch(`${origin}${API.signUp}`, posting(origin, account('Ayşe Demir')));
  const cookie = cookieOf(signUp);
  const made = await fetch(`${origin}${API.workspaces}`, posting(origin, { name: 'Çınar Metal' }, cookie));
  const workspace = MeShape.parse(await made.json()).workspaces.at(-1)!.id;
  const invite = await fetch(`${origin}${API.invitations(workspace)}`, posting(origin, { role: 'rep' }, cookie));
  const token = new URL(LinkShape.parse(await invite.json()).url).pathname.split('/').at(-1) ?? '';
  const joining = cookieOf(await fetch(`${origin}${API.signUp}`, posting(origin, account('Can Yıldız'))));
  const joined = await fetch(`${origin}${API.invitation(token)}`, posting(origin, {}, joining));
  if (!joined.ok) throw new Error(`joining was answered ${joined.status}`);
  await stop();
  await store(folder, roomName('workspace', workspace), state);
  await start(port);

  const cookieFor = (who: 'admin' | 'rep'): Cookie => {
    const [name, value] = splitCookie(who === 'admin' ? cookie : joining);
    return { name, value, url: origin };
  };

  return {
    origin,
    workspace,
    async browser(browser, who, options = {}) {
      const context = await browser.newContext({ locale: 'tr-TR', baseURL: origin, ...options });
      await context.addCookies([cookieFor(who)]);
      return context;
    },
    cookie: cookieFor,
    stop,
    async start() {
      await start(port);
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function store(folder: string, room: string, update: Uint8Array): Promise<void> {
  const log = openSqliteUpdateLog(dataFiles(folder).updates);
  const { to } = Y.parseUpdateMeta(update);
  await log.append({ room, update, author: null, at: Date.now(), clients: [...to.keys()] });
  await log.compact(room);
  await log.close();
}

let accounts = 0;
const account = (name: string): unknown => {
  accounts += 1;
  const email = `kisi${accounts}.${process.pid}@ornek.com`;
  return { name, email, password: 'yarın güneşli olacak', locale: 'tr' };
};

const posting = (origin: string, body: unknown, cookie?: string): RequestInit => ({
  method: 'POST',
  headers: { origin, 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) },
  body: JSON.stringify(body),
});

const cookieOf = (response: Response): string => {
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || cookie === undefined) throw new Error(`signing up was answered ${response.status}`);
  return cookie.split(';')[0] ?? '';
};

const splitCookie = (cookie: string): readonly [string, string] => {
  const at = cookie.indexOf('=');
  return [cookie.slice(0, at), cookie.slice(at + 1)];
};
