// The field history by the server: who wrote what into which field, told over HTTP, true after crashes and compaction.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Command, runCommand } from '#schema/command.ts';
import { createLead } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, purgeRecords } from '#schema/commands/records.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { DOOR_API, type MadeKey } from '#schema/door.ts';
import { type HistoryEntry, type HistoryPage, historyPath } from '#schema/history.ts';
import { API } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { richText, tableOf, writeRecord } from '#schema/workspace.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { testEnv } from '#tests/support/env.ts';
import { inviteInto, newPerson, type OpenRoom, type TestPerson } from '#tests/support/people.ts';
import { seededRandom } from '#tests/support/random.ts';
import { spawnTestServer, startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedRows, withLogFile } from './stored.ts';

let server: TestServer;
let ayse: TestPerson;
let can: TestPerson;
let workspace: string;
let room: string;

beforeAll(async () => {
  server = await startTestServer();
  [ayse, can] = [newPerson(server), newPerson(server)];
  await ayse.signUp('Ayşe Demir');
  await can.signUp('Can Kaya');
  workspace = await ayse.createWorkspace();
  await inviteInto(workspace, ayse, can, 'manager');
  room = roomName('workspace', workspace);
});

afterAll(async () => {
  ayse.leave();
  can.leave();
  await server.remove();
});

let devices = 0;

/** Runs a command in someone's open room, as their page does. */
function run<A, R>(open: OpenRoom, person: TestPerson, what: Command<A, R>, args: A): R {
  devices += 1;
  const outcome = runCommand(
    open.doc,
    testEnv(person.id, { role: 'manager', seed: devices, at: Date.now() }),
    what,
    args,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

async function openFor(person: TestPerson, name = room): Promise<OpenRoom> {
  const open = person.open(name);
  await open.synced();
  return open;
}

async function page(
  id: string,
  options: { type?: string; before?: number; by?: TestPerson } = {},
): Promise<HistoryPage> {
  const { type = 'lead', before, by = ayse } = options;
  const query = before === undefined ? '' : `?before=${before}`;
  const answer = await by.call<HistoryPage>('GET', `${historyPath(workspace, type, id)}${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

const entries = async (id: string, type = 'lead'): Promise<HistoryEntry[]> => (await page(id, { type })).entries;
const said = (all: readonly HistoryEntry[]) =>
  all.map(({ field, before, after, author }) => [field, before, after, author]);

describe('the history of a record', () => {
  it('tells who changed which field from what to what, the newest first', async () => {
    const [one, two] = await Promise.all([openFor(ayse), openFor(can)]);
    const id = run(one, ayse, createLead, { company: 'Çınar Metal', city: 'Bursa' });
    await one.saved();
    await until(() => two.doc.getMap('lead').has(id));
    run(two, can, patchRecord, patch('lead', id, { city: 'İzmir' }));
    await two.saved();
    const before = Date.now();
    const all = await entries(id);
    expect(said(all)).toEqual([
      ['city', 'Bursa', 'İzmir', can.id],
      ['$', null, expect.objectContaining({ company: 'Çınar Metal', city: 'Bursa' }), ayse.id],
    ]);
    expect(Math.abs(all[0]!.at - before)).toBeLessThan(60_000);
  });

  it('holds both values that two wrote at the same time, also the one that was overwritten', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar', city: 'Bursa' });
    await one.saved();
    const state = Y.encodeStateAsUpdate(one.doc);
    // two pages that were offline, and each of whose ids loses once
    for (const [first, second, a, b] of [
      [1, 2, 'İzmir', 'Konya'],
      [4, 3, 'Adana', 'Van'],
    ] as const) {
      const writes = [first, second].map((client, index) => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, state);
        doc.clientID = client;
        const known = Y.encodeStateVector(doc);
        (doc.getMap('lead').get(id) as Y.Map<unknown>).set('city', index === 0 ? a : b);
        return Y.encodeStateAsUpdate(doc, known);
      });
      for (const [index, person] of [ayse, can].entries()) {
        const socket = await openRawSocket(server.origin, person.headers());
        await socket.enter(room);
        socket.send(syncFrame(room, SYNC.update, writes[index]!));
        await socket.acked(1);
        socket.close();
      }
    }
    const all = (await entries(id)).filter(({ field }) => field === 'city');
    expect(new Set(all.map(({ after, author }) => `${String(after)} ${author}`))).toEqual(
      new Set([`İzmir ${ayse.id}`, `Konya ${can.id}`, `Adana ${ayse.id}`, `Van ${can.id}`]),
    );
    expect(all.some(({ stood }) => !stood)).toBe(true);
  });

  it('names the account of the connection, whatever the client claims', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar' });
    await one.saved();
    // Ayşe is gone; Can goes on under her page's client id, and says that she did it
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(one.doc));
    const known = Y.encodeStateVector(forged);
    const client = one.doc.clientID;
    ayse.leave();
    forged.clientID = client;
    forged.transact(() => {
      const lead = forged.getMap('lead').get(id) as Y.Map<unknown>;
      lead.set('city', 'Sahte');
      lead.set('updated', { at: Date.now(), by: ayse.id });
    });
    const socket = await openRawSocket(server.origin, can.headers());
    await socket.enter(room);
    await until(async () => {
      // until the server has noticed that she left
      socket.send(syncFrame(room, SYNC.update, Y.encodeStateAsUpdate(forged, known)));
      return socket.acks().length > 0 || socket.ws.readyState !== socket.ws.OPEN;
    });
    await socket.acked(1);
    socket.close();
    const [entry] = await entries(id);
    expect(entry).toMatchObject({ field: 'city', after: 'Sahte', author: can.id, claimed: ayse.id });
  });

  it('tells the name of a program that came through the open door', async () => {
    const made = await ayse.call<MadeKey>('POST', DOOR_API.keys(workspace), { name: 'ERP', role: 'rep' });
    const { key, secret } = made.body;
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar' });
    await one.saved();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
    const known = Y.encodeStateVector(doc);
    (doc.getMap('lead').get(id) as Y.Map<unknown>).set('externalId', 'ERP-7');
    const update = Y.encodeStateAsUpdate(doc, known);
    const socket = await openRawSocket(server.origin, { authorization: `Bearer ${secret}` }, `/yjs/${room}`);
    socket.send(syncFrame(room, SYNC.update, update).subarray(room.length + 1));
    await until(async () => (await entries(id)).length === 2);
    socket.close();
    expect((await entries(id))[0]).toMatchObject({ field: 'externalId', after: 'ERP-7', author: key.id });
    // and the key reads it too, being a member
    const read = await fetch(`${server.origin}${historyPath(workspace, 'lead', id)}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(read.status).toBe(200);
  });

  it('comes in pages', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar', city: '0' });
    for (let n = 1; n <= 120; n++) {
      run(one, ayse, patchRecord, patch('lead', id, { city: String(n) }));
      if (n % 10 === 0) await one.saved();
    }
    await one.saved();
    const seen: unknown[] = [];
    let next: number | undefined;
    do {
      const { entries: some, next: after } = await page(id, next === undefined ? {} : { before: next });
      expect(some.length).toBeLessThanOrEqual(50);
      seen.push(...some.map(({ after: value, field }) => (field === '$' ? 'made' : value)));
      next = after;
    } while (next !== undefined);
    expect(seen[0]).toBe('120');
    expect(seen.at(-1)).toBe('made');
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('of a text is one line for each person and time, not one a letter', async () => {
    const one = await openFor(ayse);
    const lead = run(one, ayse, createLead, { company: 'Çınar' });
    const note = run(one, ayse, createNote, { subject: { type: 'lead', id: lead } });
    await one.saved();
    const two = await openFor(can);
    const write = (open: OpenRoom, letters: string): void => {
      for (const letter of letters) {
        open.doc.transact(() => {
          const paragraph = new Y.XmlElement('paragraph');
          paragraph.insert(0, [new Y.XmlText(letter)]);
          richText(open.doc, 'note', note)!.insert(0, [paragraph]);
        });
      }
    };
    write(one, 'merhaba');
    await one.saved();
    write(two, 'selam');
    await two.saved();
    write(one, 'yine');
    await one.saved();
    const all = await entries(note, 'note');
    expect(all.filter(({ field }) => field === '#text').map(({ author }) => author)).toEqual([can.id, ayse.id]);
  });

  it('of many records made at once is one line each', async () => {
    const one = await openFor(ayse);
    const count = () =>
      withLogFile(
        server.dataFolder,
        (database) => (database.prepare('SELECT count(*) AS n FROM change').get() as { n: number }).n,
      );
    const first = run(one, ayse, createLead, { company: 'Önce' });
    await one.saved();
    await entries(first);
    const before = count();
    one.doc.transact(() => {
      for (let n = 0; n < 250; n++) {
        writeRecord(one.doc, 'lead', `bulk${n}`, { at: 1, by: ayse.id }, { company: `Firma ${n}`, city: 'Bursa' });
      }
    });
    await one.saved();
    expect(said(await entries('bulk7'))).toMatchObject([['$', null, { company: 'Firma 7' }, ayse.id]]);
    expect(count() - before).toBe(250);
  });

  it('goes with a record that is removed for good', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Kişisel', phone: '+905321112233' });
    run(one, ayse, binRecords, { type: 'lead', ids: [id] });
    await one.saved();
    expect(await entries(id)).toHaveLength(2);
    run(one, ayse, purgeRecords, { type: 'lead', ids: [id] });
    await one.saved();
    expect(await entries(id)).toEqual([]);
  });

  it('is for those who may read the workspace, and asks for what there is', async () => {
    const [viewer, stranger] = [newPerson(server), newPerson(server)];
    await viewer.signUp('Viewer');
    await stranger.signUp('Stranger');
    await inviteInto(workspace, ayse, viewer, 'viewer');
    const path = historyPath(workspace, 'lead', 'bulk7');
    expect((await viewer.call('GET', path)).status).toBe(200);
    expect((await stranger.call('GET', path)).status).toBe(404);
    expect((await newPerson(server).call('GET', path)).status).toBe(401);
    await ayse.call('DELETE', API.member(workspace, viewer.id));
    expect((await viewer.call('GET', path)).status).toBe(404);
    expect((await ayse.call('GET', historyPath(workspace, 'constructor', 'bulk7'))).status).toBe(404);
    expect((await ayse.call('GET', `${path}?before=x`)).status).toBe(400);
    expect((await page('no-such-record')).entries).toEqual([]);
  });
});

describe('the history of acknowledged edits', () => {
  it('is whole after the server was killed, whether it was stored already or not', async () => {
    const spawned = await spawnTestServer();
    try {
      const writer = newPerson(spawned);
      await writer.signUp('Ayşe Demir');
      const own = await writer.createWorkspace();
      const name = roomName('workspace', own);
      const read = async (id: string): Promise<HistoryEntry[]> => {
        const all: HistoryEntry[] = [];
        for (let next: number | undefined = Number.MAX_SAFE_INTEGER / 16; next !== undefined; ) {
          const path: string = `${historyPath(own, 'lead', id)}?before=${Math.floor(next)}`;
          const answer = await writer.call<HistoryPage>('GET', path);
          all.push(...answer.body.entries);
          next = answer.body.next;
        }
        return all;
      };
      let open = await openFor(writer, name);
      const id = run(open, writer, createLead, { company: 'Çınar', city: 'start' });
      const cities: string[] = [];
      for (let round = 0; round < 2; round++) {
        for (let n = 0; n < 7; n++) {
          const city = `${round}-${n}`;
          run(open, writer, patchRecord, patch('lead', id, { city }));
          await open.saved();
          cities.push(city);
        }
        // asked for in one round and not in the others: then nothing may have been stored when the process dies
        if (round === 1) expect(await read(id)).toHaveLength(cities.length + 1);
        await spawned.kill();
        open.close();
        await spawned.restart();
        open = await openFor(writer, name);
      }
      const all = await read(id);
      expect(all.filter(({ field }) => field === 'city').map(({ after }) => after)).toEqual(cities.toReversed());
      expect(all.every(({ author }) => author === writer.id)).toBe(true);
      writer.leave();
    } finally {
      await spawned.remove();
    }
  });

  it('survives compaction, also where nobody had told it before', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar', city: 'a' });
    run(one, ayse, patchRecord, patch('lead', id, { city: 'b' }));
    await one.saved();
    ayse.leave();
    can.leave();
    await server.close();
    const file = `${server.dataFolder}/updates.sqlite`;
    withLogFile(server.dataFolder, (database) => database.exec('DELETE FROM change; DELETE FROM history;'));
    const log = openSqliteUpdateLog(file);
    const { rows } = await log.compact(room);
    expect(rows).toBeGreaterThan(0);
    await log.close();
    await server.restart();
    expect(storedRows(server.dataFolder, room)).toHaveLength(0);
    expect(said(await entries(id))).toMatchObject([
      ['city', 'a', 'b', ayse.id],
      ['$', null, { company: 'Çınar' }, ayse.id],
    ]);
    const again = await openFor(ayse);
    run(again, ayse, patchRecord, patch('lead', id, { city: 'c' }));
    await again.saved();
    expect((await entries(id)).map(({ after }) => after)).toEqual(['c', 'b', expect.anything()]);
  });

  it('is derived from the log when a disk that takes no history takes updates again', async () => {
    const one = await openFor(ayse);
    const id = run(one, ayse, createLead, { company: 'Çınar', city: 'a' });
    await one.saved();
    withLogFile(server.dataFolder, (database) =>
      database.exec(`CREATE TRIGGER no_history BEFORE INSERT ON change BEGIN SELECT raise(ABORT, 'broken'); END`),
    );
    run(one, ayse, patchRecord, patch('lead', id, { city: 'b' }));
    await one.saved();
    run(one, ayse, patchRecord, patch('lead', id, { city: 'c' }));
    await one.saved();
    withLogFile(server.dataFolder, (database) => database.exec('DROP TRIGGER no_history'));
    run(one, ayse, patchRecord, patch('lead', id, { city: 'd' }));
    await one.saved();
    await until(async () => (await entries(id)).length === 4);
    expect((await entries(id)).slice(0, 3).map(({ before, after }) => [before, after])).toEqual([
      ['c', 'd'],
      ['b', 'c'],
      ['a', 'b'],
    ]);
  });

  it('is the same told as it happens and derived from the log, for people who write apart', async () => {
    const own = await ayse.createWorkspace();
    const name = roomName('workspace', own);
    await inviteInto(own, ayse, can, 'manager');
    const random = seededRandom(20261122);
    const devices = await Promise.all(
      [ayse, can, ayse].map(async (person, index) => {
        const socket = await openRawSocket(server.origin, person.headers());
        expect(await socket.enter(name)).toBe('read-write');
        const doc = new Y.Doc();
        doc.clientID = 100 - index;
        return { doc, socket, env: testEnv(person.id, { role: 'manager', seed: 500 + index }), sent: 0 };
      }),
    );
    const all = new Y.Doc();
    const act = ({ doc, env }: (typeof devices)[number]): void => {
      const ids = [...tableOf(doc, 'lead').keys()];
      const changes = { city: random.pick(['Bursa', 'Van', null]), company: String(random.below(9)) };
      if (ids.length < 3 || random.chance(0.2))
        runCommand(doc, env, createLead, { company: `Firma ${random.below(99)}` });
      else if (random.chance(0.1)) {
        const chosen = [random.pick(ids)];
        runCommand(doc, env, binRecords, { type: 'lead', ids: chosen });
        if (random.chance(0.5)) runCommand(doc, env, purgeRecords, { type: 'lead', ids: chosen });
      } else runCommand(doc, env, patchRecord, patch('lead', random.pick(ids), changes));
    };
    for (let step = 0; step < 150; step++) {
      const device = random.pick(devices);
      act(device);
      if (random.chance(0.4)) {
        const update = Y.encodeStateAsUpdate(device.doc, Y.encodeStateVector(all));
        device.socket.send(syncFrame(name, SYNC.update, update));
        device.sent += 1;
        await device.socket.acked(device.sent);
        Y.applyUpdate(all, update);
      }
      if (random.chance(0.3)) Y.applyUpdate(device.doc, Y.encodeStateAsUpdate(all, Y.encodeStateVector(device.doc)));
    }
    for (const { socket } of devices) socket.close();
    // until all that was handed on is stored: a page of it waits for that
    await ayse.call('GET', historyPath(own, 'lead', 'any'));
    const stored = () =>
      withLogFile(server.dataFolder, (database) =>
        database
          .prepare(
            `SELECT type, record, field, before, after, stood, author, claimed FROM change
             WHERE room = (SELECT id FROM room WHERE name = ?) ORDER BY id`,
          )
          .all(name),
      );
    const told = stored();
    expect(told.length).toBeGreaterThan(60);
    expect(told.some((entry) => (entry as { stood: number }).stood === 0)).toBe(true);
    await server.close();
    withLogFile(server.dataFolder, (database) =>
      database.exec(`DELETE FROM change WHERE room = (SELECT id FROM room WHERE name = '${name}');
                     DELETE FROM history WHERE room = (SELECT id FROM room WHERE name = '${name}')`),
    );
    const log = openSqliteUpdateLog(`${server.dataFolder}/updates.sqlite`);
    await log.deriveHistory(name);
    await log.close();
    expect(stored()).toEqual(told);
    await server.restart();
  });
});
