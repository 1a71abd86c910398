/** Stock Hocuspocus as the crash suite sees it: its server as its own process, its provider with its own defaults. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { freePort } from '#tests/support/freePort.ts';
import { socketWith } from '#tests/support/socket.ts';
import { until } from '#tests/support/until.ts';
import type { Page, Room, Subject } from './subject.ts';

export async function startStock(): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'stock-hocuspocus-'));
  let child: ChildProcess | null = null;
  let rooms = 0;
  let printed = '';

  async function start(port: number): Promise<number> {
    const script = join(import.meta.dirname, 'stockServer.ts');
    const started = spawn(process.execPath, [script, join(folder, 'documents.sqlite'), String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    return new Promise((resolve, reject) => {
      started.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const listening = /listening on (\d+)/.exec(chunk.toString());
        if (listening) resolve(Number(listening[1]));
      });
      started.once('exit', () => reject(new Error('The stock server ended before it listened.')));
    });
  }

  async function kill(): Promise<void> {
    const ending = child;
    child = null;
    if (!ending) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGKILL');
    await gone;
  }

  const port = await start(await freePort());
  return {
    name: 'stock Hocuspocus',
    port,
    kill,
    async restart() {
      await start(port);
    },
    output: () => printed,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
    async newRoom(): Promise<Room> {
      rooms += 1;
      const name = `room-${rooms}`;
      const pages = new Set<Page>();
      return {
        async open(_person, through) {
          const page = openPage(name, through);
          pages.add(page);
          return page;
        },
        async witness() {
          const page = openPage(name, port);
          await until(page.isSaved);
          return { doc: page.doc, leave: page.stop };
        },
        async leave() {
          for (const page of pages) page.stop();
        },
      };
    },
  };
}

function openPage(name: string, port: number): Page {
  const doc = new Y.Doc();
  const socket = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${port}`,
    WebSocketPolyfill: socketWith(),
    // As quick to come back as ours is in this run.
    delay: 100,
    minDelay: 100,
    maxDelay: 1_000,
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name, document: doc });
  provider.attach();
  return {
    doc,
    isSaved: () => provider.isSynced && !provider.hasUnsyncedChanges,
    onChange(listener) {
      provider.on('unsyncedChanges', listener);
      provider.on('synced', listener);
    },
    stop() {
      provider.destroy();
      socket.destroy();
    },
  };
}
