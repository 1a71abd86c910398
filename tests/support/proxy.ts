/**
 * A TCP proxy between a page and a server that behaves like a bad network: cuts, refuses, delays, and the worst of
 * them, a connection that stays open and carries nothing.
 */
import { createServer, connect, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  readonly url: string;
  /** Cuts every connection now. */
  readonly cut: () => void;
  /** What the server says on the open connections gets lost from now on; what it is told still arrives. */
  readonly deafen: () => void;
  /** From now on connections stay open, and new ones are taken, but nothing passes; what came meanwhile is lost. */
  readonly hang: () => void;
  /** New connections are refused from now on, and open ones cut. */
  readonly refuse: () => void;
  /** Everything passes again. What hung stays dead, as after a change of network. */
  readonly heal: () => void;
  /** Holds every piece back for so many milliseconds. */
  readonly delay: (ms: number) => void;
  /** Cuts every connection after so many more bytes towards the server. */
  readonly cutAfter: (bytes: number) => void;
  /** Bytes that went towards the server. */
  readonly bytesSent: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy to a port of this machine. */
export async function startProxy(target: number): Promise<Proxy> {
  const pairs = new Set<{ page: Socket; server: Socket; dead: boolean; deaf: boolean }>();
  let mode: 'pass' | 'hang' | 'refuse' = 'pass';
  let delay = 0;
  let sent = 0;
  let budget = Number.POSITIVE_INFINITY;

  const cut = (): void => {
    for (const { page, server } of pairs) {
      page.destroy();
      server.destroy();
    }
    pairs.clear();
  };

  const listener = createServer((page) => {
    if (mode === 'refuse') {
      page.destroy();
      return;
    }
    const server = connect(target, '127.0.0.1');
    const pair = { page, server, dead: mode === 'hang', deaf: false };
    pairs.add(pair);
    const wayTo = (to: Socket) => inOrder((bytes) => pair.dead || to.destroyed || to.write(bytes));
    const [toServer, toPage] = [wayTo(server), wayTo(page)];
    page.on('data', (bytes) => {
      sent += bytes.length;
      budget -= bytes.length;
      if (budget < 0) {
        budget = Number.POSITIVE_INFINITY;
        cut();
      } else toServer(bytes, delay);
    });
    server.on('data', (bytes) => {
      if (!pair.deaf) toPage(bytes, delay);
    });
    for (const socket of [page, server]) {
      // An end that does not pass on is what makes a connection half-open.
      socket.on('close', () => {
        if (pair.dead) return;
        page.destroy();
        server.destroy();
        pairs.delete(pair);
      });
      socket.on('error', () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    url: `ws://127.0.0.1:${address.port}`,
    cut,
    deafen() {
      for (const pair of pairs) pair.deaf = true;
    },
    hang() {
      mode = 'hang';
      for (const pair of pairs) pair.dead = true;
    },
    refuse() {
      mode = 'refuse';
      cut();
    },
    heal() {
      mode = 'pass';
    },
    delay(ms) {
      delay = ms;
    },
    cutAfter(bytes) {
      budget = bytes;
    },
    bytesSent: () => sent,
    async stop() {
      cut();
      await new Promise((resolve) => {
        listener.close(resolve);
      });
    },
  };
}

/** One way of a connection. A piece waits as long as it is told, and for those before it: a network keeps their order. */
function inOrder(write: (bytes: Buffer) => void): (bytes: Buffer, delay: number) => void {
  const waiting: { bytes: Buffer; at: number }[] = [];
  const goOn = (): void => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const wait = next.at - Date.now();
      if (wait > 0) {
        setTimeout(goOn, wait);
        return;
      }
      waiting.shift();
      write(next.bytes);
    }
  };
  return (bytes, delay) => {
    waiting.push({ bytes, at: Date.now() + delay });
    if (waiting.length === 1) goOn();
  };
}
