// What the log under a running server takes, gives up and says. The promise after a kill is held in crash/.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { breakDisk, storedDocument, storedRows } from './stored.ts';
import { poisonedText, updatesOf } from './updates.ts';

describe('the log under a running server', () => {
  let server: TestServer;
  let person: TestPerson;
  let room: string;

  beforeAll(async () => {
    server = await startTestServer();
    person = newPerson(server);
    await person.signUp('Ayşe Demir');
  });

  afterAll(async () => {
    person.leave();
    await server.remove();
  });

  const newRoom = async (): Promise<void> => {
    room = roomName('workspace', await person.createWorkspace());
  };

  it('does not grow by reconnecting, not even after many deletions', async () => {
    await newRoom();
    const first = person.open(room);
    await first.synced();
    const leads = first.doc.getMap('leads');
    for (let n = 0; n < 50; n++) leads.set(`lead${n % 5}`, new Y.Map([['company', `company ${n}`]]));
    await first.saved();
    const before = storedRows(server.dataFolder, room).length;
    const { doc } = first;
    first.close();
    const second = person.open(room, doc);
    await second.saved();
    second.close();
    expect(storedRows(server.dataFolder, room)).toHaveLength(before);
  });

  it('takes what was written and deleted offline, and only that', async () => {
    await newRoom();
    const first = person.open(room);
    await first.synced();
    const leads = first.doc.getMap('leads');
    for (let n = 0; n < 200; n++) leads.set(`lead${n}`, n);
    for (let n = 0; n < 200; n += 2) leads.delete(`lead${n}`);
    await first.saved();
    const before = storedRows(server.dataFolder, room).length;
    const { doc } = first;
    first.close();
    leads.delete('lead1');
    leads.set('offline', true);
    const second = person.open(room, doc);
    await second.saved();
    second.close();
    const rows = storedRows(server.dataFolder, room);
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)!.length).toBeLessThan(100);
    expect(storedDocument(server.dataFolder, room).getMap('leads').toJSON()).toEqual(leads.toJSON());
  });

  it('acknowledges nothing while the disk is full, shows it, and takes everything once it is not', async () => {
    await newRoom();
    const open = person.open(room);
    await open.synced();
    open.doc.getMap('leads').set('before', 1);
    await open.saved();
    const colleague = person.open(room);
    await colleague.synced();
    const closings: number[] = [];
    open.socket.on('close', ({ event }: { event: { code: number } }) => void closings.push(event.code));
    const heal = breakDisk(server.dataFolder);
    open.doc.getMap('leads').set('during', 2);
    await until(() => closings.includes(CLOSE.notDurable.code));
    expect((await fetch(`${server.origin}/health`)).status).toBe(503);
    expect(open.provider.unsyncedChanges).toBeGreaterThan(0);
    expect(colleague.doc.getMap('leads').has('during')).toBe(false);
    heal();
    await open.saved();
    await until(() => colleague.doc.getMap('leads').get('during') === 2);
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
    expect(storedDocument(server.dataFolder, room).getMap('leads').toJSON()).toEqual({ before: 1, during: 2 });
    person.leave();
  });

  it('never acknowledges garbage, never stores it, and closes its socket', async () => {
    await newRoom();
    const [good] = updatesOf(1);
    const garbage = [
      new Uint8Array(),
      new Uint8Array([255, 255, 255, 255]),
      good!.subarray(0, -3),
      new Uint8Array(5_000).fill(7),
      selfReferring(),
      nestedTooDeep(),
    ];
    for (const update of garbage) {
      const raw = await openRawSocket(server.origin, person.headers());
      expect(await raw.enter(room)).toBe('read-write');
      raw.send(syncFrame(room, SYNC.update, update));
      expect(await raw.closed()).toEqual({ code: CLOSE.malformed.code, reason: CLOSE.malformed.reason });
      expect(raw.acks()).toEqual([]);
    }
    expect(storedRows(server.dataFolder, room)).toEqual([]);
  });

  it('gives up an update that passes every check and then throws, but for the part of it that got in', async () => {
    await newRoom();
    const raw = await openRawSocket(server.origin, person.headers());
    await raw.enter(room);
    const { base, poison } = poisonedText();
    raw.send(syncFrame(room, SYNC.update, base));
    await raw.acked(1);
    raw.send(syncFrame(room, SYNC.update, poison));
    expect((await raw.closed()).code).toBe(CLOSE.malformed.code);
    expect(raw.acks()).toEqual([1]);
    const inMemory = person.open(room);
    await inMemory.synced();
    const stored = storedDocument(server.dataFolder, room);
    expect(Y.encodeStateVector(stored)).toEqual(Y.encodeStateVector(inMemory.doc));
    expect(stored.getText('t').toJSON()).toBe(inMemory.doc.getText('t').toJSON());
    person.leave();
  });

  it('opens a room in spite of stored rows that cannot be read, and keeps those aside', async () => {
    await newRoom();
    const open = person.open(room);
    await open.synced();
    open.doc.getMap('leads').set('good', 1);
    await open.saved();
    person.leave();
    await server.close();
    const log = openSqliteUpdateLog(join(server.dataFolder, 'updates.sqlite'));
    await log.append({ room, update: new Uint8Array([3, 1, 4, 1, 5]), author: null, at: 1, clients: [] });
    await log.append({ room, update: updatesOf(1, 'late')[0]!, author: null, at: 1, clients: [] });
    await log.close();
    await server.restart();
    const again = person.open(room);
    await again.synced();
    expect(again.doc.getMap('leads').toJSON()).toEqual({ good: 1, late0: 0 });
    person.leave();
    await server.close();
    const after = openSqliteUpdateLog(join(server.dataFolder, 'updates.sqlite'));
    expect(await after.quarantined(room)).toMatchObject([{ bytes: 5 }]);
    await after.close();
    await server.restart();
  });

  it('is compacted while people write, without a word lost', async () => {
    await newRoom();
    const open = person.open(room);
    await open.synced();
    const leads = open.doc.getMap('leads');
    const text = 'a note about a customer who said many things. '.repeat(40);
    const isCompacted = (): boolean => storedRows(server.dataFolder, room).length < written / 2;
    let written = 0;
    while (written < 5_000) {
      for (let n = 0; n < 100; n++) {
        leads.set(`lead${written % 300}`, `${written} ${text}`);
        written += 1;
      }
      await open.saved();
      if (isCompacted()) break;
    }
    await until(isCompacted);
    leads.set('after', true);
    await open.saved();
    person.leave();
    await server.close();
    await server.restart();
    const again = person.open(room);
    await again.synced();
    expect(again.doc.getMap('leads').toJSON()).toEqual(leads.toJSON());
    person.leave();
  });
});

/** An item that names a later item of its own client as its origin. */
function selfReferring(): Uint8Array {
  // one client, one struct: client 5, clock 0; a string with origin (5, 9) and right origin absent; no deletions
  return new Uint8Array([1, 1, 5, 0, 0x84, 5, 9, 1, 97, 0]);
}

/** A value of arrays in arrays, as deep as still decodes. */
function nestedTooDeep(): Uint8Array {
  const nested = Array.from({ length: 3_000 }, () => [117, 1]).flat();
  // one client, one struct: client 5, clock 0; any value in the root type "a", no deletions; 117 1 opens an array of one
  return new Uint8Array([1, 1, 5, 0, 8, 1, 1, 97, 1, ...nested, 126, 0]);
}
