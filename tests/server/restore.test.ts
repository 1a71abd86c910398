// A backup made while people write, put back into an empty place: what was there is there again, document by document.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { API, type Me } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { dataFiles } from '#server/storage/dataFolder.ts';
import { inviteInto, newPerson, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { type SpawnedServer, spawnTestServer, startTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { withLogFile } from './stored.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const places: string[] = [];
const newPlace = (): string => {
  const place = mkdtempSync(join(tmpdir(), 'ortak-restore-'));
  places.push(place);
  return place;
};

let server: SpawnedServer;
let ayse: TestPerson;
let burak: TestPerson;
/** rooms of several workspaces, and one more that is written all the time */
const quiet: string[] = [];
let busy: string;
let backup: string;
/** what the documents held before the backup began, and what the server said it has of the busy one by then */
const before = new Map<string, unknown>();
let acknowledged = 0;
let members: Me['workspaces'];

function run(command: string, args: readonly string[], dataFolder: string) {
  const script = join(ROOT, 'sync-server/commands', command);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: { ...process.env, ORTAK_DATA: dataFolder },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  server = await spawnTestServer();
  ayse = newPerson(server);
  burak = newPerson(server);
  await ayse.signUp('Ayşe Demir', 'ayse@firma.com');
  await burak.signUp('Burak Kaya', 'burak@firma.com');
  for (let n = 0; n < 3; n++) {
    const workspace = await ayse.createWorkspace(`Satış ${n}`);
    await inviteInto(workspace, ayse, burak, n === 0 ? 'viewer' : 'rep');
    quiet.push(roomName('workspace', workspace), roomName('settings', workspace));
  }
  for (const room of quiet) {
    const { doc, saved } = ayse.open(room);
    await saved();
    for (let n = 0; n < 100; n++)
      doc.getMap('lead').set(`lead${n % 40}`, new Y.Map([['$', { company: `${room} ${n}` }]]));
    doc.getXmlFragment('text').insert(0, [new Y.XmlText('çok iyi geçti')]);
    await saved();
    before.set(room, contentOf(doc));
  }
  busy = roomName('workspace', await ayse.createWorkspace('Meşgul'));
  members = (await ayse.me()).workspaces;
  const writer = ayse.open(busy);
  // The answer to the first exchange must not be counted as one to an edit.
  await writer.saved();
  let written = 0;
  const writing = setInterval(() => {
    for (let n = 0; n < 5; n++) writer.doc.getMap('lead').set(`lead${written}`, written++);
  }, 1);
  await until(() => written > 200);
  // Acknowledged in order: whatever is not waiting any more is on the server.
  await until(() => written - writer.provider.unsyncedChanges > 100);
  acknowledged = written - writer.provider.unsyncedChanges;
  const target = newPlace();
  const { status, stdout } = run('backup.ts', [target], server.dataFolder);
  if (status !== 0) throw new Error('The backup failed.');
  backup = /to (.+)\n$/.exec(stdout)![1]!;
  await until(() => written > acknowledged + 200);
  clearInterval(writing);
  ayse.leave();
});

afterAll(async () => {
  ayse.leave();
  await server.remove();
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

const contentOf = (doc: Y.Doc): unknown => ({
  leads: doc.getMap('lead').toJSON(),
  text: doc.getXmlFragment('text').toJSON(),
  vector: [...Y.encodeStateVector(doc)],
});

/** A copy of the backup in which a test may break something. */
function copyOfBackup(): string {
  const copy = join(newPlace(), 'copy');
  cpSync(backup, copy, { recursive: true });
  return copy;
}

describe('a backup made under a writing server', () => {
  it('restored into an empty place has every document, account and member', async () => {
    const place = join(newPlace(), 'not-made-yet');
    const { status, stdout, stderr } = run('restore.ts', [backup], place);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Restored \d+ rooms, 4 workspaces and 2 accounts into .+\n/);
    const restored = await startTestServer({ dataFolder: place });
    const again = newPerson(restored);
    const { body } = await again.call<Me>('POST', API.signIn, { email: 'ayse@firma.com', password: PASSWORD });
    expect(body.workspaces).toEqual(members);
    for (const room of quiet) {
      const opened = again.open(room);
      await until(() => opened.provider.isSynced, 60_000);
      expect(contentOf(opened.doc)).toEqual(before.get(room));
    }
    const opened = again.open(busy);
    await until(() => opened.provider.isSynced, 60_000);
    const there = opened.doc.getMap('lead').toJSON();
    const lost = Array.from({ length: acknowledged }, (_, n) => n).filter((n) => there[`lead${n}`] !== n);
    expect(acknowledged).toBeGreaterThan(100);
    expect(lost).toEqual([]);
    again.leave();
    // Whoever was signed in when the backup was made still is: the session and the secret came along.
    const cookie = { cookie: burak.cookie, origin: restored.origin };
    expect((await fetch(`${restored.origin}${API.me}`, { headers: cookie })).status).toBe(200);
    await restored.remove();
  });

  it('is refused where data lies, which stays as it is', () => {
    const place = newPlace();
    writeFileSync(dataFiles(place).updates, 'someone’s work');
    const { status, stdout, stderr } = run('restore.ts', [backup], place);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^.+ holds data already \(updates\.sqlite\)\. .+ORTAK_DATA.+--replace.+\.\n$/);
    expect(readFileSync(dataFiles(place).updates, 'utf8')).toBe('someone’s work');
    expect(existsSync(dataFiles(place).accounts)).toBe(false);
  });

  it('with --replace sets aside what was there, companions included, and deletes nothing', () => {
    const place = newPlace();
    for (const name of ['updates.sqlite', 'updates.sqlite-wal', 'secret', 'own-notes.txt']) {
      writeFileSync(join(place, name), `old ${name}`);
    }
    const { status, stdout } = run('restore.ts', [backup, '--replace'], place);
    expect(status).toBe(0);
    const aside = /What was there before lies in (.+)\n/.exec(stdout)![1]!;
    expect(readdirSync(aside).sort()).toEqual(['secret', 'updates.sqlite', 'updates.sqlite-wal']);
    expect(readFileSync(join(aside, 'updates.sqlite'), 'utf8')).toBe('old updates.sqlite');
    expect(readFileSync(join(place, 'own-notes.txt'), 'utf8')).toBe('old own-notes.txt');
    expect(existsSync(join(place, 'updates.sqlite-wal'))).toBe(false);
    for (const name of ['updates.sqlite', 'accounts.sqlite', 'secret']) {
      expect(readFileSync(join(place, name)).equals(readFileSync(join(backup, name)))).toBe(true);
    }
  });

  it('is not put under a running server', () => {
    const { status, stderr } = run('restore.ts', [backup, '--replace'], server.dataFolder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Another Ortak server is working in .+\n$/);
  });
});

describe('what is no sound backup', () => {
  const refusal = (folder: string): string => {
    const place = newPlace();
    const { status, stderr } = run('restore.ts', [folder], place);
    expect(status).toBe(1);
    expect(readdirSync(place).filter((name) => name !== 'server.lock')).toEqual([]);
    return stderr;
  };

  it('is refused with a sentence that says why, and nothing is written', () => {
    expect(refusal(newPlace())).toMatch(/is no backup; missing there: accounts\.sqlite, updates\.sqlite, secret\./);
    const incomplete = copyOfBackup();
    rmSync(dataFiles(incomplete).accounts);
    expect(refusal(incomplete)).toMatch(/is no backup; missing there: accounts\.sqlite\./);
    const torn = copyOfBackup();
    const bytes = readFileSync(dataFiles(torn).updates);
    writeFileSync(dataFiles(torn).updates, bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(refusal(torn)).toMatch(/updates\.sqlite is not sound, nothing was restored: /);
    const foreign = copyOfBackup();
    writeFileSync(dataFiles(foreign).accounts, 'no database at all, but long enough to be looked at'.repeat(50));
    expect(refusal(foreign)).toMatch(/accounts\.sqlite is not sound, nothing was restored: file is not a database/);
    const live = copyOfBackup();
    writeFileSync(`${dataFiles(live).updates}-wal`, '');
    expect(refusal(live)).toMatch(/is no backup but a copy of a data folder/);
  });

  it('from a newer version of Ortak is refused', () => {
    const newer = copyOfBackup();
    withLogFile(newer, (database) => database.pragma('user_version = 999'));
    expect(refusal(newer)).toMatch(/written by a newer version of Ortak/);
  });

  it('but with one damaged row is restored, and says so', () => {
    const damaged = copyOfBackup();
    withLogFile(damaged, (database) => {
      database.exec("UPDATE row SET data = x'00ff00' WHERE seq = (SELECT max(seq) FROM row)");
    });
    const { status, stdout } = run('restore.ts', [damaged], newPlace());
    expect(status).toBe(0);
    expect(stdout).toMatch(/1 stored pieces are damaged in the backup itself/);
  });

  it('is listed by name for whoever does not say which one', () => {
    const { status, stdout } = run('backup.ts', [], server.dataFolder);
    expect(status).toBe(0);
    const made = /to (.+)\n$/.exec(stdout)![1]!;
    const { stderr } = run('restore.ts', [], server.dataFolder);
    expect(stderr).toContain('Say which backup: npm run restore -- ');
    expect(stderr).toContain(`  ${made}`);
  });
});
