/** A WebSocket for carriers that run in Node: with headers (a session cookie), and quiet about attempts that fail. */
import { WebSocket } from 'ws';

/** A WebSocket class that sends these headers with its upgrade. */
export const socketWith = (headers: Record<string, string> = {}): (new (url: string) => WebSocket) =>
  class extends WebSocket {
    constructor(url: string) {
      super(url, { headers, perMessageDeflate: false });
      // Closed while connecting, `ws` reports an error that no listener of the closer hears any more.
      this.on('error', () => {});
    }
  };
