// Who may do what in which room, for every kind of message, by raw frames: what a changed client tries. The two tables
// are the whole rule; each of their cells is tried on a real socket, and what others see and the disk holds is looked at.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { API, CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, type OpenRoom, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { awarenessFrame, FRAME, frame, openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedRows, withAccounts } from './stored.ts';
import { updatesOf } from './updates.ts';

/** What each person is to each room: let in to write or to read, or not let in, and why. */
const STANDING = readTable(`
  person     | workspace  | settings   | own        | of another | elsewhere  | nowhere    | malformed
  admin      | write      | write      | write      | forbidden  | forbidden  | unknown    | no room
  manager    | write      | write      | write      | forbidden  | forbidden  | unknown    | no room
  rep        | write      | read       | write      | forbidden  | forbidden  | unknown    | no room
  viewer     | read       | read       | write      | forbidden  | forbidden  | unknown    | no room
  downgraded | read       | read       | write      | forbidden  | forbidden  | unknown    | no room
  removed    | forbidden  | forbidden  | write      | forbidden  | forbidden  | unknown    | no room
  stranger   | forbidden  | forbidden  | write      | forbidden  | forbidden  | unknown    | no room
  expired    | no session | no session | no session | no session | no session | no session | no session
  nobody     | no session | no session | no session | no session | no session | no session | no session
`);

/**
 * What comes of each message, by that standing. `silence`: nobody hears of it, nothing is stored, the socket lives on.
 * `refused`: answered with "not applied". `heard`: others in the room see it, under the sender's own account.
 */
const OUTCOME = readTable(`
  message             | write        | read        | forbidden   | unknown     | no room     | no session
  SyncStep1           | answered     | answered    | silence     | silence     | closed 4404 | closed 4401
  SyncStep2           | stored       | refused     | silence     | silence     | closed 4404 | closed 4401
  Update              | stored       | refused     | silence     | silence     | closed 4404 | closed 4401
  SyncReply Step2     | stored       | refused     | silence     | silence     | closed 4404 | closed 4401
  SyncReply Update    | stored       | refused     | silence     | silence     | closed 4404 | closed 4401
  Awareness           | heard        | heard       | silence     | silence     | closed 4404 | closed 4401
  QueryAwareness      | silence      | silence     | silence     | silence     | closed 4404 | closed 4401
  Stateless           | silence      | silence     | silence     | silence     | closed 4404 | closed 4401
  CLOSE               | silence      | silence     | silence     | silence     | closed 4404 | closed 4401
  BroadcastStateless  | closed 4400  | closed 4400 | closed 4400 | closed 4400 | closed 4400 | closed 4401
  SyncStatus          | closed 4400  | closed 4400 | closed 4400 | closed 4400 | closed 4400 | closed 4401
  Ping                | closed 4400  | closed 4400 | closed 4400 | closed 4400 | closed 4400 | closed 4401
  Pong                | closed 4400  | closed 4400 | closed 4400 | closed 4400 | closed 4400 | closed 4401
  unknown type        | closed 4400  | closed 4400 | closed 4400 | closed 4400 | closed 4400 | closed 4401
`);

/** What the server says to someone who asks to be let in. */
const ANSWER: Record<string, string> = {
  write: 'read-write',
  read: 'readonly',
  forbidden: CLOSE.forbidden.reason,
  unknown: CLOSE.unknownRoom.reason,
};

let made = 0;
const FRAMES: Record<string, (room: string) => Uint8Array> = {
  SyncStep1: (room) => syncFrame(room, SYNC.step1, new Uint8Array([0])),
  SyncStep2: (room) => syncFrame(room, SYNC.step2, newUpdate()),
  Update: (room) => syncFrame(room, SYNC.update, newUpdate()),
  'SyncReply Step2': (room) => replyFrame(room, SYNC.step2, newUpdate()),
  'SyncReply Update': (room) => replyFrame(room, SYNC.update, newUpdate()),
  Awareness: (room) => {
    made += 1;
    return awarenessFrame(room, [{ id: presenceId(), clock: 1, state: { here: true } }]);
  },
  QueryAwareness: (room) => frame(room, FRAME.queryAwareness),
  Stateless: (room) => frame(room, FRAME.stateless, (encoder) => encoding.writeVarString(encoder, NUDGE)),
  BroadcastStateless: (room) =>
    frame(room, FRAME.broadcastStateless, (encoder) => encoding.writeVarString(encoder, NUDGE)),
  CLOSE: (room) => frame(room, FRAME.close, (encoder) => encoding.writeVarString(encoder, 'provider_initiated')),
  SyncStatus: (room) => frame(room, FRAME.syncStatus, (encoder) => encoding.writeVarUint(encoder, 1)),
  Ping: () => new Uint8Array([9]),
  Pong: () => new Uint8Array([10]),
  'unknown type': (room) => frame(room, 77),
};
const NUDGE = JSON.stringify({ type: 'members' });

let server: TestServer;
const people = new Map<string, TestPerson>();
const rooms = new Map<string, (person: TestPerson) => string>();
/** Someone who is in the room by right, and sees what comes of the messages there. */
const witnesses = new Map<string, OpenRoom>();
const told: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const name of Object.keys(STANDING)) people.set(name, newPerson(server));
  const neighbour = newPerson(server);
  for (const [name, person] of people) if (name !== 'nobody') await person.signUp(name);
  await neighbour.signUp('neighbour');
  const admin = people.get('admin')!;
  const workspace = await admin.createWorkspace();
  const other = await neighbour.createWorkspace();
  for (const name of ['manager', 'rep', 'viewer'] as const) await inviteInto(workspace, admin, people.get(name)!, name);
  for (const name of ['downgraded', 'removed', 'expired']) await inviteInto(workspace, admin, people.get(name)!, 'rep');
  await admin.call('PATCH', API.member(workspace, people.get('downgraded')!.id), { role: 'viewer' });
  await admin.call('DELETE', API.member(workspace, people.get('removed')!.id));
  withAccounts(server.dataFolder, (database) => {
    const expire = database.prepare('UPDATE session SET expiresAt = ? WHERE userId = ?');
    expire.run(new Date(0).toISOString(), people.get('expired')!.id);
  });

  rooms.set('workspace', () => roomName('workspace', workspace));
  rooms.set('settings', () => roomName('settings', workspace));
  rooms.set('own', ({ id }) => roomName('user', id === '' ? 'nobody-at-all' : id));
  rooms.set('of another', () => roomName('user', neighbour.id));
  rooms.set('elsewhere', () => roomName('workspace', other));
  rooms.set('nowhere', () => roomName('workspace', 'no-such-workspace'));
  rooms.set('malformed', () => '__proto__');
  for (const [person, kinds] of [
    [admin, ['workspace', 'settings']],
    [neighbour, ['of another', 'elsewhere']],
  ] as const) {
    for (const kind of kinds) watch(person, rooms.get(kind)!(person));
  }
  for (const [name, person] of people) {
    if (!['nobody', 'expired'].includes(name)) watch(person, roomName('user', person.id));
  }
  await Promise.all([...witnesses.values()].map((witness) => witness.synced()));
  for (const { provider } of witnesses.values()) provider.setAwarenessField('place', 'leads');
});

afterAll(async () => {
  for (const witness of witnesses.values()) witness.close();
  await server.remove();
});

function watch(person: TestPerson, room: string): void {
  const witness = person.open(room);
  witness.provider.on('stateless', ({ payload }: { payload: string }) => void told.push(payload));
  witnesses.set(room, witness);
}

for (const [who, standings] of Object.entries(STANDING)) {
  describe(`${who}`, () => {
    for (const [kind, standing] of Object.entries(standings)) {
      it(`in a room that is ${kind}: ${standing}`, async () => {
        const person = people.get(who)!;
        const room = rooms.get(kind)!(person);
        const before = storedRows(server.dataFolder, room).length;
        const visit = visitor(person, room, standing);
        const found: Record<string, string> = {};
        for (const [message, expected] of Object.entries(OUTCOME)) {
          found[message] = await visit.outcomeOf(message, expected[standing]!);
        }
        visit.leave();
        expect(found).toEqual(Object.fromEntries(Object.entries(OUTCOME).map(([name, by]) => [name, by[standing]])));
        const stores = Object.values(found).filter((outcome) => outcome === 'stored').length;
        expect(storedRows(server.dataFolder, room)).toHaveLength(before + stores);
        expect(told).toEqual([]);
      });
    }
  });
}

/** Someone on a raw socket, again on a new one when it was closed, who tells what came of each frame. */
function visitor(person: TestPerson, room: string, standing: string) {
  let socket: RawSocket | null = null;
  let closing: number | null = null;
  let heard: { type: number; step: number }[] = [];
  const witness = witnesses.get(room);
  const isLetIn = standing === 'write' || standing === 'read';

  function leave(): void {
    socket?.close();
    socket = null;
  }

  async function enter(): Promise<RawSocket> {
    if (socket && closing === null) return socket;
    const opened = await openRawSocket(server.origin, person.headers());
    socket = opened;
    closing = null;
    opened.ws.on('close', (code) => {
      if (socket === opened) closing = code;
    });
    opened.ws.on('message', (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarString(decoder) !== room) return;
      heard.push({ type: decoding.readVarUint(decoder), step: decoding.readVarUint(decoder) });
    });
    if (isLetIn) await askIn(opened);
    return opened;
  }

  async function askIn(opened: RawSocket): Promise<void> {
    if (!(standing in ANSWER)) return;
    expect(await opened.enter(room)).toBe(ANSWER[standing]);
    await roundTrip(opened);
  }

  function outcome(rows: number, presence: number): string {
    if (closing !== null) return `closed ${closing}`;
    const ack = heard.find(({ type }) => type === FRAME.syncStatus);
    if (ack?.step === 0) return 'refused';
    if (ack) return storedRows(server.dataFolder, room).length > rows ? 'stored' : 'acknowledged';
    if (heard.some(({ type, step }) => (type === FRAME.sync || type === FRAME.syncReply) && step === SYNC.step2)) {
      return 'answered';
    }
    const state = witness?.provider.awareness?.getStates().get(presence);
    if (state) return state['account'] === person.id ? 'heard' : 'heard under another name';
    return 'silence';
  }

  return {
    async outcomeOf(message: string, expected: string): Promise<string> {
      const opened = await enter();
      const rows = storedRows(server.dataFolder, room).length;
      const bytes = FRAMES[message]!(room);
      // Everything that is said from here on has its own number; what was heard before is no outcome of it.
      const presence = message === 'Awareness' ? presenceId() : -1;
      // Who will not be let in sends before asking, too: what waits for the answer must go with the refusal.
      if (!isLetIn) opened.send(bytes);
      if (!isLetIn && expected === 'silence') await askIn(opened);
      heard = [];
      opened.send(bytes);
      if (expected === 'silence') await roundTrip(opened);
      await until(() => outcome(rows, presence) === expected).catch(() => undefined);
      if (message === 'CLOSE') leave();
      return outcome(rows, presence);
    },
    leave,
  };
}

/** Something that the server answers in any case, after what was sent before. */
const roundTrip = (socket: RawSocket): Promise<string> => socket.enter(roomName('workspace', 'round-trip'));

function newUpdate(): Uint8Array {
  made += 1;
  return updatesOf(1, `cell ${made} `)[0]!;
}

const presenceId = (): number => 100_000 + made;

const replyFrame = (room: string, step: number, payload: Uint8Array): Uint8Array =>
  frame(room, FRAME.syncReply, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });

/** A table as text: the first column names the row, the first row the columns. */
function readTable(text: string): Record<string, Record<string, string>> {
  const cells = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [[, ...columns] = [], ...lines] = cells;
  return Object.fromEntries(
    lines.map(([name = '', ...values]) => [
      name,
      Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ''])),
    ]),
  );
}
