import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { RemoteQueue } from '#client/sync/remoteQueue.ts';
import { takeWhole } from '#client/sync/takeWhole.ts';
import { COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { contentFrom, ending, endAll, keys, openTab, read, ROOM, status, write } from '#tests/support/carriers.ts';
import { newPerson } from '#tests/support/people.ts';
import { spawnTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await endAll();
});

const RECORDS = 300;

/** A document in which one client wrote so many records, update by update. */
function written(count: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < count; at += 1) doc.getMap('records').set(`r${at}`, `value ${at}`);
  return { doc, updates };
}

const valuesIn = (bytes: Uint8Array | undefined): unknown => {
  const doc = new Y.Doc();
  if (bytes) Y.applyUpdate(doc, bytes);
  return doc.getMap('records').toJSON();
};

/** A room on a server in which Ayşe has written these updates, and the page that she wrote them in. */
async function writtenRoom() {
  const server = await spawnTestServer();
  ending({ stop: () => server.remove() });
  const ayse = newPerson(server);
  await ayse.signUp('Ayşe');
  const room = roomName('workspace', await ayse.createWorkspace());
  const url = `ws://127.0.0.1:${server.port}${COLLAB_PATH}`;
  const headers = { cookie: ayse.cookie, origin: server.origin };
  const here = openTab(ayse.id, url, { headers }).openRoom(room, 'write');
  const { updates } = written(RECORDS);
  for (const update of updates) Y.applyUpdate(here.doc, update);
  await until(() => status(here) === 'savedOnServer');
  return { ayse, room, url, headers, here, updates };
}

describe('the first content of a room', () => {
  it('goes to the device as it came: nothing of it is written anew', async () => {
    const { ayse, room, url, headers } = await writtenRoom();

    // another device of the same person
    const structs = vi.spyOn(Y.UpdateEncoderV1.prototype, 'writeInfo');
    const device = openTab(`${ayse.id}-2`, url, { headers });
    const there = device.openRoom(room, 'write');
    await there.ready;
    await there.idle();
    expect(keys(there)).toHaveLength(RECORDS);
    expect(structs).not.toHaveBeenCalled();
    const stored = await device.store.readRoom(room);
    expect(stored.synced).toBe(true);
    expect(stored.rows).toHaveLength(1);
    expect(valuesIn(stored.rows[0]?.bytes)).toEqual(read(there));
  });

  it('is fetched as it is stored, before the socket brings what came after it', async () => {
    const { ayse, room, url, headers, here } = await writtenRoom();

    // nobody listens at its socket: all that it has was fetched
    const fetchContent = contentFrom(headers.origin, headers);
    const apart = openTab(`${ayse.id}-2`, undefined, { fetchContent });
    const there = apart.openRoom(room, 'write');
    await there.ready;
    expect(read(there)).toEqual(read(here));
    await there.idle();
    expect((await apart.store.readRoom(room)).synced).toBe(true);

    const late = openTab(`${ayse.id}-3`, url, {
      headers,
      async fetchContent(name) {
        const content = await fetchContent(name);
        write(here, 'later', 'written meanwhile');
        await until(() => status(here) === 'savedOnServer');
        return content;
      },
    });
    const joined = late.openRoom(room, 'write');
    await until(() => keys(joined).includes('later') && status(joined) === 'savedOnServer');
    write(joined, 'mine', 'answered');
    await until(() => keys(here).includes('mine'));
    expect(read(joined)).toEqual(read(here));
    await joined.idle();
    const { rows } = await late.store.readRoom(room);
    expect(valuesIn(Y.mergeUpdates(rows.map(({ bytes }) => bytes)))).toEqual(read(here));
  });

  it('comes on the socket where it cannot be fetched, or not be read', async () => {
    const { ayse, room, url, headers, here, updates } = await writtenRoom();

    const broken = Y.encodeStateAsUpdate(here.doc).slice(0, -40);
    const contents = [null, [], [broken], [...updates.slice(0, 9), ...updates.slice(20)], [updates[0]!, broken]];
    for (const [at, content] of contents.entries()) {
      const tab = openTab(`${ayse.id}-${at + 2}`, url, { headers, fetchContent: async () => content });
      const there = tab.openRoom(room, 'write');
      await there.ready;
      await until(() => status(there) === 'savedOnServer');
      expect(read(there)).toEqual(read(here));
      await there.idle();
      const { synced, rows } = await tab.store.readRoom(room);
      expect(synced).toBe(true);
      expect(valuesIn(Y.mergeUpdates(rows.map(({ bytes }) => bytes)))).toEqual(read(here));
    }
  });

  it('is not asked for where the device holds the room, or its member may not open it', async () => {
    const asked: string[] = [];
    const fetchContent = async (name: string) => {
      asked.push(name);
      return [Y.encodeStateAsUpdate(written(3).doc)];
    };
    const first = openTab('ayse', undefined, { fetchContent });
    const room = first.openRoom(ROOM, 'write');
    await room.ready;
    await room.idle();
    expect(asked).toEqual([ROOM]);
    await first.close();
    const again = openTab('ayse', undefined, { fetchContent }).openRoom(ROOM, 'write');
    await again.ready;
    expect(keys(again)).toHaveLength(3);
    openTab('can', undefined, { fetchContent }).openRoom(ROOM, 'none');
    expect(asked).toEqual([ROOM]);
  });

  it('does not wait its turn: of many devices that hear it, this one alone can open nothing yet', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const drawn = vi.spyOn(RemoteQueue.prototype, 'turnIn');
    const content = [Y.encodeStateAsUpdate(written(3).doc)];
    const tab = openTab('ayse', undefined, { fetchContent: async () => content });
    const room = tab.openRoom(ROOM, 'write');
    await room.ready;
    await room.idle();
    expect((await tab.store.readRoom(ROOM)).synced).toBe(true);
    const waited = Math.max(...drawn.mock.results.map(({ value }) => Number(value)));
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThanOrEqual(250);
  });

  it('is followed by rows that go on where it ends', () => {
    const { doc, updates } = written(20);
    const first = Y.mergeUpdates(updates.slice(0, 10));
    const here = new Y.Doc();
    const queue = new RemoteQueue();
    const { whole } = takeWhole(here, first, () => Y.applyUpdate(here, first));
    queue.add(whole!.bytes, whole);
    // what comes before the first content is written goes into the same writing
    for (const update of updates.slice(8, 15)) queue.add(update);
    const rows = queue.lacking(queue.take(), []);
    expect(rows[0]).toBe(first);
    rows.forEach((bytes, index) => queue.wrote(index + 1, bytes));
    queue.written();
    for (const update of updates.slice(12)) queue.add(update);
    rows.push(...queue.lacking(queue.take(), []));
    expect(valuesIn(Y.mergeUpdates(rows))).toEqual(doc.getMap('records').toJSON());
    // what the log has is not written twice
    rows.slice(1).forEach((bytes, index) => queue.wrote(index + 9, bytes));
    expect(queue.lacking([first, ...updates], [])).toEqual([]);
  });

  it('is compared with what another tab has written of it meanwhile', () => {
    const { updates } = written(10);
    const first = Y.mergeUpdates(updates);
    const here = new Y.Doc();
    const queue = new RemoteQueue();
    queue.add(first, takeWhole(here, first, () => Y.applyUpdate(here, first)).whole);
    expect(queue.lacking(queue.take(), [Y.mergeUpdates(updates.slice(0, 10))])).toEqual([]);
  });

  it('is kept without what waits for a part that is not here yet', () => {
    const { updates } = written(10);
    const gapped = Y.mergeUpdates([...updates.slice(0, 4), ...updates.slice(6)]);
    const here = new Y.Doc();
    const { whole } = takeWhole(here, gapped, () => Y.applyUpdate(here, gapped));
    expect(Object.keys(valuesIn(whole?.bytes) as object)).toHaveLength(4);
    expect(here.store.pendingStructs).not.toBeNull();
    const queue = new RemoteQueue();
    queue.add(whole!.bytes, whole);
    const rows = queue.lacking(queue.take(), []);
    rows.forEach((bytes, index) => queue.wrote(index + 1, bytes));
    // the missing part comes, and with it what waited
    const rest: Uint8Array[] = [];
    here.on('update', (update: Uint8Array) => rest.push(update));
    Y.applyUpdate(here, Y.mergeUpdates(updates.slice(4, 6)));
    expect(valuesIn(Y.mergeUpdates([...rows, ...queue.lacking(rest, [])]))).toEqual(here.getMap('records').toJSON());
  });

  it('that can be read only in part is kept in part, and its fault is told', () => {
    const { updates } = written(4);
    const here = new Y.Doc();
    const broken = new Error('broken');
    const taken = takeWhole(here, updates[0]!, () => {
      Y.applyUpdate(here, updates[0]!);
      throw broken;
    });
    expect(taken.failure).toBe(broken);
    expect(valuesIn(taken.whole?.bytes)).toEqual({ r0: 'value 0' });
  });

  it('of nothing is nothing', () => {
    const empty = Y.encodeStateAsUpdate(new Y.Doc());
    const here = new Y.Doc();
    expect(takeWhole(here, empty, () => Y.applyUpdate(here, empty))).toEqual({ whole: null });
  });
});
