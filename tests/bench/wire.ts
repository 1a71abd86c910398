/**
 * Clients as light as can be: bare sockets that write prepared frames and look only at the head of what comes, so that
 * dozens of them in one process measure the server and not themselves.
 */
import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { RoomAddress } from './servers.ts';

const SYNC = 0;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const SYNC_STATUS = 8;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
/** Hocuspocus closes a socket from which it hears nothing for a minute. */
const SIGN_OF_LIFE_MS = 20_000;

export interface WireClient {
  /** Sends an update as a page does. */
  send(update: Uint8Array): void;
  /** Bytes that wait to leave. */
  readonly waiting: number;
  /** Calls back at each acknowledgement; never on a server that gives none. */
  onAck(listener: () => void): void;
  /** Calls back with each update that the server passes on; null: no more. */
  onUpdate(listener: ((update: Uint8Array) => void) | null): void;
  /** Asks for the whole document; its state as the server sends it. */
  join(): Promise<Uint8Array>;
  close(): void;
}

/** Opens a socket to a room and signs in, without asking for what is there. */
export async function openWire({ server, speaks, room, url, headers }: RoomAddress): Promise<WireClient> {
  const ws = new WebSocket(url, { headers, maxPayload: 2 ** 28, perMessageDeflate: false });
  ws.binaryType = 'arraybuffer';
  const hasNames = speaks === 'hocuspocus';
  const name = Buffer.from(room);
  /** where the type of a frame lies: behind the length and the bytes of the room's name */
  const head = hasNames ? name.length + 1 : 0;
  if (hasNames && name.length > 127) throw new Error('the room has too long a name');

  let acked = (): void => undefined;
  let updated: ((update: Uint8Array) => void) | null = null;
  let joined: ((state: Uint8Array) => void) | null = null;
  let entered = (): void => undefined;
  let failed: Error | null = null;
  ws.on('message', (data: ArrayBuffer) => {
    const bytes = new Uint8Array(data);
    const type = bytes[head];
    if (type === SYNC_STATUS && hasNames) {
      if (bytes[head + 1] !== 1) failed = new Error('an update was refused');
      acked();
    } else if (type === AUTH && hasNames) {
      entered();
    } else if (type === SYNC || (type === 4 && hasNames)) {
      const step = bytes[head + 1];
      if (step === STEP_2 && joined) joined(payload(bytes, head + 2));
      else if (step === UPDATE && updated) updated(payload(bytes, head + 2));
    }
  });
  ws.on('error', (error) => {
    failed = error;
  });
  ws.on('close', (code, reason) => {
    failed ??= new Error(`${server} closed the socket: ${code} ${reason.toString()}`);
  });
  await once(ws, 'open');

  const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder();
    if (hasNames) encoding.writeVarString(encoder, room);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    return encoding.toUint8Array(encoder);
  };
  const sync = (step: number, content: Uint8Array): Uint8Array =>
    frame(SYNC, (encoder) => {
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, content);
    });

  if (hasNames) {
    const open = new Promise<void>((resolve) => {
      entered = resolve;
    });
    ws.send(
      frame(AUTH, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, 'cookie');
      }),
    );
    await open;
    const signs = setInterval(() => {
      if (ws.readyState === ws.OPEN) ws.send(frame(QUERY_AWARENESS, () => undefined));
      else clearInterval(signs);
    }, SIGN_OF_LIFE_MS);
    signs.unref();
  }
  return {
    send(update) {
      if (failed) throw failed;
      ws.send(sync(UPDATE, update));
    },
    get waiting() {
      return ws.bufferedAmount;
    },
    onAck(listener) {
      acked = listener;
    },
    onUpdate(listener) {
      updated = listener;
    },
    join() {
      return new Promise((resolve) => {
        joined = (state) => {
          joined = null;
          resolve(state);
        };
        ws.send(sync(STEP_1, Y.encodeStateVector(new Y.Doc())));
      });
    },
    close: () => ws.terminate(),
  };
}

const payload = (bytes: Uint8Array, at: number): Uint8Array =>
  decoding.readVarUint8Array(decoding.createDecoder(bytes.subarray(at)));
