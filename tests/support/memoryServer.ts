/**
 * A stock Hocuspocus server in memory, on a free port of this machine, whose answers a test can hold back or refuse.
 * For what the carriers do on the wire; what is durable is shown against the real server.
 */
import type { Socket } from 'node:net';
import { type Connection, type Document, Server } from '@hocuspocus/server';
import { freePort } from './freePort.ts';

export interface MemoryServer {
  readonly url: string;
  readonly port: number;
  /** sizes of the update frames that arrived, in order */
  readonly updateSizes: number[];
  /** sizes of what clients answered to the server's state vector */
  readonly exchangeSizes: number[];
  /** The document as the server has it now. */
  readonly document: (room: string) => Document | undefined;
  /** Frames that arrive from now on, in this room, are not handled until the returned function is called. */
  readonly hold: (room?: string) => () => void;
  /** Frames that wait for a release now; those behind them on the same connection are not counted. */
  readonly framesHeld: () => number;
  /** Who enters from now on is refused with this reason; null lets everyone in. */
  readonly refuseWith: (reason: string | null) => void;
  /** Sockets that come to a room are closed from now on with this code; null lets them live. */
  readonly closeSocketsWith: (code: number | null) => void;
  /** Who enters from now on may only read. */
  readonly readOnly: (value: boolean) => void;
  /** Closes one room for everyone, as a failing hook does, leaving the sockets open. */
  readonly closeRoom: (room: string, reason: string) => void;
  /** Sockets that are open now. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts one, at a port if given (to come back where another one stopped). */
export async function startMemoryServer(at?: number): Promise<MemoryServer> {
  const port = at ?? (await freePort());
  let held: { until: Promise<void>; room: string | undefined } | null = null;
  let refusal: string | null = null;
  let closing: number | null = null;
  let readOnly = false;
  let stopping = false;
  let framesHeld = 0;
  const ended = Promise.withResolvers<void>();
  const updateSizes: number[] = [];
  const exchangeSizes: number[] = [];
  const server = new Server({
    address: '127.0.0.1',
    port,
    quiet: true,
    stopOnSignals: false,
    // The rooms outlive their last visitor: this server has no disk.
    unloadImmediately: false,
    debounce: 3_600_000,
    maxDebounce: 3_600_000,
    websocketOptions: { maxPayload: 64 * 1024 * 1024 },
    async onAuthenticate({ connectionConfig }) {
      if (refusal !== null) throw Object.assign(new Error(refusal), { reason: refusal });
      connectionConfig.readOnly = readOnly;
    },
    async connected({ connection }) {
      if (closing !== null) connection.webSocket.close(closing, '');
    },
    async beforeHandleMessage({ documentName }) {
      if (!held || (held.room ?? documentName) !== documentName) return;
      framesHeld += 1;
      await Promise.race([held.until, ended.promise]);
      framesHeld -= 1;
    },
    async beforeSync({ type, payload, document }) {
      // As ours does: an answer does not overtake what was passed on before it.
      if (type === 0) document.flush();
      if (type === 1) exchangeSizes.push(payload.length);
      if (type === 2 && payload.length > 2) updateSizes.push(payload.length);
    },
    async beforeUnloadDocument() {
      if (!stopping) throw new Error();
    },
  });
  // Hocuspocus leaves sockets open when it ends; a process that ends does not.
  const sockets = new Set<Socket>();
  server.httpServer.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await server.listen();
  const connectionsOf = (room: string): Connection[] => server.hocuspocus.documents.get(room)?.getConnections() ?? [];
  return {
    url: `ws://127.0.0.1:${server.address.port}`,
    port: server.address.port,
    updateSizes,
    exchangeSizes,
    document: (room) => server.hocuspocus.documents.get(room),
    hold(room) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const mine = { until: promise, room };
      held = mine;
      return () => {
        if (held === mine) held = null;
        resolve();
      };
    },
    framesHeld: () => framesHeld,
    refuseWith(reason) {
      refusal = reason;
    },
    closeSocketsWith(code) {
      closing = code;
    },
    readOnly(value) {
      readOnly = value;
    },
    closeRoom(room, reason) {
      for (const connection of connectionsOf(room)) connection.close({ code: 4205, reason });
    },
    connections: () => server.hocuspocus.getConnectionsCount(),
    async stop() {
      stopping = true;
      ended.resolve();
      for (const socket of sockets) socket.destroy();
      await server.destroy();
    },
  };
}
