// Two values of one key that arrive in one breath: whoever's took the other's place has heard the other's words before
// the answer of a server that has thrown them away.
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { roomName } from '#schema/rooms.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { storedRows } from './stored.ts';
import { FRAME, openRawSocket, SYNC, syncFrame } from './rawRoom.ts';

let server: TestServer;
const people: TestPerson[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const name of ['Ayşe', 'Burak']) {
    const person = newPerson(server);
    await person.signUp(name);
    people.push(person);
  }
});

afterAll(() => server.remove());

/** A device that wrote one key while away, and what it heard of the other's value, word for word. */
async function device(room: string, client: number) {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = client;
  doc.getMap('leads').set('city', `of ${client}`);
  const own = Y.encodeStateAsUpdate(doc);
  const socket = await openRawSocket(server.origin, people[0]!.headers());
  let answers = 0;
  socket.ws.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== FRAME.sync) return;
    const step = decoding.readVarUint(decoder);
    if (step === SYNC.step1) return;
    if (step === SYNC.step2) answers += 1;
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
  });
  await socket.enter(room);
  return {
    socket,
    /** Says its own and asks at once for all there is, as a page that comes back does. */
    comeBack() {
      socket.send(syncFrame(room, SYNC.update, own));
      socket.send(syncFrame(room, SYNC.step1, Y.encodeStateVector(doc)));
    },
    answered: () => until(() => answers > 0),
    /** The words of another's value, which may have been overwritten since; null when they came too late. */
    heardOf(other: number): unknown {
      const item = Y.getItem(doc.store, Y.createID(other, 0));
      return item.content instanceof Y.ContentAny ? item.content.arr[0] : null;
    },
    has: (other: number): boolean => Y.getState(doc.store, other) > 0,
  };
}

it('the one that stands has heard of the one that does not', async () => {
  const workspace = await people[0]!.createWorkspace();
  const room = roomName('workspace', workspace);
  for (let round = 0; round < 40; round++) {
    const ids = [round * 2 + 1_000, round * 2 + 1_001] as const;
    const [less, more] = [await device(room, ids[0]), await device(room, ids[1])];
    for (const each of round % 2 === 0 ? [less, more] : [more, less]) each.comeBack();
    await Promise.all([less.answered(), more.answered()]);
    await until(() => less.has(ids[1]) && more.has(ids[0]));
    // Of two values written apart the higher id's stands. Stored first, the other one stood until this one came: then
    // only the device of this one can still show both.
    const order = storedRows(server.dataFolder, room).flatMap((row) => [...Y.parseUpdateMeta(row).to.keys()]);
    const isFirst = order.indexOf(ids[0]) < order.indexOf(ids[1]);
    if (isFirst) expect(more.heardOf(ids[0])).toBe(`of ${ids[0]}`);
    else expect(less.heardOf(ids[1])).toBe(`of ${ids[1]}`);
    for (const each of [less, more]) each.socket.close();
  }
});
