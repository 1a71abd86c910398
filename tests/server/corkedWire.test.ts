/** What a socket is told in one turn: all of it, in its order, whatever its size, to one reader and to many. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { corkedWire } from '#server/collab/corkedWire.ts';
import type { Wire } from '#server/collab/liveSocket.ts';

const server = createServer();
const sockets = new WebSocketServer({ noServer: true });
const wires: Wire[] = [];
server.on('upgrade', (request, stream, head) => {
  sockets.handleUpgrade(request, stream, head, (ws) => wires.push(corkedWire(ws, stream)));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const clients: WebSocket[] = [];

/** Connects; what it hears lies in the list. */
async function connect(): Promise<Uint8Array[]> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  clients.push(client);
  const heard: Uint8Array[] = [];
  client.on('message', (data: Buffer) => heard.push(new Uint8Array(data)));
  await once(client, 'open');
  await expect.poll(() => wires.length).toBe(clients.length);
  return heard;
}

afterAll(() => {
  for (const client of clients) client.terminate();
  server.close();
});

const message = (length: number): Uint8Array => new Uint8Array(length).map((_, index) => (index * 7 + length) % 256);
const SIZES = [0, 1, 125, 126, 255, 256, 16_384, 16_385, 65_535, 65_536, 1_000_000];
const nothing = (): void => undefined;

describe('a corked wire', () => {
  it('brings everyone all messages of a turn in their order, large ones between small ones', async () => {
    const readers = [await connect(), await connect(), await connect()];
    const messages = [...SIZES, ...SIZES.toReversed()].map(message);
    for (const data of messages) for (const wire of wires) wire.send(data, nothing);
    for (const heard of readers) {
      await expect.poll(() => heard.length).toBe(messages.length);
      expect(heard.every((data, index) => Buffer.compare(data, messages[index]!) === 0)).toBe(true);
    }
  });

  it('says when a message has left, and drops without a throw what comes after its end', async () => {
    await connect();
    const wire = wires.at(-1)!;
    await new Promise<void>((sent) => {
      wire.send(message(10), sent);
    });
    clients.at(-1)!.terminate();
    await expect.poll(() => wire.readyState).toBe(WebSocket.CLOSED);
    await new Promise<void>((told) => {
      wire.send(message(10), told);
    });
  });
});
