import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { compactRoom } from '#client/sync/compaction.ts';
import { DeviceStore } from '#client/sync/deviceStore.ts';
import { readStored } from '#client/sync/readStored.ts';
import { ending, endAll, keys, openTab, ROOM, status, unsent, write } from '#tests/support/carriers.ts';
import { fillDevice, healDevice } from '#tests/support/deviceFaults.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { type Random, seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';

afterEach(async () => {
  healDevice();
  await endAll();
});

const openStore = (): DeviceStore => {
  const store = new DeviceStore('ayse');
  ending({ stop: () => store.close() });
  return store;
};

/** A document whose updates are collected, but for those that it heard. */
function recorded(): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'heard') updates.push(update);
  });
  return { doc, updates };
}

/** Sets, overwrites and deletes fields of a few records. */
function editAtRandom(doc: Y.Doc, random: Random, count: number): void {
  const records = doc.getMap<Y.Map<unknown>>('records');
  for (let index = 0; index < count; index += 1) {
    const id = `r${random.below(20)}`;
    const record = records.get(id);
    if (!record) records.set(id, new Y.Map([['$', '{}']]));
    else if (random.chance(0.1)) records.delete(id);
    else record.set(`field${random.below(5)}`, 'x'.repeat(random.below(40)));
  }
}

/** What a device holds, as a document, and what of it the server lacks, applied to what the server has. */
async function contentOf(store: DeviceStore): Promise<{ doc: Y.Doc; rest: Y.Doc; unsentEdits: number; bytes: number }> {
  const { snapshot, rows, unsent: marks } = await store.readRoom(ROOM);
  const [doc, rest] = [new Y.Doc(), new Y.Doc()];
  const lacking = new Set(marks.map(({ seq }) => seq));
  if (snapshot) {
    Y.applyUpdate(doc, snapshot.bytes);
    Y.applyUpdate(rest, snapshot.bytes);
  }
  for (const { seq, bytes } of rows) {
    Y.applyUpdate(doc, bytes);
    if (!lacking.has(seq)) Y.applyUpdate(rest, bytes);
  }
  for (const { seq, bytes } of rows) if (lacking.has(seq)) Y.applyUpdate(rest, bytes);
  return {
    doc,
    rest,
    unsentEdits: marks.reduce((sum, { changes }) => sum + changes, 0),
    bytes: (snapshot?.bytes.length ?? 0) + rows.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

const json = (doc: Y.Doc): unknown => doc.getMap('records').toJSON();

describe('compaction', () => {
  for (const seed of [1, 2, 3]) {
    it(`keeps everything and what is not sent, and makes it small (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const store = openStore();
      const { doc, updates } = recorded();
      let expected = 0;
      for (let round = 0; round < 6; round += 1) {
        editAtRandom(doc, random, 200);
        const rows = updates.splice(0).map((bytes) => ({ bytes, changes: random.chance(0.4) ? 1 : 0 }));
        expected += rows.reduce((sum, { changes }) => sum + changes, 0);
        await store.append(ROOM, rows, 'me', round > 0);
        if (random.chance(0.5)) await compactRoom(store, ROOM);
      }
      const before = await contentOf(store);
      await compactRoom(store, ROOM);
      const after = await contentOf(store);
      expect(json(after.doc)).toEqual(json(doc));
      expect(json(after.rest)).toEqual(json(doc));
      expect(after.doc.store.pendingStructs).toBeNull();
      expect(after.unsentEdits).toBe(expected);
      expect(after.bytes).toBeLessThanOrEqual(before.bytes);
    });
  }

  it('holds less than three times the snapshot after 100,000 edits', async () => {
    const random = seededRandom(7);
    const store = openStore();
    const { doc, updates } = recorded();
    for (let round = 0; round < 10; round += 1) {
      for (let count = 0; count < 2_000; count += 1) doc.transact(() => editAtRandom(doc, random, 5));
      const isOffline = round >= 5;
      const rows = updates.splice(0).map((bytes) => ({ bytes, changes: isOffline ? 1 : 0 }));
      await store.append(ROOM, rows, 'me', round > 0);
      await compactRoom(store, ROOM);
    }
    const { doc: kept, bytes, unsentEdits } = await contentOf(store);
    expect(json(kept)).toEqual(json(doc));
    expect(unsentEdits).toBeGreaterThan(9_000);
    expect(bytes).toBeLessThan(3 * Y.encodeStateAsUpdate(doc).length);
  }, 90_000);

  it('changes nothing when it fails half-way', async () => {
    const store = openStore();
    const { doc, updates } = recorded();
    editAtRandom(doc, seededRandom(8), 300);
    await store.append(
      ROOM,
      updates.map((bytes, index) => ({ bytes, changes: index % 2 })),
      'me',
      false,
    );
    const before = await store.readRoom(ROOM);
    fillDevice();
    await expect(compactRoom(store, ROOM)).rejects.toThrow('made to fail by a test');
    healDevice();
    expect(await store.readRoom(ROOM)).toEqual(before);
  });

  it('folds around a row that can’t be read, and leaves it for the next opening to set aside', async () => {
    const store = openStore();
    const { doc, updates } = recorded();
    editAtRandom(doc, seededRandom(8), 300);
    const rows = updates.map((bytes) => ({ bytes, changes: 0 }));
    await store.append(ROOM, [...rows, { bytes: new Uint8Array([255, 1, 2, 3]), changes: 0 }], 'me', false);
    await compactRoom(store, ROOM);
    expect(await store.updates.count()).toBe(1);
    const room = openTab('ayse').openRoom(ROOM, 'write');
    await room.loaded;
    expect(json(room.doc)).toEqual(json(doc));
    expect(room.state.getSnapshot().fault).toBe('unreadable');
  });

  it('is done once when two tabs begin at the same time, and loses nothing that is written meanwhile', async () => {
    const [store, other] = [openStore(), openStore()];
    const { doc, updates } = recorded();
    const random = seededRandom(9);
    editAtRandom(doc, random, 500);
    await store.append(
      ROOM,
      updates.splice(0).map((bytes) => ({ bytes, changes: 0 })),
      'me',
      false,
    );
    editAtRandom(doc, random, 50);
    const late = updates.splice(0).map((bytes) => ({ bytes, changes: 1 }));
    const [one, two] = await Promise.all([
      compactRoom(store, ROOM),
      compactRoom(other, ROOM),
      other.append(ROOM, late, 'other', true),
    ]);
    expect([one, two].filter((done) => done !== null)).toHaveLength(1);
    const after = await contentOf(store);
    expect(json(after.doc)).toEqual(json(doc));
    expect(after.unsentEdits).toBe(late.length);
  });

  it('never forgets a change that is acknowledged meanwhile, nor counts it as unsent for ever', async () => {
    const store = openStore();
    const { doc, updates } = recorded();
    editAtRandom(doc, seededRandom(10), 400);
    const written = await store.append(
      ROOM,
      updates.map((bytes) => ({ bytes, changes: 1 })),
      'me',
      false,
    );
    if (written === 'evicted') throw new Error('the store was there');
    const seqs = written.map(({ seq }) => seq);
    await Promise.all([compactRoom(store, ROOM), store.markSent(seqs.slice(0, 100))]);
    await store.markSent(seqs);
    await compactRoom(store, ROOM);
    const after = await contentOf(store);
    expect(json(after.doc)).toEqual(json(doc));
    expect(after.unsentEdits).toBe(0);
  });

  it('keeps what is owed in its order: each builds only on what is sent before it', async () => {
    const [store, other] = [openStore(), openStore()];
    const { doc, updates } = recorded();
    const random = seededRandom(11);
    const owed = () => updates.splice(0).map((bytes) => ({ bytes, changes: 1 }));
    editAtRandom(doc, random, 300);
    await store.append(ROOM, owed(), 'me', false);
    for (let round = 0; round < 3; round += 1) {
      editAtRandom(doc, random, 40);
      await Promise.all([compactRoom(store, ROOM), other.append(ROOM, owed(), 'other', true)]);
    }
    const { snapshot, rows, unsent: marks } = await store.readRoom(ROOM);
    const bytes = new Map(rows.map((row) => [row.seq, row.bytes]));
    const server = new Y.Doc();
    if (snapshot) Y.applyUpdate(server, snapshot.bytes);
    for (const { seq } of marks) {
      Y.applyUpdate(server, bytes.get(seq) ?? new Uint8Array());
      expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null]);
    }
    expect(json(server)).toEqual(json(doc));
    expect(marks.length).toBeLessThan(100);
  });

  it('takes rows that wait for later ones together: what waits is not tried again with each of them', async () => {
    const store = openStore();
    // each line of one is followed by one of the other, whose rows lie before
    const { doc, updates } = recorded();
    const other = recorded();
    const lines = doc.getArray<string>('lines');
    for (let index = 0; index < 300; index += 1) {
      lines.push([`mine ${index}`]);
      Y.applyUpdate(other.doc, updates.at(-1) ?? new Uint8Array(), 'heard');
      other.doc.getArray('lines').push([`theirs ${index}`]);
      Y.applyUpdate(doc, other.updates.at(-1) ?? new Uint8Array(), 'heard');
    }
    const rows = [...other.updates, ...updates].map((bytes) => ({ bytes, changes: 0 }));
    await store.append(ROOM, rows, 'me', false);
    const opened = new Y.Doc();
    let tried = 0;
    let waiting: Y.Doc['store']['pendingStructs'] = null;
    Object.defineProperty(opened.store, 'pendingStructs', {
      get: () => waiting,
      set(value: typeof waiting) {
        waiting = value;
        tried += 1;
      },
    });
    expect(readStored(opened, await store.readRoom(ROOM))).toEqual({ seqs: new Set(), snapshot: false });
    expect(opened.getArray('lines').toArray()).toEqual(lines.toArray());
    expect(tried).toBeLessThan(5);
    await compactRoom(store, ROOM);
    const after = await contentOf(store);
    expect(after.doc.getArray('lines').toArray()).toEqual(lines.toArray());
    expect(await store.updates.count()).toBe(0);
  });

  it('happens by itself in an open room, and what was folded still arrives at the server', async () => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    await room.loaded;
    for (let index = 0; index < 3_000; index += 1) write(room, `k${index % 50}`, `${index}`);
    await room.flush();
    expect(await tab.store.updates.count()).toBe(3_000);
    await until(async () => (await tab.store.updates.count()) < 100);
    expect(unsent(room)).toBe(3_000);
    await tab.close();
    const server = ending(await startMemoryServer());
    const again = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(again) === 'savedOnServer');
    expect(keys(again)).toHaveLength(50);
    expect(server.document(ROOM)?.getMap('records').toJSON()).toEqual(again.doc.getMap('records').toJSON());
  });
});
