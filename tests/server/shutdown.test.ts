// SIGTERM: what was acknowledged stays, clients hear that they should come back, and nobody can hold the server up.
import 'fake-indexeddb/auto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { API, CLOSE, COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { ending, endAll, keys, openTab, status, unsent, write } from '#tests/support/carriers.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { type SpawnedServer, spawnTestServer } from '#tests/support/server.ts';
import { until as untilWithin } from '#tests/support/until.ts';
import { openRawSocket } from './rawRoom.ts';

/** The server gives itself five seconds, a crowded machine needs some more; its disk would hold it up for twenty. */
const DEADLINE_MS = 5_000 + 10_000;

/** Pages back off when a server is away, and the machine may be crowded. */
const until = (condition: () => boolean): Promise<void> => untilWithin(condition, 60_000);

afterEach(endAll);

async function start(): Promise<{ server: SpawnedServer; ayse: TestPerson; room: string }> {
  const server = await spawnTestServer();
  ending({ stop: () => server.remove() });
  const ayse = newPerson(server);
  ending({ stop: () => ayse.leave() });
  await ayse.signUp('Ayşe Demir');
  return { server, ayse, room: roomName('workspace', await ayse.createWorkspace()) };
}

async function timed(work: Promise<void>): Promise<number> {
  const begin = performance.now();
  await work;
  return performance.now() - begin;
}

describe('a server that is told to stop', () => {
  it('keeps all that it acknowledged, and its pages come back by themselves with the rest', async () => {
    const { server, ayse, room } = await start();
    const headers = { cookie: ayse.cookie, origin: server.origin };
    const tab = openTab(ayse.id, `ws://127.0.0.1:${server.port}${COLLAB_PATH}`, { headers });
    const page = tab.openRoom(room, 'write');
    await until(() => status(page) === 'savedOnServer');
    const seen = new Set<string>();
    page.state.subscribe(() => void seen.add(status(page)));
    let written = 0;
    const promised = new Set<string>();
    const writing = setInterval(() => {
      if (status(page) === 'savedOnServer') for (const key of keys(page)) promised.add(key);
      for (let n = 0; n < 10; n++) write(page, `edit${written++}`);
    }, 2);
    await until(() => promised.size > 100);
    await server.close();
    clearInterval(writing);
    await until(() => status(page) !== 'savedOnServer');
    const before = new Set(promised);
    await server.restart();
    const witness = ayse.open(room);
    await witness.synced();
    const there = new Set(witness.doc.getMap('records').keys());
    expect([...before].filter((key) => !there.has(key))).toEqual([]);
    await until(() => status(page) === 'savedOnServer' && unsent(page) === 0);
    await until(() => witness.doc.getMap('records').size === written);
    expect(seen).not.toContain('refused');
  });

  it('tells everyone to come back, and waits for nobody who does not answer, read or finish', async () => {
    const { server, ayse, room } = await start();
    const hearing = await openRawSocket(server.origin, ayse.headers());
    await hearing.enter(room);
    const deaf = await openRawSocket(server.origin, ayse.headers());
    await deaf.enter(room);
    deaf.ws.pause();
    // A request whose body never comes.
    const unfinished = connect(server.port, '127.0.0.1');
    unfinished.on('error', () => undefined);
    await once(unfinished, 'connect');
    unfinished.write(
      `POST ${API.signIn} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
    );
    const idle = connect(server.port, '127.0.0.1');
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    expect(await timed(server.close())).toBeLessThan(DEADLINE_MS);
    expect(await hearing.closed()).toEqual({ code: CLOSE.shuttingDown.code, reason: CLOSE.shuttingDown.reason });
    deaf.close();
    unfinished.destroy();
    idle.destroy();
  });

  it('ends at its deadline though its disk does not answer, and has acknowledged nothing meanwhile', async () => {
    const { server, ayse, room } = await start();
    const open = ayse.open(room);
    await open.synced();
    open.doc.getMap('records').set('before', 1);
    await open.saved();
    const blocking = new Database(join(server.dataFolder, 'updates.sqlite'));
    blocking.exec('BEGIN IMMEDIATE');
    open.doc.getMap('records').set('blocked', 1);
    await until(() => open.provider.unsyncedChanges > 0);
    const took = await timed(server.close());
    blocking.exec('ROLLBACK');
    blocking.close();
    expect(took).toBeLessThan(DEADLINE_MS);
    expect(open.provider.unsyncedChanges).toBeGreaterThan(0);
    await server.restart();
    await open.saved();
    expect(open.doc.getMap('records').toJSON()).toEqual({ before: 1, blocked: 1 });
  });
});
