import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { databaseName } from '#client/sync/deviceStore.ts';
import { backupRooms, readBackup } from '#client/sync/fileBackup.ts';
import { ending, endAll, keys, openTab, ROOM, read, status, unsent, write } from '#tests/support/carriers.ts';
import { breakDevice, closeDatabases, evict, fillDevice, healDevice } from '#tests/support/deviceFaults.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { until } from '#tests/support/until.ts';

afterEach(async () => {
  healDevice();
  await endAll();
});

describe('a room on the device', () => {
  it('is there again after the page was closed, without any server', async () => {
    const first = openTab('ayse');
    const room = first.openRoom(ROOM, 'write');
    await room.loaded;
    write(room, 'a', 'Çınar Metal');
    expect(room.state.getSnapshot()).toMatchObject({ unsent: 1, unstored: 1 });
    await room.flush();
    expect(room.state.getSnapshot()).toMatchObject({ unsent: 1, unstored: 0 });
    await first.close();

    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(read(again)).toEqual({ a: 'Çınar Metal' });
    expect(unsent(again)).toBe(1);
  });

  it('counts an edit as stored only when it is on disk: after a crash exactly those are there', async () => {
    const first = openTab('ayse');
    const room = first.openRoom(ROOM, 'write');
    await room.loaded;
    let stored = 0;
    for (let index = 0; index < 50; index += 1) {
      write(room, `k${index}`);
      if (index % 10 === 9) {
        await until(() => room.state.getSnapshot().unstored === 0);
        stored = index + 1;
      }
    }
    write(room, 'lost');
    first.stop();

    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toHaveLength(stored);
    expect(unsent(again)).toBe(stored);
  });

  it('keeps edits that are made before it was read', async () => {
    const first = openTab('ayse');
    const room = first.openRoom(ROOM, 'write');
    write(room, 'a');
    await first.close();
    const second = openTab('ayse');
    const early = second.openRoom(ROOM, 'write');
    write(early, 'b');
    await early.loaded;
    expect(keys(early)).toEqual(['a', 'b']);
    await second.close();
    const third = openTab('ayse').openRoom(ROOM, 'write');
    await third.loaded;
    expect(keys(third)).toEqual(['a', 'b']);
  });

  it('opens although rows and the snapshot on the device are garbage, sets them aside, and says so', async () => {
    const server = ending(await startMemoryServer());
    const first = openTab('ayse', server.url);
    const room = first.openRoom(ROOM, 'write');
    write(room, 'a');
    await until(() => status(room) === 'savedOnServer');
    await room.flush();
    const { store } = first;
    await store.snapshots.put({ room: ROOM, generation: 1, upTo: 0, bytes: new Uint8Array([9, 9, 9]) });
    await store.append(ROOM, [{ bytes: new Uint8Array([255, 1, 2, 3]), changes: 1 }], 'x', true);
    await first.close();

    const second = openTab('ayse');
    const again = second.openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(['a']);
    expect(again.state.getSnapshot()).toMatchObject({ fault: 'unreadable', unsent: 0 });
    await until(async () => (await second.store.unreadable.count()) === 2);
    await second.close();

    const third = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(third) === 'savedOnServer');
    expect(third.state.getSnapshot().fault).toBeNull();
  });

  it('is ready without the server only when it was whole here before', async () => {
    const server = ending(await startMemoryServer());
    const burak = openTab('burak', server.url).openRoom(ROOM, 'write');
    write(burak, 'a');
    await until(() => status(burak) === 'savedOnServer');

    const first = openTab('ayse');
    const never = first.openRoom(ROOM, 'write');
    await never.loaded;
    const ready = await Promise.race([never.ready.then(() => true), never.flush().then(() => false)]);
    expect(ready).toBe(false);
    await first.close();

    const online = openTab('ayse', server.url);
    const room = online.openRoom(ROOM, 'write');
    await room.ready;
    expect(keys(room)).toEqual(['a']);
    await online.close();

    const offline = openTab('ayse').openRoom(ROOM, 'write');
    await offline.ready;
    expect(keys(offline)).toEqual(['a']);
  });
});

describe('a device with a fault', () => {
  it('says when it is full, keeps the edits in memory, and writes them once there is room', async () => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    await room.loaded;
    fillDevice();
    write(room, 'a');
    await until(() => room.state.getSnapshot().fault === 'full');
    write(room, 'b');
    expect(room.state.getSnapshot()).toMatchObject({ unstored: 2, unsent: 2 });
    healDevice();
    await until(() => room.state.getSnapshot().fault === null);
    expect(room.state.getSnapshot().unstored).toBe(0);
    await tab.close();
    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(['a', 'b']);
  });

  it('still sends to the server what it can’t write to the device', async () => {
    const server = ending(await startMemoryServer());
    const room = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(room) === 'savedOnServer');
    fillDevice();
    write(room, 'a');
    await until(() => room.state.getSnapshot().fault === 'full' && status(room) === 'savedOnServer');
    expect(room.state.getSnapshot()).toMatchObject({ unstored: 0, unsent: 0 });
    expect(server.document(ROOM)?.getMap('records').has('a')).toBe(true);
  });

  it('goes on when the browser closes its database', async () => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    write(room, 'a');
    await room.flush();
    closeDatabases();
    write(room, 'b');
    await until(() => room.state.getSnapshot().unstored === 0);
    await tab.close();
    const again = openTab('ayse').openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(['a', 'b']);
  });

  it('writes everything anew when the browser threw it away, and still knows what was not sent', async () => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    write(room, 'a');
    write(room, 'b');
    await room.flush();
    await evict(databaseName('ayse'));
    write(room, 'c');
    await until(() => room.state.getSnapshot().unstored === 0);
    expect(unsent(room)).toBe(3);
    tab.stop();

    const server = ending(await startMemoryServer());
    const again = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await again.loaded;
    expect(keys(again)).toEqual(['a', 'b', 'c']);
    expect(unsent(again)).toBe(3);
    await until(() => status(again) === 'savedOnServer');
    expect(server.document(ROOM)?.getMap('records').size).toBe(3);
  });

  it('reads what was not sent once the device can be read again', async () => {
    const first = openTab('ayse');
    const room = first.openRoom(ROOM, 'write');
    write(room, 'a');
    await first.close();
    breakDevice();
    const server = ending(await startMemoryServer());
    const again = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await again.loaded;
    expect(again.state.getSnapshot().fault).not.toBeNull();
    await until(() => status(again) === 'savedOnServer');
    write(again, 'b');
    healDevice();
    await until(() => keys(again).length === 2 && status(again) === 'savedOnServer');
    expect(server.document(ROOM)?.getMap('records').size).toBe(2);
  });

  it('hands out the room as a file that another document can read', async () => {
    const room = openTab('ayse').openRoom(ROOM, 'write');
    await room.loaded;
    write(room, 'a', '1');
    const rooms = readBackup(backupRooms([room]));
    expect([...(rooms?.keys() ?? [])]).toEqual([ROOM]);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, rooms?.get(ROOM) ?? new Uint8Array());
    expect(copy.getMap('records').toJSON()).toEqual({ a: '1' });
    const damaged = [
      '',
      '{}',
      'null',
      backupRooms([room]).slice(0, -9),
      backupRooms([room]).replace(/"update":"[^"]*"/, '"update":"AQ=="'),
    ];
    for (const other of damaged) expect(readBackup(other)).toBeNull();
  });
});
