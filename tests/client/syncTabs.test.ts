import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Carriers } from '#client/sync/carriers.ts';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { unsentRooms, wipeDevice } from '#client/sync/wipe.ts';
import { ending, endAll, keys, openTab, ROOM, status, unsent, write } from '#tests/support/carriers.ts';
import { breakDevice, fillDevice, healDevice } from '#tests/support/deviceFaults.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { until } from '#tests/support/until.ts';

afterEach(async () => {
  healDevice();
  await endAll();
});

async function openTabs(count: number, url?: string): Promise<{ tabs: Carriers[]; rooms: OpenRoom[] }> {
  const tabs = Array.from({ length: count }, () => openTab('ayse', url));
  const rooms = tabs.map((tab) => tab.openRoom(ROOM, 'write'));
  await Promise.all(rooms.map((room) => room.loaded));
  return { tabs, rooms };
}

const rowsOnDevice = async (tab: Carriers | undefined): Promise<number> => (await tab?.store.updates.count()) ?? -1;
const bytesOnDevice = async (tab: Carriers): Promise<number> => {
  const rows = await tab.store.updates.toArray();
  return rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
};

describe('tabs of one browser', () => {
  it('are in step without a network, and write each edit once', async () => {
    const { tabs, rooms } = await openTabs(5);
    rooms.forEach((room, index) => write(room, `tab${index}`));
    await until(() => rooms.every((room) => keys(room).length === 5));
    await until(() => rooms.every((room) => unsent(room) === 5));
    expect(await rowsOnDevice(tabs[0])).toBe(5);
  });

  it('lose nothing when one of them dies at any moment, and never show what is not on disk', async () => {
    const { tabs, rooms } = await openTabs(3);
    const [dying, , watching] = rooms;
    for (let index = 0; index < 30; index += 1) write(dying!, `k${index}`);
    await until(() => keys(watching!).length > 0);
    write(dying!, 'in memory only');
    tabs[0]!.stop();
    write(watching!, 'after');
    await watching!.flush();
    const seen = keys(watching!);
    expect(seen).not.toContain('in memory only');
    for (const tab of tabs) tab.stop();
    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(seen);
  });

  it('keep for each other what one of them can’t write', async () => {
    const { tabs, rooms } = await openTabs(2);
    const [dying, living] = rooms;
    fillDevice();
    write(dying!, 'a');
    await until(() => keys(living!).length === 1);
    tabs[0]!.stop();
    healDevice();
    await until(() => living!.state.getSnapshot().unstored === 0);
    await tabs[1]!.close();
    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(['a']);
    expect(unsent(again)).toBe(1);
  });

  it('write once what all of them hear from the server', async () => {
    const server = ending(await startMemoryServer());
    const { tabs, rooms } = await openTabs(4, server.url);
    await until(() => rooms.every((room) => status(room) === 'savedOnServer'));
    const burak = openTab('burak', server.url).openRoom(ROOM, 'write');
    for (let index = 0; index < 40; index += 1) {
      write(burak, `k${index}`, 'x'.repeat(200));
      if (index % 10 === 0) await until(() => rooms.every((room) => keys(room).length === index + 1));
    }
    await until(() => rooms.every((room) => keys(room).length === 40));
    // Each tab has its turn, and finds that another has written it.
    await Promise.all(rooms.map((room) => room.idle()));
    expect(await bytesOnDevice(tabs[0]!)).toBeGreaterThan(40 * 200);
    expect(await bytesOnDevice(tabs[0]!)).toBeLessThan(40 * 200 * 1.5);
  });

  it('send each change once, from the tab that made it, and all know when it is there', async () => {
    const server = ending(await startMemoryServer());
    const { rooms } = await openTabs(3, server.url);
    await until(() => rooms.every((room) => status(room) === 'savedOnServer'));
    rooms.forEach((room, index) => write(room, `tab${index}`));
    await until(() => rooms.every((room) => keys(room).length === 3 && unsent(room) === 0));
    expect(server.updateSizes).toHaveLength(3);
  });

  it('send what a tab that is gone left behind', async () => {
    const { tabs, rooms } = await openTabs(1);
    write(rooms[0]!, 'left behind');
    await rooms[0]!.flush();
    const server = ending(await startMemoryServer());
    const living = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => keys(living).length === 1);
    tabs[0]!.stop();
    await until(() => status(living) === 'savedOnServer');
    expect(server.document(ROOM)?.getMap('records').has('left behind')).toBe(true);
  });

  it('take up what a tab wrote without a word before it died', async () => {
    const { tabs, rooms } = await openTabs(2);
    const [dying, living] = rooms;
    tabs[0]!.tabs.close();
    write(dying!, 'unspoken');
    await dying!.flush();
    tabs[0]!.stop();
    await until(() => keys(living!).length === 1);
    expect(unsent(living!)).toBe(1);
  });

  it('send for a tab that has no connection while another has one', async () => {
    const server = ending(await startMemoryServer());
    const cutOff = openTab('ayse').openRoom(ROOM, 'write');
    const connected = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(connected) === 'savedOnServer');
    write(cutOff, 'a');
    await until(() => server.document(ROOM)?.getMap('records').has('a') === true);
    await until(() => unsent(cutOff) === 0);
    expect(unsent(connected)).toBe(0);
  });

  it('send also what lies on a device that can’t be read just now, and what is made after it', async () => {
    const server = ending(await startMemoryServer());
    const there = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(there) === 'savedOnServer');
    const offline = openTab('ayse').openRoom(ROOM, 'write');
    await offline.loaded;
    write(offline, 'a', 'x'.repeat(50_000));
    await offline.flush();
    breakDevice();
    await until(() => keys(there).length === 1);
    write(there, 'b');
    await until(() => server.document(ROOM)?.getMap('records').size === 2);
    expect(keys(there)).toEqual(['a', 'b']);
  });

  it('show each other without a server, and notice who leaves', async () => {
    const { tabs, rooms } = await openTabs(2);
    const [a, b] = rooms;
    a!.awareness.setLocalState({ name: 'Ayşe', at: 'list' });
    await until(() => b!.awareness.getStates().get(a!.doc.clientID)?.['name'] === 'Ayşe');
    const late = openTab('ayse').openRoom(ROOM, 'write');
    await until(() => late.awareness.getStates().has(a!.doc.clientID));
    await tabs[0]!.close();
    await until(() => !b!.awareness.getStates().has(a!.doc.clientID));
    expect(late.awareness.getStates().size).toBe(0);
  });

  it('speak only for themselves to the server', async () => {
    const server = ending(await startMemoryServer());
    const { rooms } = await openTabs(2, server.url);
    for (const room of rooms) room.awareness.setLocalState({ name: 'Ayşe' });
    const burak = openTab('burak', server.url).openRoom(ROOM, 'write');
    await until(() => burak.awareness.getStates().size === 2);
    const document = server.document(ROOM);
    const idsPerConnection = document?.getConnections().map((connection) => document.getClients(connection).size) ?? [];
    expect(idsPerConnection.toSorted((a, b) => a - b)).toEqual([0, 1, 1]);
  });

  it('catch up on what they could not hear', async () => {
    const { tabs, rooms } = await openTabs(2);
    const [deaf, writing] = rooms;
    tabs[0]!.tabs.close();
    write(writing!, 'a');
    await writing!.flush();
    expect(keys(deaf!)).toEqual([]);
    await tabs[0]!.catchUp();
    expect(keys(deaf!)).toEqual(['a']);
  });
});

describe('signing out', () => {
  it('names what is not sent, then removes everything, in all tabs', async () => {
    const { rooms } = await openTabs(2);
    write(rooms[0]!, 'a');
    write(rooms[0]!, 'b');
    await rooms[0]!.flush();
    expect(await unsentRooms('ayse')).toEqual([{ room: ROOM, changes: 2 }]);
    await wipeDevice('ayse');
    expect(await unsentRooms('ayse')).toEqual([]);
    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual([]);
  });

  it('takes one room off the device and leaves the others', async () => {
    const { tabs, rooms } = await openTabs(2);
    const other = tabs[0]!.openRoom('s.workspace1.1', 'write');
    write(rooms[0]!, 'a');
    write(other, 'kept');
    await Promise.all([rooms[0]!.flush(), other.flush()]);
    await rooms[1]!.destroyLocal();
    expect(await unsentRooms('ayse')).toEqual([{ room: 's.workspace1.1', changes: 1 }]);
  });
});
