// A document that asks for a newer app than a page is: the server holds it, whatever the page does.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { raiseDocumentVersion, versionToken } from '#schema/documentVersion.ts';
import { COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { endAll, keys, openTab, status, unsent, write } from '#tests/support/carriers.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedDocument, storedRows } from './stored.ts';
import { updatesOf } from './updates.ts';

let server: TestServer;
let ayse: TestPerson;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
  ayse = newPerson(server);
  await ayse.signUp('Ayşe Demir');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await endAll();
});

afterAll(() => server.remove());

const newRoom = async (): Promise<string> => roomName('workspace', await ayse.createWorkspace());

async function socketOf(): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, ayse.headers());
  sockets.push(socket);
  return socket;
}

/** What the app of a version writes with the first thing that an older one would not know. */
function raisedTo(version: number): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    raiseDocumentVersion(doc, version);
    doc.getMap('customer').set('c1', 'Müşteri');
  });
  return Y.encodeStateAsUpdate(doc);
}

async function write2(room: string): Promise<void> {
  const socket = await socketOf();
  expect(await socket.enter(room, versionToken(2))).toBe('read-write');
  socket.send(syncFrame(room, SYNC.update, raisedTo(2)));
  await socket.acked(1);
  expect(socket.acks()).toEqual([1]);
}

describe('the server', () => {
  it('takes no changes from an app that is older than the document, or says nothing of itself', async () => {
    const room = await newRoom();
    await write2(room);
    for (const [token, ack] of [
      [versionToken(1), 0],
      ['', 0],
      ['cookie', 0],
      ['v02', 0],
      ['v2.5', 0],
      ['v-9', 0],
      [versionToken(2), 1],
      [versionToken(3), 1],
    ] as const) {
      const socket = await socketOf();
      await socket.enter(room, token);
      socket.send(syncFrame(room, SYNC.update, updatesOf(1, `${token} `)[0]!));
      await socket.acked(1);
      expect([token, socket.acks()]).toEqual([token, [ack]]);
    }
    const stored = storedDocument(server.dataFolder, room);
    expect([...stored.getMap('leads').keys()].toSorted()).toEqual(['v2 0', 'v3 0']);
  });

  it('knows the version of a document that nobody has open, also for what is sent in one breath with the asking', async () => {
    const room = await newRoom();
    await write2(room);
    for (const socket of sockets.splice(0)) socket.close();
    await server.close();
    await server.restart();
    const before = storedRows(server.dataFolder, room).length;
    const socket = await socketOf();
    const entered = socket.enter(room, versionToken(1));
    socket.send(syncFrame(room, SYNC.update, updatesOf(1)[0]!));
    socket.send(syncFrame(room, SYNC.step2, updatesOf(1)[0]!));
    await entered;
    await socket.acked(2);
    expect(socket.acks()).toEqual([0, 0]);
    expect(storedRows(server.dataFolder, room)).toHaveLength(before);
  });

  it('makes a reader of whoever is connected when a newer app raises the version, and of nobody else', async () => {
    const room = await newRoom();
    const [old, other] = [await socketOf(), await socketOf()];
    const [before, after] = updatesOf(2);
    await old.enter(room, versionToken(1));
    await other.enter(await newRoom(), versionToken(1));
    old.send(syncFrame(room, SYNC.update, before!));
    await old.acked(1);
    await write2(room);
    old.send(syncFrame(room, SYNC.update, after!));
    await old.acked(2);
    expect(old.acks()).toEqual([1, 0]);
    expect([...storedDocument(server.dataFolder, room).getMap('leads').keys()]).toEqual(['lead0']);
    expect(old.ws.readyState).toBe(old.ws.OPEN);
  });

  it('stores all that came before the version was raised, in the very order of its coming', async () => {
    const room = await newRoom();
    const [old, newer] = [await socketOf(), await socketOf()];
    await old.enter(room, versionToken(1));
    await newer.enter(room, versionToken(2));
    const updates = updatesOf(60);
    for (const [index, update] of updates.entries()) {
      old.send(syncFrame(room, SYNC.update, update));
      if (index === 30) newer.send(syncFrame(room, SYNC.update, raisedTo(2)));
    }
    await old.acked(60);
    const taken = old.acks().filter((ack) => ack === 1).length;
    expect(old.acks()).toEqual([...Array<number>(taken).fill(1), ...Array<number>(60 - taken).fill(0)]);
    expect(storedDocument(server.dataFolder, room).getMap('leads').size).toBe(taken);
  });
});

describe('a page that is older than the document', () => {
  const openPage = (room: string, documentVersion?: number) => {
    const url = `${server.origin.replace('http', 'ws')}${COLLAB_PATH}`;
    const tab = openTab(ayse.id, url, {
      headers: ayse.headers(),
      ...(documentVersion === undefined ? {} : { documentVersion }),
    });
    return { tab, page: tab.openRoom(room, 'write') };
  };

  it('keeps what it wrote, and the newer app sends it', async () => {
    const room = await newRoom();
    const old = openPage(room);
    await until(() => status(old.page) === 'savedOnServer');
    await write2(room);
    write(old.page, 'written too late');
    await until(() => status(old.page) === 'readOnly');
    write(old.page, 'and another');
    await old.page.flush();
    expect(unsent(old.page)).toBe(2);
    expect(storedDocument(server.dataFolder, room).getMap('records').size).toBe(0);
    await old.tab.close();

    // opened again by the same app it still waits; it reads on meanwhile
    const again = openPage(room);
    await until(() => status(again.page) === 'readOnly');
    expect(unsent(again.page)).toBe(2);
    expect(keys(again.page)).toEqual(['and another', 'written too late']);
    expect(again.page.doc.getMap('customer').get('c1')).toBe('Müşteri');
    await again.tab.close();

    const newer = openPage(room, 2);
    await until(() => status(newer.page) === 'savedOnServer');
    expect(unsent(newer.page)).toBe(0);
    expect(storedDocument(server.dataFolder, room).getMap('records').size).toBe(2);
  });
});
