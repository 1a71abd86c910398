/** Serves the floor page and the bytes that it reads, from this process: both lie in memory. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';

export interface FloorPage {
  readonly origin: string;
  close(): void;
}

const files = new Map<string, Uint8Array>();

/** Builds the page once a run, then serves it beside this state. */
export async function serveFloor(state: Uint8Array): Promise<FloorPage> {
  if (files.size === 0) await bundle();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://floor');
    const body = pathname === '/state' ? state : files.get(pathname === '/' ? '/index.html' : pathname);
    response.writeHead(body ? 200 : 404, {
      'content-type': pathname.endsWith('.js')
        ? 'text/javascript'
        : pathname === '/'
          ? 'text/html'
          : 'application/octet-stream',
      'cache-control': pathname.endsWith('.js') ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function bundle(): Promise<void> {
  const built = await build({
    root: path.join(import.meta.dirname, 'floor'),
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022' },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('the floor page was built in an unknown shape');
  for (const part of built.output) {
    const content = part.type === 'chunk' ? part.code : part.source;
    files.set(`/${part.fileName}`, typeof content === 'string' ? Buffer.from(content) : content);
  }
  if (!files.has('/index.html'))
    files.set('/index.html', readFileSync(path.join(import.meta.dirname, 'floor/index.html')));
}
