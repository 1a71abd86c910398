import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ANSWER_WITHIN_MS } from '#client/sync/connection.ts';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { CLOSE, TARGET_FRAME_BYTES } from '#schema/protocol.ts';
import { ending, endAll, keys, openTab, ROOM, status, unsent, write } from '#tests/support/carriers.ts';
import { type MemoryServer, startMemoryServer } from '#tests/support/memoryServer.ts';
import { type Proxy, startProxy } from '#tests/support/proxy.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';

afterEach(endAll);

async function setUp(options: { answerWithin?: number } = {}): Promise<{
  server: MemoryServer;
  proxy: Proxy;
  room: OpenRoom;
}> {
  const server = ending(await startMemoryServer());
  const proxy = ending(await startProxy(server.port));
  const room = openTab('ayse', proxy.url, options).openRoom(ROOM, 'write');
  await until(() => status(room) === 'savedOnServer');
  return { server, proxy, room };
}

const onServer = (server: MemoryServer): string[] => [...(server.document(ROOM)?.getMap('records').keys() ?? [])];

describe('what is said to be saved on the server', () => {
  it('is not said before the server has answered', async () => {
    const { server, room } = await setUp();
    const release = server.hold();
    write(room, 'a');
    await room.flush();
    expect(room.state.getSnapshot()).toMatchObject({ status: 'savedOnDevice', unsent: 1, unstored: 0 });
    release();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual(['a']);
  });

  it('is not said for what a cut connection took with it, until it has arrived after all', async () => {
    const { server, proxy, room } = await setUp();
    const release = server.hold();
    write(room, 'a');
    proxy.refuse();
    release();
    await until(() => status(room) === 'offline');
    expect(unsent(room)).toBe(1);
    write(room, 'b');
    proxy.heal();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server).toSorted()).toEqual(['a', 'b']);
  });

  it('holds for pure deletions too', async () => {
    const { server, proxy, room } = await setUp();
    write(room, 'a');
    await until(() => status(room) === 'savedOnServer');
    proxy.refuse();
    room.doc.getMap('records').delete('a');
    expect(unsent(room)).toBe(1);
    proxy.heal();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual([]);
  });

  it('is true at every moment while the connection is cut at random', async () => {
    const random = seededRandom(20_261_121);
    const { server, proxy, room } = await setUp();
    let made = 0;
    let claims = 0;
    const check = (): void => {
      const { status: said, unsent: left } = room.state.getSnapshot();
      if (said !== 'savedOnServer') return;
      claims += 1;
      expect(left).toBe(0);
      expect(onServer(server)).toHaveLength(made);
    };
    room.state.subscribe(check);
    for (let round = 0; round < 25; round += 1) {
      for (let count = 1 + random.below(8); count > 0; count -= 1) {
        made += 1;
        write(room, `k${made}`, 'x'.repeat(random.below(300)));
      }
      const how = random.below(4);
      if (how === 0) proxy.cut();
      else if (how === 1) proxy.cutAfter(random.below(800));
      else if (how === 2) await until(() => status(room) === 'savedOnServer');
      else await room.flush();
    }
    await until(() => status(room) === 'savedOnServer');
    check();
    expect(claims).toBeGreaterThan(5);
    expect(onServer(server)).toHaveLength(made);
  });

  it('comes for another person through a slow line too', async () => {
    const { server, proxy, room } = await setUp();
    proxy.delay(120);
    write(room, 'a');
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual(['a']);
  });
});

describe('a connection that is not what it claims', () => {
  it('is dropped and replaced when it stays open and carries nothing', async () => {
    const { server, proxy, room } = await setUp({ answerWithin: 1_000 });
    proxy.hang();
    write(room, 'a');
    await until(() => status(room) !== 'savedOnDevice');
    expect(unsent(room)).toBe(1);
    proxy.heal();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual(['a']);
  });

  it('is noticed even when there is nothing to send', async () => {
    const { proxy, room } = await setUp({ answerWithin: 1_000 });
    proxy.hang();
    await until(() => status(room) !== 'savedOnServer');
    expect(unsent(room)).toBe(0);
    proxy.heal();
    await until(() => status(room) === 'savedOnServer');
  });

  it('is noticed and healed within ten seconds, whether one writes or only looks', async () => {
    const busy = await setUp({ answerWithin: ANSWER_WITHIN_MS });
    const idle = await setUp({ answerWithin: ANSWER_WITHIN_MS });
    const began = Date.now();
    for (const { proxy } of [busy, idle]) {
      // what is open stays open and carries nothing; what comes new passes
      proxy.hang();
      proxy.heal();
    }
    write(busy.room, 'a');
    idle.server.document(ROOM)?.getMap('records').set('of a colleague', '');
    const healed = async ({ room, server }: typeof busy) => {
      await until(() => keys(room).length === 1 && unsent(room) === 0 && onServer(server).length === 1, 30_000);
      return Date.now() - began;
    };
    expect(Math.max(...(await Promise.all([healed(busy), healed(idle)])))).toBeLessThan(10_000);
  });

  it('shakes hands again when the server closes one room and leaves the socket open', async () => {
    const { server, room } = await setUp();
    server.closeRoom(ROOM, 'a hook threw');
    await until(() => status(room) !== 'savedOnServer');
    write(room, 'a');
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual(['a']);
  });

  it('never takes an answer of the closed room for one of the new', async () => {
    const server = ending(await startMemoryServer());
    const tab = openTab('ayse', server.url);
    const room = tab.openRoom(ROOM, 'write');
    await until(() => status(room) === 'savedOnServer');
    const releaseOld = server.hold(ROOM);
    write(room, 'a');
    write(room, 'b');
    await until(() => server.framesHeld() === 1);
    server.closeRoom(ROOM, 'a hook threw');
    const releaseNew = server.hold(ROOM);
    write(room, 'c');
    await until(() => server.framesHeld() === 2);
    releaseOld();
    await until(() => onServer(server).includes('a'));
    // What was answered to the old room has arrived when another room on the same socket is through.
    const other = tab.openRoom('s.workspace1.1', 'write');
    await until(() => status(other) === 'savedOnServer');
    expect(onServer(server)).not.toContain('c');
    expect(unsent(room)).toBeGreaterThan(0);
    releaseNew();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('is given more time each time, when it is only slow', async () => {
    const { server, proxy, room } = await setUp({ answerWithin: 500 });
    proxy.delay(350);
    for (let index = 0; index < 4; index += 1) write(room, `k${index}`);
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toHaveLength(4);
  });
});

describe('a server that says no', () => {
  it('is heard: the reason is shown, the changes are kept, and they go when it lets us in', async () => {
    const server = ending(await startMemoryServer());
    server.refuseWith('forbidden');
    const tab = openTab('ayse', server.url);
    const room = tab.openRoom(ROOM, 'write');
    write(room, 'a');
    await until(() => status(room) === 'refused');
    expect(room.state.getSnapshot()).toMatchObject({ refusal: 'forbidden', unsent: 1 });
    server.refuseWith(null);
    tab.retry();
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(server)).toEqual(['a']);
  });

  it('may let us read only: then nothing is sent and what was made is still counted', async () => {
    const server = ending(await startMemoryServer());
    const burak = openTab('burak', server.url).openRoom(ROOM, 'write');
    write(burak, 'b');
    await until(() => status(burak) === 'savedOnServer');
    server.readOnly(true);
    const room = openTab('ayse', server.url).openRoom(ROOM, 'read');
    write(room, 'a');
    await until(() => status(room) === 'readOnly');
    expect(keys(room)).toEqual(['a', 'b']);
    expect(unsent(room)).toBe(1);
    write(burak, 'b2');
    await until(() => keys(room).includes('b2'));
    expect(onServer(server).toSorted()).toEqual(['b', 'b2']);
  });

  it('may end every connection: the reason is shown while it lasts, and gone when it is over', async () => {
    const server = ending(await startMemoryServer());
    server.closeSocketsWith(CLOSE.notDurable.code);
    const room = openTab('ayse', server.url).openRoom(ROOM, 'write');
    write(room, 'a');
    await until(() => status(room) === 'refused');
    expect(room.state.getSnapshot()).toMatchObject({ refusal: CLOSE.notDurable.reason, unsent: 1 });
    server.closeSocketsWith(null);
    await until(() => status(room) === 'savedOnServer');
    expect(room.state.getSnapshot().refusal).toBeNull();
  });

  it('is a mere absence when there is none', async () => {
    const server = await startMemoryServer();
    const room = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(room) === 'savedOnServer');
    await server.stop();
    await until(() => status(room) === 'offline');
    write(room, 'a');
    const again = ending(await startMemoryServer(server.port));
    await until(() => status(room) === 'savedOnServer');
    expect(onServer(again)).toEqual(['a']);
  });
});

describe('a large batch made offline', () => {
  it('of 50,000 rows arrives in frames of bounded size, and others see what was there before it is through', async () => {
    const offline = openTab('ayse');
    const room = offline.openRoom(ROOM, 'write');
    await room.loaded;
    const leads = room.doc.getMap<Y.Map<unknown>>('leads');
    const base = JSON.stringify({ name: 'Ayşe Demir', company: 'Çınar Metal Sanayi', phone: '+905321234567' }).padEnd(
      150,
    );
    for (let chunk = 0; chunk < 200; chunk += 1) {
      room.doc.transact(() => {
        for (let row = 0; row < 250; row += 1) leads.set(`lead${chunk}-${row}`, new Y.Map([['$', base]]));
      });
    }
    await room.flush();
    expect(unsent(room)).toBe(200);
    await offline.close();

    const server = ending(await startMemoryServer());
    const burak = openTab('burak', server.url).openRoom(ROOM, 'write');
    write(burak, 'was there before');
    await until(() => status(burak) === 'savedOnServer');
    server.updateSizes.length = 0;
    const again = openTab('ayse', server.url, { answerWithin: 10_000 }).openRoom(ROOM, 'write');
    await until(() => keys(again).length === 1);
    expect(unsent(again)).toBeGreaterThan(0);
    await until(() => status(again) === 'savedOnServer', 60_000);
    expect(server.document(ROOM)?.getMap('leads').size).toBe(50_000);
    expect(server.updateSizes.length).toBeGreaterThan(8);
    expect(Math.max(...server.updateSizes)).toBeLessThan(TARGET_FRAME_BYTES * 1.1);
    expect(Math.max(...server.exchangeSizes)).toBeLessThan(TARGET_FRAME_BYTES);
  }, 120_000);
});
