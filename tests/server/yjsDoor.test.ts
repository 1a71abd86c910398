// The open door with the stock y-websocket client: what it writes reaches people and what they write reaches it, and
// nobody comes in, or stays, without the right to.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { DOOR_API, DOOR_PATH, type DoorToken, KEY_ROLES, type KeyRole, type MadeKey } from '#schema/door.ts';
import { raiseDocumentVersion, versionToken } from '#schema/documentVersion.ts';
import { API } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { inviteInto, newPerson, newWorkspace, type TestPerson } from '#tests/support/people.ts';
import { seededRandom } from '#tests/support/random.ts';
import { spawnTestServer, startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { storedDocument, storedRows, withAccounts, withLogFile } from './stored.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;
let room: string;
const guests: WebsocketProvider[] = [];

beforeAll(async () => {
  server = await startTestServer();
  ({ admin, workspace } = await newWorkspace(server));
  room = roomName('workspace', workspace);
});

afterEach(() => {
  for (const guest of guests.splice(0)) guest.destroy();
  admin.leave();
});

afterAll(async () => {
  await server.remove();
});

async function makeKey(role: KeyRole, name = `${role} key`): Promise<MadeKey> {
  const made = await admin.call<MadeKey>('POST', DOOR_API.keys(workspace), { name, role });
  expect(made.status).toBe(200);
  return made.body;
}

async function tokenFor(person: TestPerson, of = workspace): Promise<string> {
  const made = await person.call<DoorToken>('POST', DOOR_API.token(of));
  expect(made.status).toBe(200);
  return made.body.token;
}

/** `ws` is what the client is told to use in Node; its types call it by another name than a browser's. */
const IN_NODE: object = { WebSocket };
const POLYFILL: typeof globalThis.WebSocket = Reflect.get(IN_NODE, 'WebSocket');

interface Guest {
  readonly provider: WebsocketProvider;
  readonly doc: Y.Doc;
  /** Code and reason once the client gave up. */
  closed(): Promise<{ code: number; reason: string }>;
  /** Code of the last closing, given up or not. */
  lastCode(): number | undefined;
}

/** The stock client at the door; what it shows of itself is a token in the address, or a key in a sub-protocol. */
function join(
  name: string,
  credential: { token: string } | { key: string } | null,
  doc: Y.Doc = new Y.Doc(),
  params: Record<string, string> = {},
): Guest {
  const provider = new WebsocketProvider(`${server.origin.replace('http', 'ws')}${DOOR_PATH}`, name, doc, {
    WebSocketPolyfill: POLYFILL,
    disableBc: true,
    params: { ...params, ...(credential && 'token' in credential ? { token: credential.token } : {}) },
    ...(credential && 'key' in credential ? { protocols: ['ortak', `ortak.${credential.key}`] } : {}),
  });
  guests.push(provider);
  let ending: { code: number; reason: string } | null = null;
  let code: number | undefined;
  provider.on('closed', (event) => {
    ending = event;
  });
  provider.on('connection-close', (event) => {
    code = event?.code ?? code;
  });
  return {
    provider,
    doc,
    async closed() {
      await until(() => ending !== null).catch(() => {
        throw new Error(`The client did not give up; it was last closed with ${code}.`);
      });
      return ending!;
    },
    lastCode: () => code,
  };
}

const synced = (guest: Guest): Promise<void> => until(() => guest.provider.synced);

describe('the open door', () => {
  it('carries what either side writes to the other, and presence with its owner', async () => {
    const { secret, key } = await makeKey('rep');
    const guest = join(room, { key: secret });
    const page = admin.open(room);
    await Promise.all([synced(guest), page.synced()]);
    expect(storedRows(server.dataFolder, room)).toHaveLength(0);

    guest.doc.getMap('lead').set('fromOutside', 1);
    await until(() => page.doc.getMap('lead').get('fromOutside') === 1);
    expect(storedDocument(server.dataFolder, room).getMap('lead').get('fromOutside')).toBe(1);
    page.doc.getMap('lead').set('fromInside', 2);
    await until(() => guest.doc.getMap('lead').get('fromInside') === 2);

    guest.provider.awareness.setLocalStateField('user', { name: 'ERP', account: 'forged' });
    const seen = () => page.provider.awareness?.getStates().get(guest.doc.clientID);
    await until(() => seen()?.['user'] !== undefined);
    expect(seen()).toMatchObject({ user: { name: 'ERP' }, account: key.id });
    page.provider.setAwarenessField('place', 'leads');
    await until(() => guest.provider.awareness.getStates().get(page.doc.clientID)?.['place'] === 'leads');
  });

  it('gives a client that comes back what it missed, and takes what it wrote meanwhile', async () => {
    const { secret } = await makeKey('rep');
    const guest = join(room, { key: secret });
    await synced(guest);
    guest.provider.disconnect();
    guest.doc.getMap('lead').set('writtenAway', true);
    const page = admin.open(room);
    await page.synced();
    page.doc.getMap('lead').set('missed', true);
    await page.saved();
    guest.provider.connect();
    await until(() => guest.doc.getMap('lead').get('missed') === true);
    await until(() => page.doc.getMap('lead').get('writtenAway') === true);
    expect(storedDocument(server.dataFolder, room).getMap('lead').get('writtenAway')).toBe(true);
  });

  it('opens for a token in the address, made by a key or by a person', async () => {
    const { secret } = await makeKey('viewer');
    const answer = await fetch(`${server.origin}${DOOR_API.token(workspace)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    });
    const { token, rooms, expiresAt } = (await answer.json()) as DoorToken;
    expect(rooms.workspace).toBe(room);
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    await synced(join(rooms.settings, { token }));

    const person = join(room, { token: await tokenFor(admin) });
    await synced(person);
    person.doc.getMap('lead').set('byToken', true);
    await until(() => storedDocument(server.dataFolder, room).getMap('lead').get('byToken') === true);
    const authors = authorsOf(room);
    expect(authors.at(-1)).toBe(admin.id);
  });

  it('lets who may only read see all, and shuts on a write that stays without effect', async () => {
    const { secret } = await makeKey('viewer');
    const page = admin.open(room);
    await page.synced();
    page.doc.getMap('lead').set('toRead', 'text');
    await page.saved();
    const before = storedRows(server.dataFolder, room).length;
    const reader = join(room, { key: secret });
    await until(() => reader.doc.getMap('lead').get('toRead') === 'text');
    page.doc.getMap('lead').set('toRead', 'more');
    await until(() => reader.doc.getMap('lead').get('toRead') === 'more');

    reader.doc.getMap('lead').set('notMine', true);
    expect(await reader.closed()).toEqual({ code: 4403, reason: 'read-only' });
    expect(storedRows(server.dataFolder, room)).toHaveLength(before + 1);
    const settings = join(roomName('settings', workspace), { key: (await makeKey('rep')).secret });
    await synced(settings);
    settings.doc.getMap('status').set('x', 1);
    expect((await settings.closed()).code).toBe(4403);
  });

  it('holds every role to what it may do in every room', async () => {
    const writes = { viewer: [false, false], rep: [true, false], manager: [true, true] } as const;
    for (const role of KEY_ROLES) {
      const { secret } = await makeKey(role);
      for (const [index, kind] of (['workspace', 'settings'] as const).entries()) {
        const name = roomName(kind, workspace);
        const guest = join(name, { key: secret });
        await synced(guest);
        const mark = `${role} in ${kind}`;
        guest.doc.getMap('mark').set(mark, true);
        const mayWrite = writes[role][index]!;
        const isThere = () => storedDocument(server.dataFolder, name).getMap('mark').get(mark) === true;
        if (mayWrite) await until(isThere);
        else expect([mark, (await guest.closed()).code]).toEqual([mark, 4403]);
        expect([mark, isThere()]).toEqual([mark, mayWrite]);
      }
    }
  });

  it('lets a program that says nothing read a document of a newer app, and one that says which it knows write it', async () => {
    const name = roomName('workspace', await admin.createWorkspace());
    const page = admin.open(name, new Y.Doc(), versionToken(2));
    await page.synced();
    page.doc.transact(() => {
      raiseDocumentVersion(page.doc, 2);
      page.doc.getMap('lead').set('newer', true);
    });
    await page.saved();
    const token = await tokenFor(admin, name.split('.')[1]);
    for (const version of [undefined, '1', 'x', '-3', '9e9']) {
      const old = join(name, { token }, new Y.Doc(), version === undefined ? {} : { version });
      await synced(old);
      expect(old.doc.getMap('lead').get('newer')).toBe(true);
      old.doc.getMap('lead').set('old', version ?? true);
      expect([version, await old.closed()]).toEqual([version, { code: 4403, reason: 'read-only' }]);
    }
    const knowing = join(name, { token }, new Y.Doc(), { version: '2' });
    await synced(knowing);
    knowing.doc.getMap('lead').set('knowing', true);
    await until(() => storedDocument(server.dataFolder, name).getMap('lead').get('knowing') === true);
    expect(storedDocument(server.dataFolder, name).getMap('lead').has('old')).toBe(false);
  });

  it('stays shut without a key, with an old, an unknown or a revoked one, and for other workspaces', async () => {
    const other = newPerson(server);
    await other.signUp('Someone Else');
    const elsewhere = await other.createWorkspace();
    const { secret, key } = await makeKey('rep');
    const revoked = await admin.call('DELETE', DOOR_API.key(workspace, key.id));
    expect(revoked.status).toBe(200);
    const old = await tokenFor(admin);
    withAccounts(server.dataFolder, (database) => database.prepare('UPDATE doorToken SET expiresAt = 1').run());
    const living = await tokenFor(admin);
    const cases: [string, Parameters<typeof join>[1], string, number][] = [
      ['nothing', null, room, 4401],
      ['an unknown token', { token: 'no-such-token' }, room, 4401],
      ['an old token', { token: old }, room, 4401],
      ['a revoked key', { key: secret }, room, 4401],
      ['a key in the address', { token: (await makeKey('rep')).secret }, room, 4401],
      ['a token of another workspace', { token: await tokenFor(other, elsewhere) }, room, 4403],
      ['a token for somebody’s own room', { token: living }, roomName('user', admin.id), 4403],
      ['a room that is none', { token: living }, '__proto__', 4404],
      ['another epoch', { token: living }, roomName('workspace', workspace, 2), 4404],
    ];
    for (const [what, credential, name, code] of cases) {
      const guest = join(name, credential);
      expect([what, (await guest.closed()).code]).toEqual([what, code]);
      expect(guest.doc.store.clients.size).toBe(0);
    }
  });

  it('does not open for a cookie alone', async () => {
    const ws = new WebSocket(`${server.origin.replace('http', 'ws')}${DOOR_PATH}/${room}`, {
      headers: admin.headers(),
    });
    const code = await new Promise((done) => ws.on('close', done));
    expect(code).toBe(4401);
  });

  it('shuts within seconds when the right ends: key revoked, signed out, removed, role taken away', async () => {
    const { secret, key } = await makeKey('rep');
    const program = join(room, { key: secret });
    const [leaver, mate] = [newPerson(server), newPerson(server)];
    for (const person of [leaver, mate]) {
      await person.signUp('Someone Else');
      await inviteInto(workspace, admin, person, 'rep');
    }
    const signedOut = join(room, { token: await tokenFor(leaver) });
    const removed = join(room, { token: await tokenFor(mate) });
    const page = await tokenFor(mate);
    const demoted = join(room, { token: page });
    await Promise.all([program, signedOut, removed, demoted].map(synced));

    await admin.call('DELETE', DOOR_API.key(workspace, key.id));
    expect((await program.closed()).code).toBe(4401);
    await leaver.call('POST', API.signOut, {});
    expect((await signedOut.closed()).code).toBe(4401);

    await admin.call('PATCH', API.member(workspace, mate.id), { role: 'viewer' });
    await until(() => demoted.lastCode() === 4509);
    await synced(demoted);
    demoted.doc.getMap('lead').set('asViewer', true);
    expect((await demoted.closed()).code).toBe(4403);

    await synced(removed);
    await admin.call('DELETE', API.member(workspace, mate.id));
    expect((await removed.closed()).code).toBe(4403);
    expect(storedDocument(server.dataFolder, room).getMap('lead').has('asViewer')).toBe(false);
  });

  it('closes on bytes that are no frame, and nobody else notices', async () => {
    const { secret } = await makeKey('rep');
    const page = admin.open(room);
    await page.synced();
    const random = seededRandom(20261122);
    const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));
    const message = (type: number, body: Uint8Array): Uint8Array =>
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, type);
        encoding.writeUint8Array(encoder, body);
      });
    const hostile: Uint8Array[] = [
      new Uint8Array(0),
      // a frame of our own protocol that leaves the room, a stateless one, an unknown one
      ...[2, 4, 5, 6, 7, 9, 255].map((type) => message(type, new Uint8Array([1, 2, 3]))),
      message(0, new Uint8Array([9, 1, 1])),
      message(0, new Uint8Array([2, 200, 1])),
      ...Array.from({ length: 20 }, () => message(0, new Uint8Array([2, 12, ...bytes(12)]))),
    ];
    for (const data of hostile) {
      const ws = new WebSocket(`${server.origin.replace('http', 'ws')}${DOOR_PATH}/${room}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      const code = await new Promise((done) => {
        ws.on('open', () => ws.send(data));
        ws.on('close', done);
      });
      expect([data, code]).toEqual([data, 4400]);
    }
    const text = new WebSocket(`${server.origin.replace('http', 'ws')}${DOOR_PATH}/${room}`, [
      'ortak',
      `ortak.${secret}`,
    ]);
    text.on('open', () => text.send('hello'));
    expect(await new Promise((done) => text.on('close', done))).toBe(4400);
    page.doc.getMap('lead').set('stillWell', true);
    await page.saved();
  });

  it('holds presence to the same limits', async () => {
    const { secret } = await makeKey('rep');
    const guest = join(room, { key: secret });
    await synced(guest);
    guest.provider.awareness.setLocalStateField('note', 'x'.repeat(5_000));
    expect((await guest.closed()).code).toBe(4413);
  });

  it('says nothing of keys and tokens in what the server reports', async () => {
    const spawned = await spawnTestServer();
    try {
      const person = newPerson(spawned);
      await person.signUp('Ayşe Demir');
      const own = await person.createWorkspace();
      const { token } = (await person.call<DoorToken>('POST', DOOR_API.token(own))).body;
      const made = await person.call<MadeKey>('POST', DOOR_API.keys(own), { name: 'ERP', role: 'rep' });
      const { secret } = made.body;
      const address = `${spawned.origin.replace('http', 'ws')}${DOOR_PATH}/${roomName('workspace', own)}`;
      // in, and thrown out for a frame that is none; and not in at all
      for (const [query, protocols] of [
        [`?token=${token}`, []],
        ['', ['ortak', `ortak.${secret}`]],
        [`?token=${secret}`, []],
      ] as const) {
        const ws = new WebSocket(`${address}${query}`, [...protocols]);
        ws.on('open', () => ws.send(new Uint8Array([0, 2, 3, 1, 2, 3])));
        await new Promise((done) => ws.on('close', done));
      }
      await fetch(`${spawned.origin}${DOOR_PATH}/x?token=${token}`);
      await spawned.close();
      expect(spawned.output()).toContain('refused');
      for (const said of [token, secret]) expect(spawned.output()).not.toContain(said);
    } finally {
      await spawned.remove();
    }
  });

  it('is documented with an example that runs', async () => {
    const page = admin.open(room);
    await page.synced();
    page.doc.getMap('lead').set('counted', 1);
    await page.saved();
    const { secret } = await makeKey('viewer');
    const text = readFileSync(resolve(import.meta.dirname, '../../docs/open-door.md'), 'utf8');
    const example = /```js\n(import \* as Y[\s\S]*?)```/.exec(text)![1]!;
    const said = await runExample(example, {
      ORTAK_URL: server.origin,
      ORTAK_WORKSPACE: workspace,
      ORTAK_KEY: secret,
    });
    expect(said).toBe(`${page.doc.getMap('lead').size} leads`);
  });
});

/** Runs a piece of the documentation as it stands, until its first line. */
async function runExample(code: string, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  try {
    return await new Promise((done, fail) => {
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes('\n')) done(out.split('\n')[0]!);
      });
      child.on('exit', () => fail(new Error(errors)));
    });
  } finally {
    child.kill('SIGKILL');
  }
}

const authorsOf = (name: string): (string | null)[] =>
  withLogFile(server.dataFolder, (database) =>
    (
      database
        .prepare('SELECT author FROM row WHERE room = (SELECT id FROM room WHERE name = ?) ORDER BY seq')
        .all(name) as { author: string | null }[]
    ).map(({ author }) => author),
  );
