/**
 * Frames that no page would write, from a seed, each by its kind. Whatever they hold, they come from someone who is
 * signed in and may write in the room.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Random } from '#tests/support/random.ts';
import { awarenessFrame, FRAME, frame, SYNC, syncFrame } from '../rawRoom.ts';

/** What a hostile frame may know of its surroundings. */
export interface Surroundings {
  /** The room it was let into. */
  readonly room: string;
  /** A room of another workspace. */
  readonly foreign: string;
  /** The Yjs client id and presence id of an innocent person who is in the room now. */
  readonly victim: number;
}

type Maker = (random: Random, around: Surroundings) => Uint8Array;

const bytes = (random: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: random.below(most) }, () => random.below(256));

/** A small honest update under a new client id. */
function honest(random: Random): Uint8Array {
  const doc = new Y.Doc();
  const map = doc.getMap('leads');
  doc.transact(() => {
    map.set(
      `lead${random.below(40)}`,
      new Y.Map([['$', { company: `Firma ${random.below(1_000)}`, tags: ['a', 'b'] }]]),
    );
    map.set(`count${random.below(40)}`, random.below(1_000));
    doc.getText('note').insert(0, 'üç iş günü içinde ara');
    doc.getText('note').format(0, 2, { bold: true });
    if (random.chance(0.5)) map.delete(`count${random.below(40)}`);
  });
  return Y.encodeStateAsUpdate(doc);
}

/** The updates of several edits of one client. */
function edits(count: number): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => void updates.push(update));
  for (let n = 0; n < count; n += 1) doc.getMap('leads').set(`edit${n % 3}`, n);
  return updates;
}

/** One or a few bytes changed, cut off, or doubled. */
function mutated(random: Random, whole: Uint8Array): Uint8Array {
  const changed = random.chance(0.3) ? whole.slice(0, 1 + random.below(whole.length)) : whole.slice();
  for (let count = random.below(5); count > 0; count -= 1) changed[random.below(changed.length)] = random.below(256);
  return random.chance(0.1) ? new Uint8Array([...changed, ...changed]) : changed;
}

const anySync = (random: Random, room: string, update: Uint8Array): Uint8Array =>
  syncFrame(room, random.pick([SYNC.step2, SYNC.update]), update);

/** An update of one item: `rest` follows its client, clock and info byte. */
function item(random: Random, info: number, rest: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 1 + random.below(2 ** 31), 0]) encoding.writeVarUint(encoder, number);
  encoding.writeUint8(encoder, info);
  rest(encoder);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

const inRootMap = (encoder: encoding.Encoder, key: string): void => {
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, 'leads');
  encoding.writeVarString(encoder, key);
};
const MAP_KEY = 0x20;
const ANY = 8;
const JSON_VALUE = 2;

/** Every kind of frame, by name. */
export const HOSTILE: Readonly<Record<string, Maker>> = {
  'random bytes': (random) => bytes(random, 200),
  'random bytes in a frame': (random, { room }) =>
    frame(room, random.below(12), (encoder) => encoding.writeUint8Array(encoder, bytes(random, 100))),
  'a wrong type': (random, { room }) => frame(room, random.pick([6, 8, 9, 10, 11, 77, 2 ** 40])),
  'a wrong step': (random, { room }) => syncFrame(room, 3 + random.below(200), bytes(random, 30)),
  'a truncated frame': (random, { room }) => {
    const whole = anySync(random, room, honest(random));
    return whole.slice(0, random.below(whole.length));
  },
  'a mutated frame': (random, { room }) => mutated(random, anySync(random, room, honest(random))),
  'a mutated update': (random, { room }) => anySync(random, room, mutated(random, honest(random))),
  'a mutated state vector': (random, { room }) =>
    syncFrame(room, SYNC.step1, mutated(random, Y.encodeStateVectorFromUpdate(honest(random)))),
  'a huge length': (random, { room }) =>
    frame(room, FRAME.sync, (encoder) => {
      encoding.writeVarUint(encoder, random.below(3));
      encoding.writeVarUint(encoder, random.pick([2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]));
    }),
  'huge counts': (random, { room }) => {
    const encoder = encoding.createEncoder();
    for (let count = 1 + random.below(4); count > 0; count -= 1) {
      encoding.writeVarUint(encoder, random.pick([1, 2 ** 20, 2 ** 31, Number.MAX_SAFE_INTEGER]));
    }
    return anySync(random, room, encoding.toUint8Array(encoder));
  },
  'a deep value': (random, { room }) => {
    const depth = random.pick([60, 70, 500, 5_000, 50_000]);
    const update = item(random, MAP_KEY | ANY, (encoder) => {
      inRootMap(encoder, 'deep');
      encoding.writeVarUint(encoder, 1);
      for (let level = 0; level < depth; level += 1) encoding.writeUint8Array(encoder, new Uint8Array([117, 1]));
      encoding.writeUint8(encoder, 126);
    });
    return anySync(random, room, update);
  },
  'deep JSON': (random, { room }) => {
    const depth = random.pick([60, 500, 50_000]);
    const update = item(random, MAP_KEY | JSON_VALUE, (encoder) => {
      inRootMap(encoder, 'deep');
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, `${'['.repeat(depth)}${']'.repeat(depth)}`);
    });
    return anySync(random, room, update);
  },
  'deep types': (random, { room }) => {
    const doc = new Y.Doc();
    doc.transact(() => {
      let inner = doc.getMap<unknown>('leads');
      for (let level = random.pick([20, 300, 2_000]); level > 0; level -= 1)
        inner = inner.set('in', new Y.Map<unknown>());
    });
    return anySync(random, room, Y.encodeStateAsUpdate(doc));
  },
  'a document within a document': (random, { room }) => {
    const doc = new Y.Doc();
    doc.getMap('leads').set('inner', new Y.Doc());
    return anySync(random, room, Y.encodeStateAsUpdate(doc));
  },
  'dangerous keys': (random, { room }) => {
    const doc = new Y.Doc();
    for (const key of ['__proto__', 'constructor', 'toString', '']) doc.getMap('leads').set(key, { polluted: true });
    doc.getMap('__proto__').set('__proto__', 1);
    return anySync(random, room, Y.encodeStateAsUpdate(doc));
  },
  'an update with a gap': (random, { room }) => anySync(random, room, edits(4)[1 + random.below(3)]!),
  'deletions of what is not there': (random, { room }) => {
    const encoder = encoding.createEncoder();
    for (const number of [0, 1, random.below(2 ** 31), 1, random.below(1_000), 1 + random.below(2 ** 20)]) {
      encoding.writeVarUint(encoder, number);
    }
    return anySync(random, room, encoding.toUint8Array(encoder));
  },
  'the same update twice': (random, { room }) => anySync(random, room, Y.mergeUpdates([...edits(2), ...edits(2)])),
  'a forged client id': (random, { room, victim }) => {
    const doc = new Y.Doc();
    doc.clientID = victim;
    for (let n = random.below(1_000); n >= 0; n -= 1) doc.getMap('leads').set('forged', n);
    return anySync(random, room, Y.encodeStateAsUpdate(doc));
  },
  'an honest update': (random, { room }) => anySync(random, room, honest(random)),
  'a forged room name': (random, { foreign }) =>
    syncFrame(
      random.pick(['__proto__', 'constructor', '', foreign, `${foreign}\0session`, 'w.x.1', '../../etc/passwd']),
      random.below(3),
      honest(random),
    ),
  'a room with a session in its name': (random, { room }) => anySync(random, `${room}\0${random.id()}`, honest(random)),
  'presence of someone else': (random, { room, victim }) =>
    awarenessFrame(room, [
      { id: victim, clock: random.below(2 ** 31), state: random.pick([null, { forged: true }, {}]) },
    ]),
  'presence of thousands': (random, { room }) =>
    awarenessFrame(
      room,
      Array.from({ length: 2_000 }, (_, id) => ({
        id: 1_000_000 + id,
        clock: 1,
        state: { id, mark: random.below(9) },
      })),
    ),
  'presence too large': (random, { room }) =>
    awarenessFrame(room, [
      { id: random.below(2 ** 31), clock: 1, state: { text: 'x'.repeat(5_000 + random.below(50_000)) } },
    ]),
  'presence of many clocks': (random, { room }) =>
    awarenessFrame(room, [
      { id: 7, clock: random.pick([0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER]), state: { n: random.below(9) } },
    ]),
  'presence that is no JSON': (random, { room }) =>
    frame(room, FRAME.awareness, (encoder) => encoding.writeVarUint8Array(encoder, bytes(random, 60))),
  'presence of odd shapes': (random, { room }) =>
    awarenessFrame(room, [
      { id: random.below(99), clock: 9, state: random.pick<unknown>([1, 'text', [], [[]], true, null]) },
    ]),
  'a question of presence': (_random, { room }) => frame(room, FRAME.queryAwareness),
  'a stateless message': (random, { room }) =>
    frame(room, FRAME.stateless, (encoder) => encoding.writeVarString(encoder, 'x'.repeat(random.below(2_000)))),
  'a stateless message to all': (_random, { room }) =>
    frame(room, FRAME.broadcastStateless, (encoder) => encoding.writeVarString(encoder, '{"type":"members"}')),
  'leaving and going on': (random, { room }) =>
    frame(room, FRAME.close, (encoder) =>
      encoding.writeVarString(encoder, random.pick(['provider_initiated', '', 'other'])),
    ),
  'signing in again': (random, { room, foreign }) =>
    frame(random.pick([room, foreign]), FRAME.auth, (encoder) => {
      encoding.writeVarUint(encoder, random.below(4));
      encoding.writeVarString(encoder, 'x'.repeat(random.below(500)));
    }),
};

/** Kinds after which the sender is still in the room, whatever is in them. After any other it may be out. */
export const GENTLE: readonly string[] = [
  'an update with a gap',
  'deletions of what is not there',
  'the same update twice',
  'an honest update',
  'dangerous keys',
  'a room with a session in its name',
  'presence of someone else',
  'presence of many clocks',
  'a question of presence',
  'a stateless message',
];
