/** What Hocuspocus carries along for each connection to a room. */
import type { CLOSE } from '#schema/protocol.ts';
import type { LiveSocket } from './liveSocket.ts';

export interface RoomContext {
  readonly socket: LiveSocket;
  /** The newest document that this connection's app can write, as it said itself. */
  readonly version: number;
}

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
