/** A hand-made client: a bare socket on which a test writes frames that no page would write, and reads what comes back. */
import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { COLLAB_PATH } from '#schema/protocol.ts';
import { until } from '#tests/support/until.ts';

export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  broadcastStateless: 6,
  close: 7,
  syncStatus: 8,
} as const;
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export interface RawSocket {
  readonly ws: WebSocket;
  send(frame: Uint8Array): void;
  /** Resolves with code and reason once the socket is closed. */
  closed(): Promise<{ code: number; reason: string }>;
  /** Asks for a room; what the server says: the scope, or the reason of its refusal. */
  enter(room: string, token?: string): Promise<string>;
  /** Acknowledgements so far: 1 for what was taken, 0 for what was refused. */
  acks(): number[];
  /** Resolves when there are this many acknowledgements. */
  acked(count: number): Promise<void>;
  /** The payloads of stateless messages so far. */
  stateless(): string[];
  close(): void;
}

/** Opens a socket with these headers; rejects with the status when the upgrade is refused. */
export async function openRawSocket(
  origin: string,
  headers: Record<string, string>,
  path = COLLAB_PATH,
): Promise<RawSocket> {
  const ws = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
  ws.binaryType = 'arraybuffer';
  const acks: number[] = [];
  const stateless: string[] = [];
  const answers = new Map<string, string>();
  let ending: { code: number; reason: string } | null = null;
  ws.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const room = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === FRAME.syncStatus) acks.push(decoding.readVarUint(decoder));
    if (type === FRAME.stateless) stateless.push(decoding.readVarString(decoder));
    if (type === FRAME.auth) {
      decoding.readVarUint(decoder);
      answers.set(room, decoding.readVarString(decoder));
    }
  });
  ws.on('close', (code, reason) => {
    ending = { code, reason: reason.toString() };
  });
  ws.on('unexpected-response', (_request, response) => ws.emit('error', new Error(`status ${response.statusCode}`)));
  await once(ws, 'open');
  ws.on('error', () => undefined);

  return {
    ws,
    send: (frame) => ws.send(frame),
    async closed() {
      await until(() => ending !== null);
      return ending!;
    },
    async enter(room, token = 'cookie') {
      answers.delete(room);
      ws.send(authFrame(room, token));
      await until(() => answers.has(room));
      return answers.get(room)!;
    },
    acks: () => acks,
    acked: (count) => until(() => acks.length >= count),
    stateless: () => stateless,
    close: () => ws.terminate(),
  };
}

/** A frame of the protocol, with whatever payload. */
export function frame(
  room: string,
  type: number,
  write: (encoder: encoding.Encoder) => void = () => undefined,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** A frame of the exchange of documents: a state vector, an answer to one, or an update. */
export const syncFrame = (room: string, step: number, payload: Uint8Array): Uint8Array =>
  frame(room, FRAME.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });

/** A presence update that says these states for these ids. */
export const awarenessFrame = (
  room: string,
  states: readonly { id: number; clock: number; state: unknown }[],
): Uint8Array =>
  frame(room, FRAME.awareness, (outer) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, states.length);
    for (const { id, clock, state } of states) {
      encoding.writeVarUint(encoder, id);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
    encoding.writeVarUint8Array(outer, encoding.toUint8Array(encoder));
  });

const authFrame = (room: string, token: string): Uint8Array =>
  frame(room, FRAME.auth, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, token);
  });
