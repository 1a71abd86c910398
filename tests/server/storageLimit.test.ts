// A workspace that may not store more: its large additions wait on the devices, in words; nobody else notices; what
// is deleted makes place.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DOOR_API, type DoorToken } from '#schema/door.ts';
import { API, CLOSE, COLLAB_PATH, type Me } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import type { StorageLimits } from '#server/storage/storageLimit.ts';
import { endAll, openTab, status, unsent, write } from '#tests/support/carriers.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { withLogFile } from './stored.ts';

const MB = 1024 * 1024;
const TOKEN = 'a-token-of-this-test';
const endings: (() => unknown)[] = [];

afterEach(async () => {
  await endAll();
  for (const end of endings.splice(0).toReversed()) await end();
});

async function begin(limits: Partial<StorageLimits> = {}): Promise<{ server: TestServer; ayse: TestPerson }> {
  const storageLimits = { workspace: 4 * MB, demo: 2 * MB, ...limits };
  const server = await startTestServer({ storageLimits, metricsToken: TOKEN });
  endings.push(() => server.remove());
  const ayse = newPerson(server);
  endings.push(() => ayse.leave());
  await ayse.signUp('Ayşe Demir');
  return { server, ayse };
}

async function socketIn(server: TestServer, person: TestPerson, room: string): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, person.headers());
  endings.push(() => socket.close());
  await socket.enter(room);
  return socket;
}

/** A value of so many bytes under a key, as a person of its own writes it. */
function updateWith(key: string, bytes: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('leads').set(key, 'x'.repeat(bytes));
  return Y.encodeStateAsUpdate(doc);
}

/** The outcome of one update: `stored`, or the code with which the socket closed. */
async function send(server: TestServer, person: TestPerson, room: string, update: Uint8Array) {
  const socket = await socketIn(server, person, room);
  socket.send(syncFrame(room, SYNC.update, update));
  return Promise.race([socket.acked(1).then(() => 'stored' as const), socket.closed().then(({ code }) => code)]);
}

const healthOf = async (server: TestServer) => (await (await fetch(`${server.origin}/health`)).json()) as object;

async function metricOf(server: TestServer, name: string): Promise<string | undefined> {
  const answer = await fetch(`${server.origin}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return (await answer.text())
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.split(' ')[1];
}

const bytesOf = (server: TestServer, room: string): number =>
  withLogFile(server.dataFolder, (database) => {
    const sum = database.prepare(
      `SELECT coalesce((SELECT sum(length(data)) FROM row WHERE room = room.id), 0)
            + coalesce((SELECT length(data) FROM snapshot WHERE snapshot.room = room.id), 0) AS bytes
       FROM room WHERE name = ?`,
    );
    return (sum.get(room) as { bytes: number } | undefined)?.bytes ?? 0;
  });

describe('a full workspace', () => {
  it('takes no large additions and says so, still takes small work, and does not disturb the others', async () => {
    const { server, ayse } = await begin();
    const workspace = await ayse.createWorkspace();
    const [room, settings] = [roomName('workspace', workspace), roomName('settings', workspace)];
    const elsewhere = roomName('workspace', await ayse.createWorkspace());
    expect(await send(server, ayse, room, updateWith('a', 3 * MB))).toBe('stored');
    expect(await send(server, ayse, room, updateWith('b', 2 * MB))).toBe(CLOSE.workspaceFull.code);
    // both documents of a workspace count together
    expect(await send(server, ayse, settings, updateWith('b', 2 * MB))).toBe(CLOSE.workspaceFull.code);
    expect(await send(server, ayse, room, updateWith('c', 1000))).toBe('stored');
    expect(await send(server, ayse, elsewhere, updateWith('b', 2 * MB))).toBe('stored');
    expect(bytesOf(server, room)).toBeLessThan(3.1 * MB);
    expect(await healthOf(server)).toMatchObject({ status: 'ok', storage: 'ok', fullWorkspaces: 1 });
    expect(await metricOf(server, 'ortak_workspaces_full')).toBe('1');
    expect(await metricOf(server, 'ortak_storage_failing')).toBe('0');
    // what was refused is nowhere
    const reader = ayse.open(room);
    await reader.synced();
    expect([...reader.doc.getMap('leads').keys()].toSorted()).toEqual(['a', 'c']);
  });

  it('takes small work for a tenth above its limit, and then nothing, however many write at once', async () => {
    const { server, ayse } = await begin({ workspace: MB });
    const room = roomName('workspace', await ayse.createWorkspace());
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) => send(server, ayse, room, updateWith(`lead${n}`, 100_000))),
    );
    expect(new Set(outcomes)).toEqual(new Set(['stored', CLOSE.workspaceFull.code]));
    expect(bytesOf(server, room)).toBeGreaterThan(1.8 * MB);
    expect(bytesOf(server, room)).toBeLessThanOrEqual(2 * MB);
    expect(await send(server, ayse, room, updateWith('tiny', 200_000))).toBe(CLOSE.workspaceFull.code);
  });

  it('has place again when something was deleted for good, by itself, and after a start', async () => {
    const { server, ayse } = await begin();
    const room = roomName('workspace', await ayse.createWorkspace());
    const page = ayse.open(room);
    await page.synced();
    for (const key of ['a', 'b', 'c']) {
      page.doc.getMap('leads').set(key, 'x'.repeat(MB));
      await page.saved();
    }
    const url = `${server.origin.replace('http', 'ws')}${COLLAB_PATH}`;
    const importing = openTab(ayse.id, url, { headers: ayse.headers() }).openRoom(room, 'write');
    await until(() => status(importing) === 'savedOnServer');
    write(importing, 'list', 'y'.repeat(2 * MB));
    await until(() => importing.state.getSnapshot().refusal === CLOSE.workspaceFull.reason);
    expect(unsent(importing)).toBe(1);
    await importing.flush();
    expect(importing.state.getSnapshot().unstored).toBe(0);
    ayse.leave();
    await server.close();
    await server.restart();
    const again = ayse.open(room);
    await again.synced();
    expect(await send(server, ayse, room, updateWith('d', 2 * MB))).toBe(CLOSE.workspaceFull.code);
    for (const key of ['a', 'b']) again.doc.getMap('leads').delete(key);
    await again.saved();
    await until(() => status(importing) === 'savedOnServer');
    await until(() => again.doc.getMap('records').has('list'));
    expect(await healthOf(server)).toMatchObject({ fullWorkspaces: 0 });
  });

  it('is a guest’s demo much sooner', async () => {
    const { server, ayse } = await begin();
    const guest = newPerson(server);
    const opened = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    const demo = roomName('workspace', opened.body.workspaces[0]!.id);
    const own = roomName('workspace', await ayse.createWorkspace());
    const large = updateWith('a', 2.5 * MB);
    expect(await send(server, guest, demo, large)).toBe(CLOSE.workspaceFull.code);
    expect(await send(server, ayse, own, large)).toBe('stored');
    expect(await send(server, guest, demo, updateWith('b', 1000))).toBe('stored');
    const { user } = await guest.me();
    expect(await send(server, guest, roomName('user', user.id), large)).toBe(CLOSE.workspaceFull.code);
  });

  it('refuses programs at the open door the same way, to come back later', async () => {
    const { server, ayse } = await begin();
    const workspace = await ayse.createWorkspace();
    const room = roomName('workspace', workspace);
    const { body } = await ayse.call<DoorToken>('POST', DOOR_API.token(workspace));
    const door = await openRawSocket(server.origin, {}, `/yjs/${room}?token=${body.token}`);
    endings.push(() => door.close());
    // at the door a frame has no room's name in front
    door.send(syncFrame('', SYNC.update, updateWith('a', 5 * MB)).subarray(1));
    expect(await door.closed()).toEqual({ code: 4507, reason: 'workspace-full' });
    expect(bytesOf(server, room)).toBe(0);
  });

  it('is not made of a file either', async () => {
    const { server, ayse } = await begin();
    const source = await ayse.createWorkspace();
    const page = ayse.open(roomName('workspace', source));
    await page.synced();
    for (let n = 0; n < 3; n++) {
      const lead = new Y.Map([['$', { v: 1, created: { at: 1, by: ayse.id }, company: 'x'.repeat(MB) }]]);
      page.doc.getMap<Y.Map<unknown>>('lead').set(`lead${n}`, lead);
      await page.saved();
    }
    const file = await ayse.call<object>('GET', API.workspaceFile(source));
    expect(file.status).toBe(200);
    await server.remove();
    const small = await begin({ workspace: 2 * MB });
    const made = await small.ayse.call('POST', API.importWorkspace, JSON.stringify(file.body));
    expect(made).toMatchObject({ status: 413, body: { error: 'file-too-large' } });
    expect(withLogFile(small.server.dataFolder, (database) => database.prepare('SELECT * FROM row').all())).toEqual([]);
    expect((await small.ayse.me()).workspaces).toEqual([]);
  });
});
