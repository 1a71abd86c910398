/**
 * Hostile frames by the thousand from people who are signed in, against a server in a process of its own, while two
 * innocent pairs work: one in the very room, one in another. The process has to live, its memory to stay flat, the
 * innocent to notice nothing. Rooms change now and then, so that what hostile people legitimately wrote can be let go.
 */
import { once } from 'node:events';
import { roomName } from '#schema/rooms.ts';
import { INSPECTABLE, inspect, type Memory } from '#tests/support/inspect.ts';
import { inviteInto, newPerson, type OpenRoom, type TestPerson } from '#tests/support/people.ts';
import { type Random, seededRandom } from '#tests/support/random.ts';
import { type SpawnedServer, spawnTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, type RawSocket } from '../rawRoom.ts';
import { GENTLE, HOSTILE, type Surroundings } from './hostileFrames.ts';

export interface FuzzTally {
  readonly seed: number;
  /** Frames sent after the room had let the sender in. */
  readonly frames: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Sockets that the server closed, by code. */
  readonly closings: Readonly<Record<number, number>>;
  /** Edits of the innocent that were acknowledged meanwhile. */
  readonly innocentEdits: number;
  /** How often an innocent person's connection ended. */
  readonly disturbed: number;
  readonly memory: readonly Memory[];
}

const ATTACKERS = 4;
/** Everyone moves to a new room so often: one account may not make many at once. */
const ROOMS = 12;
const LEAST_FRAMES_A_ROOM = 1_000;
/** Frames of one attacker between two looks at whether the socket still lives, when none of them ends it. */
const BURST = 20;
/** How likely a frame is one that may end the socket: often enough, and not so often that most time goes into opening. */
const HARSH = 0.15;

export async function fuzzRun({
  frames,
  seed,
  progress = () => undefined,
}: {
  frames: number;
  seed: number;
  progress?: (line: string) => void;
}): Promise<FuzzTally> {
  const random = seededRandom(seed);
  const server = await spawnTestServer({ ...INSPECTABLE, ORTAK_TRUSTED_PROXY: 'loopback' });
  const look = await inspect(server.output());
  const tally = {
    frames: 0,
    byKind: new Map<string, number>(),
    closings: new Map<number, number>(),
    edits: 0,
    disturbed: 0,
  };
  const memory: Memory[] = [];
  try {
    const [first, second, elsewhere] = [newPerson(server), newPerson(server), newPerson(server)];
    const hostile = Array.from({ length: ATTACKERS }, () => newPerson(server));
    for (const person of [first, second, elsewhere, ...hostile]) await person.signUp('Biri');
    const otherRoom = roomName('workspace', await elsewhere.createWorkspace());
    const calm = innocents([elsewhere, elsewhere], otherRoom, tally);
    await calm.ready();
    while (tally.frames < frames) {
      const workspace = await first.createWorkspace();
      for (const person of [second, ...hostile]) await inviteInto(workspace, first, person, 'rep');
      const room = roomName('workspace', workspace);
      const amid = innocents([first, second], room, tally);
      await amid.ready();
      const around: Surroundings = { room, foreign: otherRoom, victim: amid.victim };
      const goal = Math.min(frames, tally.frames + Math.max(LEAST_FRAMES_A_ROOM, Math.ceil(frames / ROOMS)));
      const attacks = hostile.map((person) => attack({ server, person, around, random, tally, goal }));
      const working = work([calm, amid], () => tally.frames >= goal);
      await Promise.all([...attacks, working]);
      await amid.agree();
      await calm.agree();
      amid.leave();
      memory.push(await look.memory());
      progress(lineOf(tally.frames, memory.at(-1)!));
    }
    calm.leave();
  } finally {
    look.close();
    await server.remove();
  }
  return {
    seed,
    frames: tally.frames,
    byKind: Object.fromEntries(tally.byKind),
    closings: Object.fromEntries(tally.closings),
    innocentEdits: tally.edits,
    disturbed: tally.disturbed,
    memory,
  };
}

interface Tally {
  frames: number;
  readonly byKind: Map<string, number>;
  readonly closings: Map<number, number>;
  edits: number;
  disturbed: number;
}

interface Attack {
  readonly server: SpawnedServer;
  readonly person: TestPerson;
  readonly around: Surroundings;
  readonly random: Random;
  readonly tally: Tally;
  /** Frames of all attackers together, at which they move on. */
  readonly goal: number;
}

const countUp = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** One hostile person, on a new socket whenever the last one was closed. */
async function attack(options: Attack): Promise<void> {
  const { around, random, tally, goal } = options;
  const harsh = Object.keys(HOSTILE).filter((kind) => !GENTLE.includes(kind));
  let socket: RawSocket | null = null;
  while (tally.frames < goal) {
    socket ??= await comeIn(options);
    let isOut = false;
    for (let count = 0; count < BURST && !isOut; count += 1) {
      isOut = random.chance(HARSH);
      const kind = random.pick(isOut ? harsh : GENTLE);
      socket.send(HOSTILE[kind]!(random, around));
      tally.frames += 1;
      countUp(tally.byKind, kind);
    }
    await settle(socket);
    if (!isOut) continue;
    // Frames to a room that one may have left would not be past the door.
    socket.close();
    socket = null;
  }
  socket?.close();
}

async function comeIn({ server, person, around, random, tally }: Attack): Promise<RawSocket> {
  // Each socket from another address: how many one address may open is not what is tried here.
  const address = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
  const socket = await openRawSocket(server.origin, { ...person.headers(), 'x-forwarded-for': address });
  socket.ws.on('close', (code) => countUp(tally.closings, code));
  if ((await socket.enter(around.room)) !== 'read-write') throw new Error('A member was not let in.');
  return socket;
}

/** Waits until everything that was sent is answered, or the socket is closed. */
async function settle(socket: RawSocket): Promise<void> {
  if (socket.ws.readyState === socket.ws.CLOSED) return;
  const answered = socket.enter(roomName('workspace', 'round-trip')).catch(() => undefined);
  await Promise.race([answered, once(socket.ws, 'close')]);
}

/** Two pages of innocent people in one room, who write and see each other's writing. */
function innocents(people: readonly [TestPerson, TestPerson], room: string, tally: Tally) {
  const [here, there] = people.map((person) => person.open(room)) as [OpenRoom, OpenRoom];
  let isReady = false;
  let edits = 0;
  for (const open of [here, there]) {
    open.socket.on('disconnect', () => {
      if (isReady) tally.disturbed += 1;
    });
  }
  return {
    get victim() {
      return here.doc.clientID;
    },
    async ready() {
      await Promise.all([here.saved(), there.saved()]);
      here.doc.getMap('innocent').set('here', 0);
      await here.saved();
      isReady = true;
    },
    /** One edit each; resolves when both are acknowledged. */
    async edit() {
      edits += 1;
      here.doc.getMap('innocent').set('here', edits);
      there.doc.getMap('innocent').set('there', edits);
      await Promise.all([here.saved(), there.saved()]);
      tally.edits += 2;
    },
    /** Resolves when both have what they wrote, and nothing else where they write. */
    async agree() {
      const mine = { here: edits, there: edits };
      await until(() =>
        [here, there].every(({ doc }) => {
          const { here: a, there: b } = doc.getMap('innocent').toJSON();
          return edits === 0 || (a === mine.here && b === mine.there);
        }),
      );
    },
    leave() {
      isReady = false;
      here.close();
      there.close();
    },
  };
}

type Innocents = ReturnType<typeof innocents>;

async function work(pairs: readonly Innocents[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await Promise.all(pairs.map((pair) => pair.edit()));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const MB = 1024 * 1024;
const lineOf = (frames: number, { heap, external, resident }: Memory): string =>
  `${frames} frames: heap ${(heap / MB).toFixed(1)} MB, outside ${(external / MB).toFixed(1)} MB, resident ${(resident / MB).toFixed(0)} MB`;
