// A socket from which nothing is heard, as of a page that sleeps: it is told to come back, and not that it was wrong.
// The clock of the server's timers is the test's; the sockets are real.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOOR_API, type DoorToken } from '#schema/door.ts';
import { CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { FRAME, frame, openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { updatesOf } from './updates.ts';

const MINUTE = 60_000;
let server: TestServer;
let ayse: TestPerson;
let room: string;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
  ayse = newPerson(server);
  await ayse.signUp('Ayşe Demir');
  room = roomName('workspace', await ayse.createWorkspace());
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  vi.useRealTimers();
});

afterAll(() => server.remove());

async function open(path?: string): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, ayse.headers(), path);
  sockets.push(socket);
  return socket;
}

describe('a socket from which nothing is heard', () => {
  it('is told after a minute or two to come back; one that writes or gives signs of life stays', async () => {
    const [silent, awake, writing] = [await open(), await open(), await open()];
    for (const socket of [silent, awake, writing]) await socket.enter(room);
    const updates = updatesOf(6);
    for (const [index, update] of updates.entries()) {
      vi.advanceTimersByTime(MINUTE / 2);
      awake.send(frame(room, FRAME.queryAwareness));
      awake.send(syncFrame(room, SYNC.update, new Uint8Array([0, 0])));
      writing.send(syncFrame(room, SYNC.update, update));
      await Promise.all([awake.acked(index + 1), writing.acked(index + 1)]);
    }
    expect(await silent.closed()).toEqual({ code: CLOSE.silent.code, reason: CLOSE.silent.reason });
    for (const { ws } of [awake, writing]) expect(ws.readyState).toBe(ws.OPEN);
    // and it may: nothing is held against it
    const again = await open();
    expect(await again.enter(room)).toBe('read-write');
  });

  it('is treated alike at the open door, in a code that the stock client takes as a reason to come back', async () => {
    const { body } = await ayse.call<DoorToken>('POST', DOOR_API.token(room.split('.')[1]!));
    const door = await open(`/yjs/${room}?token=${body.token}`);
    let heard = 0;
    door.ws.on('message', () => {
      heard += 1;
    });
    door.send(syncFrame('', SYNC.step1, new Uint8Array([0])).subarray(1));
    await until(() => heard > 0);
    vi.advanceTimersByTime(2 * MINUTE + 1_000);
    expect(await door.closed()).toEqual({ code: 4508, reason: 'silent' });
  });

  it('and that never asked for a room goes too, however much it says', async () => {
    const idle = await open();
    vi.advanceTimersByTime(MINUTE);
    idle.send(syncFrame(room, SYNC.step1, new Uint8Array([0])));
    vi.advanceTimersByTime(MINUTE + 1_000);
    expect((await idle.closed()).code).toBe(CLOSE.silent.code);
  });
});
