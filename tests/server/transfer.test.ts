// Whole workspaces out of one server and into another, by those who may, with files of any kind.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createProjection } from '#schema/projection.ts';
import { API, type ErrorBody, type Me } from '#schema/protocol.ts';
import { RECORD_TYPES } from '#schema/records/index.ts';
import { roomName } from '#schema/rooms.ts';
import { settingsMap } from '#schema/settings.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { MAX_WORKSPACE_FILE_BYTES, type WorkspaceFile } from '#schema/workspaceFile/format.ts';
import { inviteInto, newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';

let server: TestServer;
let elsewhere: TestServer;
let ayse: TestPerson;
let workspace: string;

beforeAll(async () => {
  [server, elsewhere] = await Promise.all([startTestServer(), startTestServer()]);
  ayse = newPerson(server);
  // Everything that the product can make: the demo, kept by opening an account.
  await ayse.call('POST', API.demo, { locale: 'tr' });
  await ayse.signUp('Ayşe Demir');
  workspace = (await ayse.me()).workspaces[0]!.id;
  const settings = ayse.open(roomName('settings', workspace));
  await settings.synced();
  settingsMap(settings.doc).set('status/hot', { label: 'Sıcak', order: 50 });
  await settings.saved();
  ayse.leave();
});

afterAll(async () => {
  await Promise.all([server.remove(), elsewhere.remove()]);
});

async function contentOf(person: TestPerson, id: string) {
  const [records, settings] = [person.open(roomName('workspace', id)), person.open(roomName('settings', id))];
  await Promise.all([records.synced(), settings.synced()]);
  const projection = createProjection(records.doc);
  const content = {
    records: Object.fromEntries(
      RECORD_TYPES.map((type) => [type, new Map([...projection.all(type)].map((record) => [record.id, record]))]),
    ),
    notes: new Map(
      [...tableOf(records.doc, 'note').keys()].map((note) => [note, richText(records.doc, 'note', note)!.toJSON()]),
    ),
    events: projection.events(),
    settings: settingsMap(settings.doc).toJSON(),
  };
  person.leave();
  return content;
}

const send = (person: TestPerson, body: string) => person.call<Me & ErrorBody>('POST', API.importWorkspace, body);

describe('a workspace taken to another server', () => {
  it('is the same there: records, notes, feed, settings, and the names of those who wrote', async () => {
    const { status, body, headers } = await ayse.call<WorkspaceFile>('GET', API.workspaceFile(workspace));
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(JSON.stringify(body)).not.toContain('@example.com"');
    const zehra = newPerson(elsewhere);
    await zehra.signUp('Zehra');
    const made = await send(zehra, JSON.stringify(body));
    expect(made.status).toBe(200);
    const copy = made.body.workspaces.at(-1)!;
    expect(copy).toMatchObject({ name: 'Ortak demosu', role: 'admin', demo: false });
    expect(await contentOf(zehra, copy.id)).toEqual(await contentOf(ayse, workspace));
    const names = new Map(copy.members.map(({ id, name }) => [id, name]));
    for (const { id, name } of (await ayse.me()).workspaces[0]!.members) expect(names.get(id)).toBe(name);
    expect(copy.members.filter(({ removed }) => !removed).map(({ name }) => name)).toEqual(['Zehra']);
  });

  it('is a workspace of its own on the same server, and nobody gets into it by being named in the file', async () => {
    const burak = newPerson(server);
    await burak.signUp('Burak');
    await inviteInto(workspace, ayse, burak, 'manager');
    const { body } = await ayse.call('GET', API.workspaceFile(workspace));
    const made = await send(ayse, JSON.stringify(body));
    const copy = made.body.workspaces.at(-1)!;
    expect(copy.id).not.toBe(workspace);
    expect((await burak.me()).workspaces.map(({ id }) => id)).toEqual([workspace]);
    const open = burak.open(roomName('workspace', copy.id));
    await expect.poll(() => open.refusal()).toBe('forbidden');
    burak.leave();
    await inviteInto(copy.id, ayse, burak, 'rep');
    const again = (await burak.me()).workspaces.find(({ id }) => id === copy.id)!;
    expect(again).toMatchObject({ role: 'rep' });
    expect(again.members.find(({ id }) => id === burak.id)).toMatchObject({ name: 'Burak' });
  });
});

describe('a workspace file', () => {
  it('is given to administrators alone', async () => {
    const manager = newPerson(server);
    await manager.signUp('Müdür');
    await inviteInto(workspace, ayse, manager, 'manager');
    const stranger = newPerson(server);
    const outsider = newPerson(server);
    await outsider.signUp('Yabancı');
    for (const [person, status] of [
      [manager, 403],
      [outsider, 404],
      [stranger, 401],
    ] as const) {
      expect((await person.call('GET', API.workspaceFile(workspace))).status).toBe(status);
    }
  });

  it('is taken from people with an account alone, and only as JSON of this very page', async () => {
    const guest = newPerson(server);
    await guest.call('POST', API.demo, { locale: 'en' });
    expect((await send(guest, '{}')).status).toBe(403);
    expect((await send(newPerson(server), '{}')).status).toBe(401);
    const form = await ayse.call('POST', API.importWorkspace, '{}', { 'content-type': 'text/plain' });
    expect(form.status).toBe(400);
    const foreign = await ayse.call('POST', API.importWorkspace, '{}', { origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
  });

  it('that is none, is newer, or is not whole makes nothing, and the answer says why', async () => {
    const before = (await ayse.me()).workspaces.length;
    const good = {
      format: 'ortak-workspace',
      version: 1,
      exportedAt: 1,
      name: 'x',
      people: [],
      records: {},
      events: [],
    };
    const bad: readonly (readonly [string, number, ErrorBody])[] = [
      ['not json', 422, { error: 'foreign-file' }],
      ['\u00ff\u0000', 422, { error: 'foreign-file' }],
      [JSON.stringify({ ...good, version: 9 }), 422, { error: 'newer-file' }],
      [
        JSON.stringify({ ...good, records: { lead: [{ id: '..' }] } }),
        422,
        { error: 'damaged-file', field: 'records.lead[0].id' },
      ],
    ];
    for (const [text, status, error] of bad) expect(await send(ayse, text)).toMatchObject({ status, body: error });
    const huge = await send(ayse, ' '.repeat(MAX_WORKSPACE_FILE_BYTES + 1));
    expect(huge).toMatchObject({ status: 413, body: { error: 'file-too-large' } });
    expect((await ayse.me()).workspaces).toHaveLength(before);
  });

  it('may be large: everyone else goes on working while it is read', async () => {
    const lead = (n: number) => ({ id: `lead${n}`, created: { at: 1, by: 'x' }, company: `Firma ${n}`, city: 'Bursa' });
    const text = JSON.stringify({
      format: 'ortak-workspace',
      version: 1,
      exportedAt: 1,
      name: 'Büyük',
      people: [],
      records: { lead: Array.from({ length: 30_000 }, (_, n) => lead(n)) },
      events: [],
    });
    const room = ayse.open(roomName('workspace', await ayse.createWorkspace()));
    await room.synced();
    const gaps: number[] = [];
    let last = performance.now();
    room.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number > 0) return;
      gaps.push(performance.now() - last);
      last = performance.now();
      room.doc.getMap('lead').set('ping', gaps.length);
    });
    room.doc.getMap('lead').set('ping', 0);
    const made = await send(ayse, text);
    expect(made.status).toBe(200);
    ayse.leave();
    const doc = new Y.Doc();
    const copy = ayse.open(roomName('workspace', made.body.workspaces.at(-1)!.id), doc);
    await copy.synced();
    expect(createProjection(doc).size('lead')).toBe(30_000);
    ayse.leave();
    expect(gaps.length).toBeGreaterThan(20);
  });
});
