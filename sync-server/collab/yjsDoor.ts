/**
 * The standard y-websocket protocol on one socket, spoken by wrapping: each frame gets the room's name in front and
 * goes the way of every other frame, and loses it on the way out. Rights, log, limits and presence are those of the
 * socket behind it; nothing of them is done here.
 */
import { MessageType } from '@hocuspocus/server';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { doorCode } from '#schema/door.ts';
import { CLOSE } from '#schema/protocol.ts';
import type { SocketHandler } from './collaboration.ts';
import type { Closing, Wire } from './liveSocket.ts';

/** What a y-websocket client says and hears. Its type 2 is told to clients only: why they may not. */
const YJS = { sync: 0, awareness: 1, denied: 2, queryAwareness: 3 } as const;
const FROM_CLIENTS: ReadonlySet<number> = new Set([YJS.sync, YJS.awareness, YJS.queryAwareness]);

/** Of Hocuspocus' frames about signing in. */
const AUTH = { token: 0, denied: 1 } as const;
/** The only one of the standard's. */
const PERMISSION_DENIED = 0;

/** Hands a socket of the door to `accept` as one of ours, for one room; `token` says which documents the program can write. */
export function openDoor(
  ws: WebSocket,
  room: string,
  token: string,
  accept: (wire: Wire) => SocketHandler,
): SocketHandler {
  let refuse = (closing: Closing): void => ws.close(doorCode(closing.code), closing.reason);
  const handler = accept(doorWire(ws, (closing) => refuse(closing)));
  refuse = handler.close;
  // Who it is was decided at the upgrade; the room is asked for as every client of ours does.
  handler.message(frame(room, MessageType.Auth, authBody(token)));
  return {
    ...handler,
    message(data) {
      if (FROM_CLIENTS.has(data[0] ?? -1)) handler.message(addressed(room, data));
      else handler.close(CLOSE.malformed);
    },
  };
}

/** The socket as the server sees it: what goes out loses the room's name, or is no business of a y-websocket client. */
function doorWire(ws: WebSocket, refuse: (closing: Closing) => void): Wire {
  return {
    get readyState() {
      return ws.readyState;
    },
    get bufferedAmount() {
      return ws.bufferedAmount;
    },
    OPEN: ws.OPEN,
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    terminate: () => ws.terminate(),
    close: (code, reason) => ws.close(code === undefined ? code : doorCode(code), reason),
    send(data, sent) {
      const decoder = decoding.createDecoder(data);
      decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === MessageType.Sync || type === MessageType.SyncReply) {
        ws.send(plain(YJS.sync, rest(decoder)), sent);
      } else if (type === MessageType.Awareness) {
        ws.send(plain(YJS.awareness, rest(decoder)), sent);
      } else if (type === MessageType.Auth && decoding.readVarUint(decoder) === AUTH.denied) {
        const reason = decoding.readVarString(decoder);
        refuse(Object.values(CLOSE).find((closing) => closing.reason === reason) ?? CLOSE.forbidden);
      } else if (type === MessageType.SyncStatus && decoding.readVarUint(decoder) === 0) {
        // The protocol has no acknowledgement: a write that is passed over would stay in that document alone, unseen.
        ws.send(plain(YJS.denied, deniedBody(CLOSE.readOnly.reason)), sent);
        refuse(CLOSE.readOnly);
      }
    },
  };
}

const rest = (decoder: decoding.Decoder): Uint8Array => decoder.arr.subarray(decoder.pos);

function plain(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

function addressed(room: string, data: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  encoding.writeUint8Array(encoder, data);
  return encoding.toUint8Array(encoder);
}

const frame = (room: string, type: number, body: Uint8Array): Uint8Array => addressed(room, plain(type, body));

/** Hocuspocus wants a token before it opens a room. */
const authBody = (token: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AUTH.token);
    encoding.writeVarString(encoder, token);
  });

const deniedBody = (reason: string): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, PERMISSION_DENIED);
    encoding.writeVarString(encoder, reason);
  });
