/**
 * Ports for servers that come back. Those that the system hands out by itself (from 32768 on Linux, 49152 elsewhere) are
 * also given to outgoing connections: while a server is away one of them may take its port, for a minute and more.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 12_000;

/** A port of this machine that nobody listens on, and that no outgoing connection is given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch {
      // someone listens there: another one is tried
      continue;
    }
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
