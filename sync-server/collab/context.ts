/** What Hocuspocus carries along for each connection to a room. */
import { CLOSE } from '#schema/protocol.ts';
import type { Closing, LiveSocket } from './liveSocket.ts';

export interface RoomContext {
  readonly socket: LiveSocket;
  /** The newest document that this connection's app can write, as it said itself. */
  readonly version: number;
}

/** Hocuspocus' code for a socket from which nothing was heard for its `timeout`, a minute. */
const TIMED_OUT = 4408;

/** What a socket is told that Hocuspocus closes by itself; its other reason is a frame that it cannot read. */
export const closingOf = (code: number | undefined): Closing => (code === TIMED_OUT ? CLOSE.silent : CLOSE.malformed);

/** A room that is not opened; Hocuspocus hands the reason to the client. Has no message, so that nothing prints it. */
export class RoomRefused extends Error {
  readonly code: number;
  readonly reason: string;

  constructor({ code, reason }: (typeof CLOSE)[keyof typeof CLOSE]) {
    super('');
    this.code = code;
    this.reason = reason;
    // Hocuspocus prints what its hooks throw; where this came from is in our own report.
    this.stack = reason;
  }
}
