// The server as a process: starting, refusing to start, stopping; and the commands beside it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API, type Me } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { type SpawnedServer, spawnTestServer, startTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

const ROOT = resolve(import.meta.dirname, '../..');
let server: SpawnedServer;
let person: TestPerson;
let room: string;

beforeAll(async () => {
  server = await spawnTestServer();
  person = newPerson(server);
  await person.signUp('Ayşe Demir', 'last-admin@firma.com');
  room = roomName('workspace', await person.createWorkspace());
});

afterAll(async () => {
  person.leave();
  await server.remove();
});

function run(script: string, args: readonly string[] = [], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'sync-server', script), ...args], {
    env: { ...process.env, ORTAK_DATA: server.dataFolder, ORTAK_PORT: String(server.port), ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a server that cannot start', () => {
  it('says why in a sentence: a setting, a folder in use, a port in use', () => {
    const setting = run('main.ts', [], { ORTAK_PORT: 'eighty' });
    expect(setting).toMatchObject({ status: 1, stdout: '' });
    expect(setting.stderr).toBe('ORTAK_PORT is "eighty"; write a whole number from 0 to 65535, for example 3000.\n');
    const folder = run('main.ts', [], { ORTAK_PORT: '0' });
    expect(folder.status).toBe(1);
    expect(folder.stderr).toMatch(/^Another Ortak server is working in .+ORTAK_DATA\.\n$/);
    const elsewhere = mkdtempSync(join(tmpdir(), 'ortak-port-'));
    const port = run('main.ts', [], { ORTAK_DATA: elsewhere, ORTAK_HOST: '127.0.0.1' });
    rmSync(elsewhere, { recursive: true });
    expect(port.status).toBe(1);
    expect(port.stderr).toBe('The port is in use. Stop what uses it, or choose another one with ORTAK_PORT.\n');
  });
});

describe('a server that is stopped', () => {
  it('tells its clients, keeps what they wrote, and comes back as it was', async () => {
    const open = person.open(room);
    await open.synced();
    const closings: number[] = [];
    open.socket.on('close', ({ event }: { event: { code: number } }) => void closings.push(event.code));
    for (let n = 0; n < 100; n++) open.doc.getMap('leads').set(`lead${n}`, n);
    await open.saved();
    await server.close();
    await until(() => closings.includes(1001));
    await server.restart();
    open.doc.getMap('leads').set('after', true);
    await until(() => open.provider.isSynced && open.provider.unsyncedChanges === 0);
    const other = newPerson(server);
    await other.call('POST', API.signIn, { email: 'last-admin@firma.com', password: PASSWORD });
    const reader = other.open(room);
    await reader.synced();
    expect(reader.doc.getMap('leads').toJSON()).toEqual(open.doc.getMap('leads').toJSON());
    other.leave();
    person.leave();
  });
});

describe('a backup', () => {
  it('is made while people write, and a server on it has everything that was there', async () => {
    const open = person.open(room);
    await open.synced();
    open.doc.getMap('leads').set('in the backup', 'yes');
    await open.saved();
    const target = mkdtempSync(join(tmpdir(), 'ortak-backup-'));
    const writing = setInterval(() => open.doc.getMap('leads').set('meanwhile', performance.now()), 1);
    const { status, stdout } = run('commands/backup.ts', [target]);
    clearInterval(writing);
    expect(status).toBe(0);
    const folder = /to (.+)\n$/.exec(stdout)?.[1] ?? '';
    expect(folder.startsWith(target)).toBe(true);
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0);
    const restored = await startTestServer({ dataFolder: folder });
    const there = newPerson(restored);
    const { body } = await there.call<Me>('POST', API.signIn, { email: 'last-admin@firma.com', password: PASSWORD });
    expect(body.workspaces).toHaveLength(1);
    const copy = there.open(room);
    await copy.synced();
    expect(copy.doc.getMap('leads').get('in the backup')).toBe('yes');
    there.leave();
    await restored.remove();
    rmSync(target, { recursive: true, force: true });
    person.leave();
  });

  it('of a folder without a server in it is refused with a sentence', () => {
    const { status, stderr } = run('commands/backup.ts', [], { ORTAK_DATA: join(tmpdir(), 'no-such-folder') });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is nothing to back up in .+ORTAK_DATA.+\.\n$/);
  });
});

describe('the reset link of last resort', () => {
  it('is printed beside the running server and sets the password', async () => {
    const { status, stdout } = run('commands/resetLink.ts', ['Last-Admin@firma.com']);
    expect(status).toBe(0);
    const token = /\/reset\/([\w-]+)/.exec(stdout)?.[1] ?? '';
    const before = person.open(room);
    await before.synced();
    const anyone = newPerson(server);
    expect((await anyone.call('POST', API.reset(token), { password: 'remembered now' })).status).toBe(200);
    expect((await person.call('GET', API.me)).status).toBe(401);
    const answer = await anyone.call('POST', API.signIn, { email: 'last-admin@firma.com', password: 'remembered now' });
    expect(answer.status).toBe(200);
    person.leave();
  });

  it('helps who does not know the address', () => {
    const { status, stdout } = run('commands/resetLink.ts');
    expect(status).toBe(0);
    expect(stdout).toContain('last-admin@firma.com (Satış)');
  });
});
