import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { socketWith } from '#tests/support/socket.ts';
import { type Carriers, openCarriers } from '#client/sync/carriers.ts';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { type MemoryServer, startMemoryServer } from '#tests/support/memoryServer.ts';
import { until } from '#tests/support/until.ts';

const ROOM = 'w.workspace1.1';
const NOWHERE = 'ws://127.0.0.1:9';
const open: { stop(): unknown }[] = [];

const tab = (user: string, url: string = NOWHERE): Carriers => {
  const carriers = openCarriers(user, { url, WebSocket: socketWith(), retryDelay: 100 });
  open.push(carriers);
  return carriers;
};
const server = async (port?: number): Promise<MemoryServer> => {
  const started = await startMemoryServer(port);
  open.push(started);
  return started;
};
const records = (room: OpenRoom) => room.doc.getMap<string>('records').toJSON();
const write = (room: OpenRoom, key: string, value: string) => room.doc.getMap<string>('records').set(key, value);
const status = (room: OpenRoom) => room.state.getSnapshot().status;

afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.stop();
  await Promise.all((await Dexie.getDatabaseNames()).map((name) => Dexie.delete(name)));
});

describe('a room on the device', () => {
  it('is there again after the page was closed, without any server', async () => {
    const first = tab('ayse');
    const room = first.openRoom(ROOM, 'write');
    await room.loaded;
    write(room, 'a', 'Çınar Metal');
    expect(room.state.getSnapshot()).toMatchObject({ unsent: 1, unstored: 1 });
    await room.flush();
    expect(room.state.getSnapshot()).toMatchObject({ unsent: 1, unstored: 0 });
    await first.close();

    const again = tab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(records(again)).toEqual({ a: 'Çınar Metal' });
    expect(again.state.getSnapshot().unsent).toBe(1);
  });

  it('arrives at the server, is acknowledged, and is known as saved there', async () => {
    const { url, document } = await server();
    const room = tab('ayse', url).openRoom(ROOM, 'write');
    write(room, 'a', '1');
    await until(() => status(room) === 'savedOnServer');
    expect(document(ROOM)?.getMap('records').toJSON()).toEqual({ a: '1' });
    await room.flush();
    expect(room.state.getSnapshot()).toMatchObject({ unsent: 0, unstored: 0 });
  });

  it('sends what was made without the server when there is one again, once', async () => {
    const offline = tab('ayse');
    const room = offline.openRoom(ROOM, 'write');
    for (let index = 0; index < 20; index += 1) write(room, `k${index}`, 'x');
    await offline.close();
    const { url, document, updateSizes } = await server();
    const again = tab('ayse', url).openRoom(ROOM, 'write');
    await until(() => status(again) === 'savedOnServer');
    expect(Object.keys(document(ROOM)?.getMap('records').toJSON() ?? {})).toHaveLength(20);
    expect(updateSizes).toHaveLength(1);
    await again.flush();

    const third = tab('ayse').openRoom(ROOM, 'write');
    await third.loaded;
    expect(third.state.getSnapshot().unsent).toBe(0);
    await third.ready;
  });

  it('brings two people together', async () => {
    const { url } = await server();
    const a = tab('ayse', url).openRoom(ROOM, 'write');
    const b = tab('burak', url).openRoom(ROOM, 'write');
    write(a, 'a', '1');
    write(b, 'b', '2');
    await until(() => Object.keys(records(a)).length === 2 && Object.keys(records(b)).length === 2);
    expect(records(a)).toEqual(records(b));
  });
});
