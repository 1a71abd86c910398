// The stored content of a room over HTTP: who gets it, and that it is all that was acknowledged.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { API } from '#schema/protocol.ts';
import { readRoomContent } from '#schema/roomContent.ts';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, newWorkspace, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ admin, workspace } = await newWorkspace(server));
});

afterAll(async () => {
  admin.leave();
  await server.remove();
});

async function newcomer(role?: 'viewer' | 'rep'): Promise<TestPerson> {
  const person = newPerson(server);
  await person.signUp('Can Yıldız');
  if (role) await inviteInto(workspace, admin, person, role);
  return person;
}

const contentFor = (person: TestPerson, room: string, accept = 'identity'): Promise<Response> =>
  fetch(`${server.origin}${API.content(room)}`, { headers: { ...person.headers(), 'accept-encoding': accept } });

const statusFor = async (person: TestPerson, room: string): Promise<number> => (await contentFor(person, room)).status;

describe('the content of a room', () => {
  it('is all that was acknowledged in it, packed as the browser takes it', async () => {
    const room = roomName('workspace', workspace);
    const open = admin.open(room);
    await open.synced();
    for (let at = 0; at < 200; at += 1) open.doc.getMap('records').set(`r${at}`, `firma ${at} `.repeat(5));
    await open.saved();
    const viewer = await newcomer('viewer');
    for (const [accept, packed] of [
      ['identity', null],
      ['gzip, deflate', 'gzip'],
      ['gzip, deflate, br, zstd', 'zstd'],
    ] as const) {
      const answer = await contentFor(viewer, room, accept);
      expect(answer.headers.get('content-encoding')).toBe(packed);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const doc = new Y.Doc();
      for (const update of readRoomContent(await answer.bytes())) Y.applyUpdate(doc, update);
      expect(doc.getMap('records').toJSON()).toEqual(open.doc.getMap('records').toJSON());
    }
  });

  it('of a room in which nothing was written is empty', async () => {
    const answer = await contentFor(admin, roomName('settings', workspace));
    expect(answer.status).toBe(200);
    expect(readRoomContent(await answer.bytes())).toEqual([]);
  });

  it('is for those alone who may open the room', async () => {
    const room = roomName('workspace', workspace);
    const nobody = newPerson(server);
    expect(await statusFor(nobody, room)).toBe(401);
    const stranger = await newcomer();
    expect(await statusFor(stranger, room)).toBe(404);
    expect(await statusFor(stranger, roomName('settings', workspace))).toBe(404);
    expect(await statusFor(stranger, roomName('user', admin.id))).toBe(404);
    expect(await statusFor(admin, roomName('workspace', workspace, 2))).toBe(404);
    const none = ['__proto__', 'w', `${room}.1`, '%2e%2e%2f', `x.${workspace}.1`];
    expect(await Promise.all(none.map((name) => statusFor(admin, name)))).toEqual(none.map(() => 404));
    const rep = await newcomer('rep');
    expect(await statusFor(rep, room)).toBe(200);
    await admin.call('DELETE', API.member(workspace, rep.id));
    expect(await statusFor(rep, room)).toBe(404);
  });

  it('is not given over and over', async () => {
    const rep = await newcomer('rep');
    const statuses = new Set<number>();
    for (let asked = 0; asked < 200 && !statuses.has(429); asked += 1) {
      statuses.add(await statusFor(rep, roomName('settings', workspace)));
    }
    expect([...statuses]).toEqual([200, 429]);
  });
});
