/**
 * A socket that is told much in one turn is written to once: a commit brings acknowledgements for many frames, and to
 * hand each to the system by itself costs more than applying them. Nothing waits longer than the turn it was said in.
 * What many sockets are told in one turn is put into a frame once, and leaves each of them as one piece.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Wire } from './liveSocket.ts';

/** What is larger is not copied to put its head in front: head and content then leave as two pieces. */
const LARGEST_COPY = 16 * 1024;
/** RFC 6455, 5.2: a whole message of bytes, and the length that says that two bytes of length follow. */
const BINARY = 0x82;
const TWO_BYTES = 126;

const held = new Set<Duplex>();
/** The last message of this turn, and its frame. */
let last: { readonly data: Uint8Array; readonly frame: Buffer } | null = null;

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
  last = null;
  for (const stream of streams) stream.uncork();
}

function frameOf(data: Uint8Array): Buffer {
  if (last?.data === data) return last.frame;
  const { length } = data;
  const head = length < TWO_BYTES ? [BINARY, length] : [BINARY, TWO_BYTES, length >> 8, length & 0xff];
  const frame = Buffer.allocUnsafe(head.length + length);
  frame.set(head);
  frame.set(data, head.length);
  last = { data, frame };
  return frame;
}

/**
 * `ws` with what it sends in one turn in one write; `stream` is the connection that it speaks over, without an extension
 * that changes frames.
 */
export const corkedWire = (ws: WebSocket, stream: Duplex): Wire => ({
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
    if (data.length > LARGEST_COPY || ws.readyState !== ws.OPEN) ws.send(data, sent);
    else stream.write(frameOf(data), sent);
  },
});
