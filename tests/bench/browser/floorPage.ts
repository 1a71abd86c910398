/** Serves the floor pages and the bytes that they read, from this process: all of it lies in memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';

export interface FloorPage {
  readonly origin: string;
  close(): void;
}

const files = new Map<string, Uint8Array>();
const PAGES = ['index.html', 'packages.html'];
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the pages once a run, then serves them beside this state. */
export async function serveFloor(state: Uint8Array): Promise<FloorPage> {
  if (files.size === 0) await bundle();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://floor');
    const body = pathname === '/state' ? state : files.get(pathname);
    const isPage = pathname.endsWith('.html');
    response.writeHead(body ? 200 : 404, {
      'content-type': TYPES[path.extname(pathname)] ?? 'application/octet-stream',
      'cache-control': isPage || pathname === '/state' ? 'no-cache' : 'max-age=31536000, immutable',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function bundle(): Promise<void> {
  const root = path.join(import.meta.dirname, 'floor');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { dedupe: ['yjs', 'lib0'] },
    build: { write: false, target: 'es2022', rolldownOptions: { input: PAGES.map((name) => path.join(root, name)) } },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('the floor pages were built in an unknown shape');
  for (const part of built.output) {
    const content = part.type === 'chunk' ? part.code : part.source;
    files.set(`/${part.fileName}`, typeof content === 'string' ? Buffer.from(content) : content);
  }
  for (const name of PAGES) if (!files.has(`/${name}`)) throw new Error(`${name} was not built`);
}
