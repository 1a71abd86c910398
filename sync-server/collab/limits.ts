/**
 * How much one socket may ask of the server. What is legitimately much (three weeks of offline work) is slowed by not
 * reading on; only what no page does closes the socket.
 */
import type { Extension } from '@hocuspocus/server';
import { CLOSE, MAX_FRAME_BYTES } from '#schema/protocol.ts';
import { parseRoom } from '#schema/rooms.ts';
import type { RoomContext } from './context.ts';
import { readFrame } from './frames.ts';
import type { Closing, LiveSocket, LiveSockets } from './liveSocket.ts';

const MB = 1024 * 1024;

/** Before a room is open, Hocuspocus keeps frames in memory: a page sends a few small ones. */
export const BEFORE_SIGN_IN = {
  maxUnauthenticatedQueueSize: MB / 2,
  maxUnauthenticatedQueueMessages: 200,
  maxPendingDocuments: 20,
} as const;

/** A guest tries things out; nobody knows who they are. */
const MAX_GUEST_FRAME_BYTES = 8 * MB;
/** Rooms on one socket: a few of the workspace that is open. */
const MAX_ROOMS = 20;
/** Frames of one socket that are being stored or applied, in bytes and number, before no more are read. */
const MAX_UNDER_WAY_BYTES = 16 * MB;
const MAX_UNDER_WAY = 2_000;
/** Frames of one socket in one window. */
const WINDOW_MS = 10_000;
const MAX_FRAMES_A_WINDOW = 30_000;
/** Bytes that a socket may leave unread: a whole large workspace, and what is written while it is read. */
const MAX_UNREAD_BYTES = 2 * MAX_FRAME_BYTES;
/** A socket that reads nothing for this long, with this much waiting, is not there. */
const STALLED_MS = 30_000;
const STALLED_BYTES = MB;

/**
 * Looks at every frame of a socket before Hocuspocus does, signed in to its room or not; false when the frame must not
 * be handled, and the socket is closed.
 */
export function createFrameGate(socket: LiveSocket, now: () => number): (data: Uint8Array) => boolean {
  const largest = socket.guest ? MAX_GUEST_FRAME_BYTES : MAX_FRAME_BYTES;
  let windowStart = now();
  let frames = 0;

  function wrongWith(data: Uint8Array): Closing | null {
    if (data.byteLength > largest) return CLOSE.tooLarge;
    try {
      // A name that is no room goes no further: Hocuspocus keeps names as keys of plain objects.
      if (!parseRoom(readFrame(data).room)) return CLOSE.unknownRoom;
    } catch {
      return CLOSE.malformed;
    }
    if (now() - windowStart > WINDOW_MS) {
      windowStart = now();
      frames = 0;
    }
    frames += 1;
    return frames > MAX_FRAMES_A_WINDOW || socket.rooms.size > MAX_ROOMS ? CLOSE.tooMany : null;
  }

  return (data) => {
    if (socket.isClosed) return false;
    const closing = wrongWith(data);
    if (closing) socket.close(closing);
    return closing === null;
  };
}

/** Stops reading from a socket while too much of what it sent is still under way. */
export function backpressure(): Extension<RoomContext> {
  const underWay = new WeakMap<LiveSocket, { bytes: number; frames: number }>();
  const counted = new WeakSet<Uint8Array>();

  return {
    extensionName: 'backpressure',

    async connected({ connection }) {
      const { socket } = connection.context;
      const handle = connection.handleMessage.bind(connection);
      connection.handleMessage = (data) => {
        const load = underWay.get(socket) ?? { bytes: 0, frames: 0 };
        underWay.set(socket, load);
        load.bytes += data.byteLength;
        load.frames += 1;
        counted.add(data);
        if (load.bytes > MAX_UNDER_WAY_BYTES || load.frames > MAX_UNDER_WAY) socket.pause();
        handle(data);
      };
    },

    async afterHandleMessage({ connection, update: data }) {
      const { socket } = connection.context;
      const load = underWay.get(socket);
      if (!load || !counted.has(data)) return;
      load.bytes -= data.byteLength;
      load.frames -= 1;
      if (load.bytes <= MAX_UNDER_WAY_BYTES / 2 && load.frames <= MAX_UNDER_WAY / 2) socket.resume();
    },
  };
}

/** Closes sockets whose other side does not read; they come back and catch up by state. To be called every second. */
export function createSlowReaderCheck(sockets: LiveSockets, now: () => number): () => void {
  const stalled = new WeakMap<LiveSocket, { bytes: number; since: number }>();
  return () => {
    for (const socket of sockets.all()) {
      const { buffered } = socket;
      const before = stalled.get(socket);
      if (!before || buffered < before.bytes || buffered <= STALLED_BYTES) {
        stalled.set(socket, { bytes: buffered, since: now() });
      }
      const isStalled =
        before !== undefined &&
        buffered > STALLED_BYTES &&
        buffered >= before.bytes &&
        now() - before.since > STALLED_MS;
      if (isStalled || buffered > MAX_UNREAD_BYTES) socket.close(CLOSE.tooMany);
    }
  };
}
