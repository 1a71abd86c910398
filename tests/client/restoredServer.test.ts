// A server that lost something (set back to an older backup, a damaged snapshot) gets from the devices what it lost, also
// what it once acknowledged.
import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Carriers } from '#client/sync/carriers.ts';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { backUp } from '#server/commands/backup.ts';
import { restore } from '#server/commands/restore.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { ending, endAll, openTab, read, status, unsent, write } from '#tests/support/carriers.ts';
import { inviteInto, newPerson, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

afterEach(endAll);

interface Team {
  readonly server: TestServer;
  readonly ayse: TestPerson;
  readonly burak: TestPerson;
  readonly room: string;
  /** Takes the server back to what it was at the last `save`, on the same address. */
  readonly setBack: () => Promise<void>;
  readonly save: () => Promise<void>;
  /** What someone sees who was never here. */
  readonly asANewcomer: () => Promise<Record<string, string>>;
}

async function team(): Promise<Team> {
  const server = await startTestServer();
  ending({ stop: () => server.remove() });
  const [ayse, burak, cem] = [newPerson(server), newPerson(server), newPerson(server)];
  await ayse.signUp('Ayşe');
  await burak.signUp('Burak');
  await cem.signUp('Cem');
  const workspace = await ayse.createWorkspace();
  for (const colleague of [burak, cem]) {
    await inviteInto(workspace, ayse, colleague, 'rep');
    await colleague.me();
  }
  const room = roomName('workspace', workspace);
  const backups = mkdtempSync(join(tmpdir(), 'ortak-ahead-'));
  ending({ stop: () => rmSync(backups, { recursive: true, force: true }) });
  let backup = '';
  return {
    server,
    ayse,
    burak,
    room,
    async save() {
      backup = await backUp(server.dataFolder, backups, new Date());
    },
    async setBack() {
      await server.close();
      restore(backup, server.dataFolder, { replace: true, now: new Date() });
      await server.restart();
    },
    async asANewcomer() {
      const opened = cem.open(room, new Y.Doc());
      await opened.synced();
      const seen = opened.doc.getMap<string>('records').toJSON();
      cem.leave();
      return seen;
    },
  };
}

function tabOf(person: TestPerson, server: TestServer): Carriers {
  const headers = { cookie: person.cookie, origin: server.origin };
  return openTab(person.id, `ws://127.0.0.1:${server.port}${COLLAB_PATH}`, { headers });
}

const saved = (...pages: OpenRoom[]): Promise<void> =>
  until(() => pages.every((page) => status(page) === 'savedOnServer' && unsent(page) === 0));

const remove = (page: OpenRoom, key: string): void => page.doc.getMap('records').delete(key);

describe('a server set back to a backup', () => {
  it('gets back from connected devices what it had acknowledged after it: edits, and deletions that are nothing else', async () => {
    const { server, ayse, burak, room, save, setBack, asANewcomer } = await team();
    const a = tabOf(ayse, server).openRoom(room, 'write');
    const b = tabOf(burak, server).openRoom(room, 'write');
    write(a, 'kept', 'before');
    write(a, 'deleted later', 'before');
    write(b, 'changed later', 'before');
    await saved(a, b);
    await until(() => Object.keys(read(a)).length === 3 && Object.keys(read(b)).length === 3);
    await save();
    write(b, 'changed later', 'after');
    for (let n = 0; n < 50; n++) write(a, `new ${n}`, 'after');
    await saved(a, b);
    // Last, and alone: a state vector does not show that it is missing.
    remove(a, 'deleted later');
    await saved(a);
    await until(() => !('deleted later' in read(b)));
    const all = read(a);
    await setBack();
    await until(async () => {
      const seen = await asANewcomer();
      return Object.keys(seen).length === Object.keys(all).length && !('deleted later' in seen);
    });
    expect(await asANewcomer()).toEqual(all);
    await saved(a, b);
    write(b, 'afterwards', 'goes on');
    await saved(b);
    await until(() => read(a)['afterwards'] === 'goes on');
    expect(await asANewcomer()).toEqual({ ...all, afterwards: 'goes on' });
  });

  it('gets it from one device alone, also what colleagues had written there and who are gone', async () => {
    const { server, ayse, burak, room, save, setBack, asANewcomer } = await team();
    const burakTab = tabOf(burak, server);
    const a = tabOf(ayse, server).openRoom(room, 'write');
    const b = burakTab.openRoom(room, 'write');
    write(a, 'start');
    await saved(a, b);
    await save();
    write(b, 'by Burak', 'after');
    remove(b, 'start');
    await saved(b);
    await until(() => read(a)['by Burak'] === 'after' && !('start' in read(a)));
    burakTab.stop();
    await setBack();
    await until(async () => (await asANewcomer())['by Burak'] === 'after');
    expect(await asANewcomer()).toEqual({ 'by Burak': 'after' });
  });

  it('gets it from a page that is opened only later, out of what its device has marked as sent', async () => {
    const { server, ayse, room, save, setBack, asANewcomer } = await team();
    const first = tabOf(ayse, server);
    const page = first.openRoom(room, 'write');
    write(page, 'start');
    await saved(page);
    await save();
    write(page, 'after', 'acknowledged');
    remove(page, 'start');
    await saved(page);
    await page.idle();
    first.stop();
    await setBack();
    expect(await asANewcomer()).toEqual({ start: '' });
    const again = tabOf(ayse, server).openRoom(room, 'write');
    await again.loaded;
    expect(again.state.getSnapshot().unsent).toBe(0);
    await saved(again);
    expect(await asANewcomer()).toEqual({ after: 'acknowledged' });
  });

  it('takes new edits that build on what it lost', async () => {
    const { server, ayse, room, save, setBack, asANewcomer } = await team();
    const first = tabOf(ayse, server);
    const page = first.openRoom(room, 'write');
    const text = page.doc.getText('note');
    write(page, 'start');
    await saved(page);
    await save();
    text.insert(0, 'Fiyat soruldu');
    await saved(page);
    await server.close();
    // Offline, on top of what the server is about to forget.
    text.insert(text.length, ', teklif istendi');
    write(page, 'offline', 'yes');
    await page.flush();
    await setBack();
    await saved(page);
    expect(await asANewcomer()).toEqual({ start: '', offline: 'yes' });
    const reader = ayse.open(room, new Y.Doc());
    await reader.synced();
    expect(reader.doc.getText('note').toJSON()).toBe('Fiyat soruldu, teklif istendi');
    ayse.leave();
  });
});

describe('a server with a damaged snapshot', () => {
  it('opens the room with what is left, raises an alarm, and is filled again by those who have it', async () => {
    const { server, ayse, room, asANewcomer } = await team();
    const a = tabOf(ayse, server).openRoom(room, 'write');
    for (let n = 0; n < 30; n++) write(a, `in the snapshot ${n}`, 'yes');
    remove(a, 'in the snapshot 7');
    await saved(a);
    await server.close();
    const file = join(server.dataFolder, 'updates.sqlite');
    const log = openSqliteUpdateLog(file);
    await log.compact(room);
    await log.close();
    flipBitInSnapshot(file);
    await server.restart();
    await until(async () => Object.keys(await asANewcomer()).length === 29);
    expect(await asANewcomer()).toEqual(read(a));
    await saved(a);
    const health = await fetch(`${server.origin}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'alarm', setAside: 1 });
    // And it is whole on its disk again.
    await server.close();
    await server.restart();
    expect(await asANewcomer()).toEqual(read(a));
  });
});

function flipBitInSnapshot(file: string): void {
  const database = new Database(file);
  const { room, data } = database.prepare<[], { room: number; data: Buffer }>('SELECT room, data FROM snapshot').get()!;
  data[data.length >> 1]! ^= 1;
  database.prepare('UPDATE snapshot SET data = ? WHERE room = ?').run(data, room);
  database.close();
}
