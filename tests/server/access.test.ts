// Sockets and rooms at their edges: who may open one at all, and what closes it. The roles are in roleMatrix.test.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Role } from '#schema/policy.ts';
import { API, CLOSE, COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, newWorkspace, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { openRawSocket, type RawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { storedRows, withAccounts } from './stored.ts';
import { updatesOf } from './updates.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;
const sockets: RawSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
  ({ admin, workspace } = await newWorkspace(server));
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  admin.leave();
  await server.remove();
});

const room = (): string => roomName('workspace', workspace);

async function member(role: Role): Promise<TestPerson> {
  const person = newPerson(server);
  await person.signUp(`${role} person`);
  await inviteInto(workspace, admin, person, role);
  return person;
}

async function socketOf(person: TestPerson): Promise<RawSocket> {
  const socket = await openRawSocket(server.origin, person.headers());
  sockets.push(socket);
  return socket;
}

describe('a room', () => {
  it('stays closed to strangers, also one that does not exist', async () => {
    const stranger = newPerson(server);
    const { user } = await stranger.signUp('Stranger');
    const socket = await socketOf(stranger);
    const refused: Record<string, string> = {
      [roomName('workspace', workspace)]: 'forbidden',
      [roomName('settings', workspace)]: 'forbidden',
      [roomName('user', admin.id)]: 'forbidden',
      [roomName('workspace', 'no-such-workspace')]: 'unknown-room',
      [roomName('workspace', workspace, 2)]: 'forbidden',
      [roomName('user', user.id, 7)]: 'unknown-room',
    };
    for (const [room, reason] of Object.entries(refused))
      expect([room, await socket.enter(room)]).toEqual([room, reason]);
    expect(await socket.enter(roomName('user', user.id))).toBe('read-write');
  });

  it('of another epoch is none', async () => {
    const socket = await socketOf(admin);
    expect(await socket.enter(roomName('workspace', workspace, 2))).toBe('unknown-room');
  });

  it('whose name is none opens nothing and harms nobody', async () => {
    const names = [
      '',
      '__proto__',
      'constructor',
      'toString',
      'w..1',
      `w.${workspace}.1/../x`,
      `x.${workspace}.1`,
      `${room()} `,
    ];
    for (const name of names) {
      const socket = await socketOf(admin);
      socket.send(syncFrame(name, SYNC.update, updatesOf(1)[0]!));
      expect([name, (await socket.closed()).code]).toEqual([name, CLOSE.unknownRoom.code]);
    }
    const healthy = await socketOf(admin);
    expect(await healthy.enter(roomName('workspace', workspace))).toBe('read-write');
  });
});

describe('the socket', () => {
  const statusOf = async (headers: Record<string, string>): Promise<string> => {
    try {
      const socket = await openRawSocket(server.origin, headers);
      sockets.push(socket);
      return 'open';
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown';
    }
  };

  it('opens only for a page of this server', async () => {
    const { cookie } = admin;
    expect(await statusOf({ cookie, origin: server.origin })).toBe('open');
    expect(await statusOf({ cookie, origin: 'https://evil.example' })).toBe('status 403');
    expect(await statusOf({ cookie, origin: server.origin.replace('http', 'https') })).toBe('status 403');
    expect(await statusOf({ cookie, origin: 'null' })).toBe('status 403');
    expect(await statusOf({ cookie })).toBe('status 403');
  });

  it('opens only under a name of this server', async () => {
    const { cookie } = admin;
    const host = 'rebound.example';
    expect(await statusOf({ cookie, host, origin: `http://${host}` })).toBe('status 403');
  });

  it('says that a session is missing, by its closing', async () => {
    for (const cookie of ['', 'ortak.session_token=forged.signature', `${admin.cookie}x`]) {
      const socket = await openRawSocket(server.origin, { cookie, origin: server.origin });
      expect(await socket.closed()).toEqual({ code: CLOSE.unauthenticated.code, reason: 'unauthenticated' });
    }
  });

  it('is no page: a plain request to its path is refused', async () => {
    const { status } = await admin.call('GET', COLLAB_PATH);
    expect(status).toBe(400);
  });
});

describe('a right that ends', () => {
  it('closes the sockets of a member who is removed, and keeps them out', async () => {
    const rep = await member('rep');
    const socket = await socketOf(rep);
    await socket.enter(room());
    expect((await admin.call('DELETE', API.member(workspace, rep.id))).status).toBe(200);
    expect((await socket.closed()).code).toBe(CLOSE.rightsChanged.code);
    const again = await socketOf(rep);
    expect(await again.enter(room())).toBe('forbidden');
  });

  it('turns a writer into a reader when the role changes, and back', async () => {
    const rep = await member('rep');
    for (const [role, scope] of [
      ['viewer', 'readonly'],
      ['rep', 'read-write'],
    ] as const) {
      const socket = await socketOf(rep);
      await socket.enter(room());
      expect((await admin.call('PATCH', API.member(workspace, rep.id), { role })).status).toBe(200);
      expect((await socket.closed()).code).toBe(CLOSE.rightsChanged.code);
      const again = await socketOf(rep);
      expect(await again.enter(room())).toBe(scope);
    }
  });

  it('leaves the sockets of other members and other workspaces alone', async () => {
    const [rep, other] = [await member('rep'), await member('rep')];
    const own = roomName('workspace', await rep.createWorkspace());
    const [untouched, elsewhere] = [await socketOf(other), await socketOf(rep)];
    await untouched.enter(room());
    await elsewhere.enter(own);
    await admin.call('DELETE', API.member(workspace, rep.id));
    expect(await untouched.enter(roomName('user', other.id))).toBe('read-write');
    expect(await elsewhere.enter(roomName('user', rep.id))).toBe('read-write');
  });

  it('closes what a session had open when it signs out', async () => {
    const rep = await member('rep');
    const socket = await socketOf(rep);
    await socket.enter(room());
    await rep.call('POST', API.signOut, {});
    expect((await socket.closed()).code).toBe(CLOSE.unauthenticated.code);
  });

  it('closes the other sessions when the password changes', async () => {
    const rep = newPerson(server);
    await rep.signUp('Rep', 'two-devices@example.com');
    const phone = newPerson(server);
    await phone.call('POST', API.signIn, { email: 'two-devices@example.com', password: PASSWORD });
    const socket = await socketOf(phone);
    await socket.enter(roomName('user', rep.id));
    const changed = await rep.call('POST', API.password, { current: PASSWORD, next: 'a new one, longer' });
    expect(changed.status).toBe(200);
    expect((await socket.closed()).code).toBe(CLOSE.unauthenticated.code);
    expect((await phone.call('GET', API.me)).status).toBe(401);
    expect((await rep.call('GET', API.me)).status).toBe(200);
  });

  it('closes the sockets of a session that expires, within seconds', async () => {
    const rep = await member('rep');
    const socket = await socketOf(rep);
    await socket.enter(room());
    withAccounts(server.dataFolder, (database) => {
      database.prepare('UPDATE session SET expiresAt = ? WHERE userId = ?').run(new Date(0).toISOString(), rep.id);
    });
    expect((await socket.closed()).code).toBe(CLOSE.unauthenticated.code);
  });

  it('closes the rooms of a workspace that is deleted and leaves nothing of it on disk', async () => {
    const own = await admin.createWorkspace('Kısa ömürlü');
    const gone = roomName('workspace', own);
    const socket = await socketOf(admin);
    await socket.enter(gone);
    socket.send(syncFrame(gone, SYNC.update, updatesOf(1)[0]!));
    await socket.acked(1);
    expect((await admin.call('DELETE', API.workspace(own))).status).toBe(200);
    expect((await socket.closed()).code).toBe(CLOSE.unknownRoom.code);
    expect(storedRows(server.dataFolder, gone)).toEqual([]);
    const again = await socketOf(admin);
    expect(await again.enter(gone)).toBe('unknown-room');
  });
});

describe('the people in a room', () => {
  it('are told when members change, so that their pages ask again', async () => {
    const open = admin.open(roomName('workspace', workspace));
    const told: unknown[] = [];
    open.provider.on('stateless', ({ payload }: { payload: string }) => void told.push(JSON.parse(payload)));
    await open.synced();
    const rep = await member('rep');
    await until(() => told.length === 1);
    await rep.call('PATCH', API.me, { name: 'Another Name' });
    await until(() => told.length === 2);
    expect(told).toEqual([{ type: 'members' }, { type: 'members' }]);
    const me = await admin.me();
    const names = me.workspaces.find(({ id }) => id === workspace)!.members.map(({ name }) => name);
    expect(names).toContain('Another Name');
    admin.leave();
  });

  it('see each other’s work again after the server went and came back', async () => {
    const rep = await member('rep');
    const room = roomName('workspace', workspace);
    const [here, there] = [admin.open(room), rep.open(room)];
    await Promise.all([here.synced(), there.synced()]);
    await server.close();
    here.doc.getMap('leads').set('offline', 'yes');
    await server.restart();
    await until(() => there.doc.getMap('leads').get('offline') === 'yes');
    expect(Y.encodeStateVector(there.doc)).toEqual(Y.encodeStateVector(here.doc));
    admin.leave();
    rep.leave();
  });
});
