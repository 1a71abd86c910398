// What a changed client may try on an open room: the process lives, others notice nothing, its socket closes with a code.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { API, CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { createSlowReaderCheck } from '#server/collab/limits.ts';
import { createLiveSocket, createLiveSockets } from '#server/collab/liveSocket.ts';
import { inviteInto, newPerson, type OpenRoom, type TestPerson } from '#tests/support/people.ts';
import { seededRandom } from '#tests/support/random.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { awarenessFrame, FRAME, frame, openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedDocument } from './stored.ts';
import { updatesOf } from './updates.ts';

let server: TestServer;
let victim: TestPerson;
let attacker: TestPerson;
let room: string;
let open: OpenRoom;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
  [victim, attacker] = [newPerson(server), newPerson(server)];
  await victim.signUp('Ayşe Demir');
  await attacker.signUp('Someone Else');
  const workspace = await victim.createWorkspace();
  await inviteInto(workspace, victim, attacker, 'rep');
  room = roomName('workspace', workspace);
  open = victim.open(room);
  await open.synced();
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  victim.leave();
  await server.remove();
});

async function attack(person: TestPerson = attacker): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, person.headers());
  sockets.push(socket);
  expect(await socket.enter(room)).toBe('read-write');
  return socket;
}

async function victimIsWell(): Promise<void> {
  const key = `still ${Math.trunc(performance.now())}`;
  open.doc.getMap('leads').set(key, true);
  await open.saved();
  expect(storedDocument(server.dataFolder, room).getMap('leads').get(key)).toBe(true);
}

describe('presence', () => {
  const stateOf = (id: number): Record<string, unknown> | undefined => open.provider.awareness?.getStates().get(id);

  it('says whose it is, whatever the client wrote there', async () => {
    const socket = await attack();
    socket.send(
      awarenessFrame(room, [{ id: 4711, clock: 1, state: { account: victim.id, user: { name: 'Ayşe Demir' } } }]),
    );
    await until(() => stateOf(4711) !== undefined);
    expect(stateOf(4711)).toMatchObject({ account: attacker.id });
  });

  it('of someone who is here cannot be rewritten by another', async () => {
    const colleague = attacker.open(room);
    await colleague.synced();
    open.provider.setAwarenessField('place', 'leads');
    const id = open.doc.clientID;
    await until(() => colleague.provider.awareness?.getStates().get(id)?.['place'] === 'leads');
    const socket = await attack();
    socket.send(
      awarenessFrame(room, [
        { id, clock: 1_000, state: { place: 'forged' } },
        { id: 4712, clock: 1, state: { mark: 1 } },
      ]),
    );
    await until(() => stateOf(4712) !== undefined);
    expect(colleague.provider.awareness?.getStates().get(id)).toMatchObject({ place: 'leads' });
    attacker.leave();
  });

  it('is gone when its socket is gone', async () => {
    const socket = await attack();
    socket.send(awarenessFrame(room, [{ id: 4713, clock: 1, state: { here: true } }]));
    await until(() => stateOf(4713) !== undefined);
    socket.close();
    await until(() => stateOf(4713) === undefined);
    expect(stateOf(open.doc.clientID)).toBeDefined();
  });

  it('of someone who moves their caret all day long is no flood, and leaves no ghosts', async () => {
    const socket = await attack();
    for (let clock = 1; clock <= 300; clock += 1) {
      socket.send(awarenessFrame(room, [{ id: 4715, clock, state: { caret: clock } }]));
    }
    await until(() => stateOf(4715)?.['caret'] === 300);
    const ids = [...(open.provider.awareness?.getStates().keys() ?? [])];
    expect(ids.filter((id) => id !== open.doc.clientID && id > 10_000)).toEqual([]);
    expect(socket.ws.readyState).toBe(socket.ws.OPEN);
  });

  it('of thousands of ids, or of a large state, closes the socket', async () => {
    const many = await attack();
    many.send(
      awarenessFrame(
        room,
        Array.from({ length: 5_000 }, (_, n) => ({ id: 10_000 + n, clock: 1, state: { n } })),
      ),
    );
    expect((await many.closed()).code).toBe(CLOSE.tooMany.code);
    const large = await attack();
    large.send(awarenessFrame(room, [{ id: 4714, clock: 1, state: { text: 'x'.repeat(10_000) } }]));
    expect((await large.closed()).code).toBe(CLOSE.tooLarge.code);
    expect(stateOf(4714)).toBeUndefined();
    expect(stateOf(10_001)).toBeUndefined();
    await victimIsWell();
  });
});

describe('a client id', () => {
  it('that someone writes under cannot be taken by another', async () => {
    open.doc.getMap('leads').set('mine', 'real');
    await open.saved();
    const forger = new Y.Doc();
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(open.doc));
    forger.clientID = open.doc.clientID;
    const before = Y.encodeStateVector(forger);
    forger.getMap('leads').set('mine', 'forged');
    for (const step of [SYNC.update, SYNC.step2]) {
      const socket = await attack();
      socket.send(syncFrame(room, step, Y.encodeStateAsUpdate(forger, before)));
      expect((await socket.closed()).code).toBe(CLOSE.malformed.code);
      expect(socket.acks()).toEqual([]);
    }
    await victimIsWell();
    expect(open.doc.getMap('leads').get('mine')).toBe('real');
  });

  it('of someone who is not here may be handed in: devices give back what the server lacks', async () => {
    const absent = new Y.Doc();
    absent.getMap('leads').set('from the absent', 1);
    const first = await attack(victim);
    first.send(syncFrame(room, SYNC.update, Y.encodeStateAsUpdate(absent)));
    await first.acked(1);
    first.close();
    const before = Y.encodeStateVector(absent);
    absent.getMap('leads').set('handed in', 2);
    const handedIn = Y.encodeStateAsUpdate(absent, before);
    // Until the server has noticed that the first socket is gone, the id is still in use.
    await until(async () => {
      const second = await attack();
      second.send(syncFrame(room, SYNC.step2, handedIn));
      await until(() => second.acks().length === 1 || second.ws.readyState === second.ws.CLOSED);
      return second.acks().length === 1;
    });
    await until(() => open.doc.getMap('leads').has('handed in'));
    expect(open.doc.getMap('leads').get('handed in')).toBe(2);
  });
});

describe('an update', () => {
  it('that builds on what the server lacks is kept, and whoever brought it is asked for the rest', async () => {
    const socket = await attack();
    const asked: Uint8Array[] = [];
    socket.ws.on('message', (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      decoding.readVarString(decoder);
      const isQuestion = decoding.readVarUint(decoder) === FRAME.sync && decoding.readVarUint(decoder) === SYNC.step1;
      if (isQuestion) asked.push(decoding.readVarUint8Array(decoder));
    });
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => void updates.push(update));
    for (const value of ['first', 'second', 'third']) doc.getMap('leads').set('gapped', value);
    socket.send(syncFrame(room, SYNC.update, updates[0]!));
    socket.send(syncFrame(room, SYNC.update, updates[2]!));
    await until(() => asked.length > 0);
    expect(Y.decodeStateVector(asked.at(-1)!).get(doc.clientID)).toBe(1);
    socket.send(syncFrame(room, SYNC.step2, Y.encodeStateAsUpdate(doc, asked.at(-1))));
    await socket.acked(3);
    await until(() => open.doc.getMap('leads').get('gapped') === 'third');
  });

  it('of types within types, too deep to be removed again by anyone, closes the socket, in one piece or in many', async () => {
    const deepen = (doc: Y.Doc, levels: number): void =>
      doc.transact(() => {
        let inner = doc.getMap<unknown>('deep');
        for (let next = inner.get('in'); next instanceof Y.Map; next = inner.get('in')) inner = next;
        for (let level = 0; level < levels; level += 1) inner = inner.set('in', new Y.Map<unknown>());
      });
    const whole = new Y.Doc();
    deepen(whole, 5_000);
    const first = await attack();
    first.send(syncFrame(room, SYNC.update, Y.encodeStateAsUpdate(whole)));
    expect((await first.closed()).code).toBe(CLOSE.malformed.code);

    const second = await attack();
    const pieces = new Y.Doc();
    pieces.on('update', (update: Uint8Array) => second.send(syncFrame(room, SYNC.update, update)));
    for (let piece = 0; piece < 8; piece += 1) deepen(pieces, 50);
    expect((await second.closed()).code).toBe(CLOSE.malformed.code);
    expect(second.acks().length).toBeLessThan(8);

    const third = await attack();
    const nested = new Y.Doc();
    nested.getMap('leads').set('document', new Y.Doc());
    third.send(syncFrame(room, SYNC.update, Y.encodeStateAsUpdate(nested)));
    expect((await third.closed()).code).toBe(CLOSE.malformed.code);
    await victimIsWell();
  });
});

describe('frames', () => {
  it('of types that no client sends close the socket', async () => {
    for (const type of [FRAME.broadcastStateless, FRAME.syncStatus, 9, 77]) {
      const socket = await attack();
      socket.send(frame(room, type));
      expect((await socket.closed()).code).toBe(CLOSE.malformed.code);
    }
    const empty = await attack();
    empty.send(new Uint8Array());
    expect((await empty.closed()).code).toBe(CLOSE.malformed.code);
  });

  it('with a state vector that is none close the socket, not the room alone', async () => {
    const socket = await attack();
    socket.send(syncFrame(room, SYNC.step1, new Uint8Array([200, 200, 200])));
    expect((await socket.closed()).code).toBe(CLOSE.malformed.code);
  });

  it('larger than a guest needs close a guest’s socket, and pass for a member', async () => {
    const guest = newPerson(server);
    const { body } = await guest.call<{ workspaces: { id: string }[] }>('POST', API.demo, { locale: 'en' });
    const demo = roomName('workspace', body.workspaces[0]!.id);
    const large = new Y.Doc();
    large.getMap('leads').set('large', 'x'.repeat(9 * 1024 * 1024));
    const update = Y.encodeStateAsUpdate(large);
    const socket = await openRawSocket(server.origin, guest.headers());
    sockets.push(socket);
    await socket.enter(demo);
    socket.send(syncFrame(demo, SYNC.update, update));
    expect((await socket.closed()).code).toBe(CLOSE.tooLarge.code);
    const own = roomName('user', attacker.id);
    const member = await openRawSocket(server.origin, attacker.headers());
    sockets.push(member);
    await member.enter(own);
    member.send(syncFrame(own, SYNC.update, update));
    await member.acked(1);
  });

  it('by the thousand from three weeks offline all arrive', async () => {
    const own = roomName('user', attacker.id);
    const socket = await openRawSocket(server.origin, attacker.headers());
    sockets.push(socket);
    await socket.enter(own);
    const updates = updatesOf(3_000, 'offline');
    for (const update of updates) socket.send(syncFrame(own, SYNC.update, update));
    await socket.acked(3_000);
    expect(socket.acks().every((ack) => ack === 1)).toBe(true);
    const reader = attacker.open(own);
    await reader.synced();
    const arrived = [...reader.doc.getMap('leads').keys()].filter((key) => key.startsWith('offline'));
    expect(arrived).toHaveLength(3_000);
    attacker.leave();
  });

  it('for rooms that nobody asked for yet are not piled up: the socket closes', async () => {
    const [update] = updatesOf(1, 'early');
    const many = await openRawSocket(server.origin, attacker.headers());
    for (let n = 0; n < 300; n += 1) many.send(syncFrame(room, SYNC.update, update!));
    await many.closed();
    const large = await openRawSocket(server.origin, attacker.headers());
    large.send(syncFrame(room, SYNC.update, new Uint8Array(1024 * 1024)));
    await large.closed();
    const everywhere = await openRawSocket(server.origin, attacker.headers());
    for (let n = 0; n < 50; n += 1)
      everywhere.send(syncFrame(roomName('workspace', `workspace-${n}`), SYNC.update, update!));
    await everywhere.closed();
    expect([many, large, everywhere].flatMap((socket) => socket.acks())).toEqual([]);
    await victimIsWell();
    expect(storedDocument(server.dataFolder, room).getMap('leads').has('early0')).toBe(false);
  });

  it('made of noise end their own sockets at most, nobody else’s', async () => {
    const random = seededRandom(20_251_121);
    const [good] = updatesOf(1, 'fuzz');
    const models = [
      syncFrame(room, SYNC.update, good!),
      syncFrame(room, SYNC.step1, new Uint8Array([0])),
      awarenessFrame(room, [{ id: 1, clock: 1, state: { a: 1 } }]),
      frame(room, FRAME.stateless),
    ];
    let socket = await attack();
    for (let n = 0; n < 1_500; n++) {
      if (socket.ws.readyState !== socket.ws.OPEN) socket = await attack();
      const bytes = random.pick(models).slice(0, random.chance(0.25) ? 1 + random.below(60) : undefined);
      for (let change = random.below(4); change > 0; change--) bytes[random.below(bytes.length)] = random.below(256);
      socket.send(bytes);
      if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await victimIsWell();
    const fresh = attacker.open(room);
    await fresh.synced();
    expect(fresh.doc.getMap('leads').get('mine')).toBe('real');
    attacker.leave();
  });
});

describe('a socket', () => {
  it('that reads nothing is closed before it fills the memory, one that reads is not', async () => {
    const listener = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(listener, 'listening');
    const live = createLiveSockets();
    let clock = 0;
    const check = createSlowReaderCheck(live, () => clock);
    const connect = async (): Promise<{ client: WebSocket; ours: WebSocket }> => {
      const taken = once(listener, 'connection');
      const client = new WebSocket(`ws://127.0.0.1:${(listener.address() as AddressInfo).port}`);
      const [ours] = (await taken) as [WebSocket];
      live.add(createLiveSocket(ours, { person: 'p', guest: false, session: 's' }, () => undefined));
      await once(client, 'open');
      return { client, ours };
    };
    const [deaf, slow] = [await connect(), await connect()];
    const closings: number[] = [];
    slow.client.on('close', (code: number) => void closings.push(code));
    deaf.client.pause();
    for (const { ours } of [deaf, slow]) ours.send(new Uint8Array(24 * 1024 * 1024));
    check();
    clock += 20_000;
    await until(() => slow.ours.bufferedAmount === 0);
    check();
    expect(deaf.ours.readyState).toBe(deaf.ours.OPEN);
    clock += 20_000;
    check();
    expect(deaf.ours.readyState).not.toBe(deaf.ours.OPEN);
    expect(closings).toEqual([]);
    // Who does not read does not answer the closing either, and is cut.
    await until(() => deaf.ours.readyState === deaf.ours.CLOSED);

    // However quickly it came together: more than a whole large workspace is not kept for anyone.
    const flooded = await connect();
    flooded.client.pause();
    for (let n = 0; n < 3; n += 1) flooded.ours.send(new Uint8Array(48 * 1024 * 1024));
    check();
    expect(flooded.ours.readyState).not.toBe(flooded.ours.OPEN);
    for (const { client, ours } of [deaf, slow, flooded]) {
      client.terminate();
      ours.terminate();
    }
    listener.close();
  });

  it('that comes and goes, as often as it likes, leaves nothing behind and takes nothing with it', async () => {
    const own = roomName('user', victim.id);
    for (let round = 0; round < 10; round += 1) {
      const visits = Array.from({ length: 4 }, async (_, visit) => {
        const socket = await openRawSocket(server.origin, victim.headers());
        await socket.enter(own);
        socket.send(syncFrame(own, SYNC.update, updatesOf(1, `visit ${round} ${visit} `)[0]!));
        await socket.acked(1);
        socket.close();
      });
      await Promise.all(visits);
    }
    const kept = [...storedDocument(server.dataFolder, own).getMap('leads').keys()];
    expect(kept.filter((key) => key.startsWith('visit'))).toHaveLength(40);
    const reader = victim.open(own);
    await reader.synced();
    expect([...reader.doc.getMap('leads').keys()].filter((key) => key.startsWith('visit'))).toHaveLength(40);
    reader.close();
  });
});
