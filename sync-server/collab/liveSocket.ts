/**
 * One socket of one signed-in person, and the register of all of them: what is needed to close it when the right to
 * it ends. A socket that was closed from here takes no more frames.
 */
import type { WebSocket } from 'ws';
import type { CLOSE } from '#schema/protocol.ts';

/** What is needed of a socket: one of `ws`, or something that speaks another protocol on one. */
export type Wire = Pick<WebSocket, 'OPEN' | 'readyState' | 'bufferedAmount' | 'pause' | 'resume' | 'terminate'> & {
  close(code?: number, reason?: string): void;
  send(data: Uint8Array, sent: () => void): void;
};

export type Closing = (typeof CLOSE)[keyof typeof CLOSE];

/** Who is at the other end, and the session (or the key) with which their right to be here ends. */
export interface SocketOwner {
  readonly person: string;
  readonly guest: boolean;
  readonly session: string;
}

export interface LiveSocket extends SocketOwner {
  /** The rooms that were asked for on this socket, with the access that was given; null while it is being decided. */
  readonly rooms: Map<string, 'read' | 'write' | null>;
  readonly isClosed: boolean;
  /** Closes the whole socket: a room closed alone leaves a provider that believes it is connected. */
  close(closing: Closing): void;
  /** Bytes waiting to be read by the other side. */
  readonly buffered: number;
  /** Lets the other side send no more until `resume`. */
  pause(): void;
  resume(): void;
}

/** Grace for the other side to answer a closing before the connection is cut. */
const CLOSE_GRACE_MS = 3_000;

/** `onClose` is called once, when the closing begins: from then on the person must see nothing more. */
export function createLiveSocket(ws: Wire, who: SocketOwner, onClose: (closing: Closing) => void): LiveSocket {
  let isClosed = false;
  return {
    ...who,
    rooms: new Map(),
    get isClosed() {
      return isClosed;
    },
    get buffered() {
      return ws.bufferedAmount;
    },
    close(closing) {
      if (isClosed) return;
      isClosed = true;
      ws.resume();
      ws.close(closing.code, closing.reason);
      // Only now: nothing is sent on a closing socket, so the code above is what the page hears first.
      onClose(closing);
      // Who does not read will not answer either.
      setTimeout(() => ws.terminate(), CLOSE_GRACE_MS).unref();
    },
    pause: () => ws.pause(),
    resume: () => ws.resume(),
  };
}

export interface LiveSockets {
  add(socket: LiveSocket): void;
  remove(socket: LiveSocket): void;
  all(): Iterable<LiveSocket>;
  readonly size: number;
  /** Closes every socket that fits. */
  closeWhere(fits: (socket: LiveSocket) => boolean, closing: Closing): void;
}

export function createLiveSockets(): LiveSockets {
  const sockets = new Set<LiveSocket>();
  return {
    add: (socket) => void sockets.add(socket),
    remove: (socket) => void sockets.delete(socket),
    all: () => sockets,
    get size() {
      return sockets.size;
    },
    closeWhere(fits, closing) {
      for (const socket of sockets) if (fits(socket)) socket.close(closing);
    },
  };
}
