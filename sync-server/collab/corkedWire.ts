/**
 * A socket that is told much in one turn is written to once: a commit brings acknowledgements for many frames, and to
 * hand each to the system by itself costs more than applying them. Nothing waits longer than the turn it was said in.
 */
import type { Duplex } from 'node:stream';
import type { Wire } from './liveSocket.ts';

const held = new Set<Duplex>();

function hold(stream: Duplex): void {
  if (held.has(stream)) return;
  if (held.size === 0) process.nextTick(letGo);
  held.add(stream);
  stream.cork();
}

/** Runs when all that this turn has resolved was handled. */
function letGo(): void {
  const streams = [...held];
  held.clear();
  for (const stream of streams) stream.uncork();
}

/** `ws` with what it sends in one turn in one write; `stream` is the connection that it speaks over. */
export const corkedWire = (ws: Wire, stream: Duplex): Wire => ({
  OPEN: ws.OPEN,
  get readyState() {
    return ws.readyState;
  },
  get bufferedAmount() {
    return ws.bufferedAmount;
  },
  pause: () => ws.pause(),
  resume: () => ws.resume(),
  terminate: () => ws.terminate(),
  close: (code, reason) => ws.close(code, reason),
  send(data, sent) {
    hold(stream);
    ws.send(data, sent);
  },
});
