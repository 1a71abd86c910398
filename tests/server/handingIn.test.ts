// What a restored server lacks is given back by everyone who has it, at once: nobody is cut for bringing what another
// brings too, nor for having more of it; and an id that someone writes under stays theirs.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedDocument } from './stored.ts';

let server: TestServer;
let ayse: TestPerson;
let burak: TestPerson;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
  [ayse, burak] = [newPerson(server), newPerson(server)];
  for (const person of [ayse, burak]) await person.signUp('Biri');
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

afterAll(() => server.remove());

async function newRoom(): Promise<string> {
  const workspace = await ayse.createWorkspace();
  await inviteInto(workspace, ayse, burak, 'rep');
  return roomName('workspace', workspace);
}

async function enter(person: TestPerson, room: string): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, person.headers());
  sockets.push(socket);
  expect(await socket.enter(room)).toBe('read-write');
  return socket;
}

/** A colleague who is gone, and what each of two devices has of their work. */
function absent(): { readonly doc: Y.Doc; readonly states: Uint8Array[] } {
  const doc = new Y.Doc();
  const states: Uint8Array[] = [];
  for (let n = 0; n < 20; n++) {
    doc.getMap('leads').set(`lead${n}`, n);
    states.push(Y.encodeStateAsUpdate(doc));
  }
  return { doc, states };
}

const leadsOn = (room: string): number => storedDocument(server.dataFolder, room).getMap('leads').size;

describe('what a server lost of someone who is gone', () => {
  it('may be given back by two people in the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const room = await newRoom();
      const { states } = absent();
      const both = [await enter(ayse, room), await enter(burak, room)];
      for (const socket of both) socket.send(syncFrame(room, SYNC.step2, states.at(-1)!));
      await Promise.all(both.map((socket) => socket.acked(1)));
      expect(both.map((socket) => socket.acks())).toEqual([[1], [1]]);
      expect(leadsOn(room)).toBe(20);
    }
  });

  it('is taken from who has more of it, while who had less is still here', async () => {
    const room = await newRoom();
    const { states } = absent();
    const [less, more] = [await enter(ayse, room), await enter(burak, room)];
    less.send(syncFrame(room, SYNC.step2, states[9]!));
    await less.acked(1);
    more.send(syncFrame(room, SYNC.step2, states[19]!));
    await more.acked(1);
    expect(leadsOn(room)).toBe(20);
  });
});

describe('what a server lost of someone who is here', () => {
  it('may be given back by a colleague in the moment in which they do it themselves and write on', async () => {
    for (let round = 0; round < 4; round++) {
      const room = await newRoom();
      const { doc, states } = absent();
      const [writer, colleague] = [await enter(ayse, room), await enter(burak, room)];
      const known = Y.encodeStateVector(doc);
      doc.getMap('leads').set('written now', true);
      const next = Y.encodeStateAsUpdate(doc, known);
      const both = [
        () => {
          writer.send(syncFrame(room, SYNC.step2, states.at(-1)!));
          writer.send(syncFrame(room, SYNC.update, next));
        },
        () => colleague.send(syncFrame(room, SYNC.step2, states.at(-1)!)),
      ];
      for (const send of round % 2 === 0 ? both : both.toReversed()) send();
      await Promise.all([writer.acked(2), colleague.acked(1)]);
      expect([writer.acks(), colleague.acks()]).toEqual([[1, 1], [1]]);
      expect(leadsOn(room)).toBe(21);
    }
  });

  it('and is not what they wrote, closes the socket of whoever brings it', async () => {
    const room = await newRoom();
    const { doc, states } = absent();
    const writer = await enter(ayse, room);
    writer.send(syncFrame(room, SYNC.update, states.at(-1)!));
    await writer.acked(1);
    const forger = new Y.Doc();
    Y.applyUpdate(forger, states.at(-1)!);
    forger.clientID = doc.clientID;
    const known = Y.encodeStateVector(forger);
    forger.getMap('leads').set('forged', true);
    for (const step of [SYNC.update, SYNC.step2]) {
      const socket = await enter(burak, room);
      socket.send(syncFrame(room, step, Y.encodeStateAsUpdate(forger, known)));
      expect((await socket.closed()).code).toBe(CLOSE.malformed.code);
      expect(socket.acks()).toEqual([]);
    }
    expect(storedDocument(server.dataFolder, room).getMap('leads').has('forged')).toBe(false);
  });
});
