// A disk that is full, fails, or may only be read: nothing is acknowledged, it is said, and it heals by itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { API, CLOSE, type ErrorBody } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { dataFiles, takeDataFolder } from '#server/storage/dataFolder.ts';
import { newPerson, type OpenRoom, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until as untilWithin } from '#tests/support/until.ts';
import { openReadOnlyDisk } from './readOnlyDisk.ts';
import { openSmallDisk, type SmallDisk } from './smallDisk.ts';
import { breakAccounts, breakDisk } from './stored.ts';

const until = (condition: () => boolean | Promise<boolean>): Promise<void> => untilWithin(condition, 60_000);
const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

interface Scene {
  readonly server: TestServer;
  readonly ayse: TestPerson;
  readonly open: OpenRoom;
  readonly room: string;
}

async function begin(dataFolder?: string): Promise<Scene> {
  const server = await startTestServer(dataFolder === undefined ? {} : { dataFolder });
  endings.push(() => server.close());
  const ayse = newPerson(server);
  endings.push(() => ayse.leave());
  await ayse.signUp('Ayşe Demir', 'ayse@firma.com');
  const room = roomName('workspace', await ayse.createWorkspace());
  const open = ayse.open(room);
  await open.synced();
  open.doc.getMap('leads').set('before', 1);
  await open.saved();
  return { server, ayse, open, room };
}

function smallDisk(): SmallDisk {
  const disk = openSmallDisk();
  endings.push(() => disk.remove());
  return disk;
}

const health = async ({ server }: Scene) => {
  const response = await fetch(`${server.origin}/health`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const signIn = ({ server }: Scene) =>
  newPerson(server).call<ErrorBody>('POST', API.signIn, { email: 'ayse@firma.com', password: PASSWORD });

/** Writes until the server closes the socket because it cannot store. */
async function writeUntilRefused({ open }: Scene): Promise<number> {
  const closings: number[] = [];
  open.socket.on('close', ({ event }: { event: { code: number } }) => void closings.push(event.code));
  let written = 0;
  await until(() => {
    // Some may still fit into what SQLite had taken before.
    if (!closings.includes(CLOSE.notDurable.code)) {
      open.doc.getMap('leads').set(`during${written}`, 'x'.repeat(2_000));
      written += 1;
    }
    return closings.includes(CLOSE.notDurable.code);
  });
  return written;
}

describe('a full disk', () => {
  it('acknowledges nothing, turns the health red, lets nobody in with a lie, and takes everything once there is room', async () => {
    const disk = smallDisk();
    const scene = await begin(disk.folder);
    const { server, ayse, open, room } = scene;
    const colleague = ayse.open(room);
    await colleague.synced();
    disk.fill();
    const written = await writeUntilRefused(scene);
    await until(async () => (await health(scene)).status === 503);
    const red = await health(scene);
    expect(red.body).toMatchObject({ status: 'failing' });
    expect(red.body['storage']).toMatch(disk.complaint);
    expect(open.provider.unsyncedChanges).toBeGreaterThan(0);
    expect(colleague.doc.getMap('leads').has(`during${written - 1}`)).toBe(false);
    // What is stored can still be read by someone who comes now.
    const reader = ayse.open(room);
    await reader.synced();
    expect(reader.doc.getMap('leads').get('before')).toBe(1);
    await until(async () => (await signIn(scene)).status === 503);
    expect((await signIn(scene)).body).toEqual({ error: 'storage-failing' });
    disk.empty();
    await untilWithin(() => open.provider.isSynced && open.provider.unsyncedChanges === 0, 60_000);
    await until(() => colleague.doc.getMap('leads').size === written + 1);
    expect(await health(scene)).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await signIn(scene)).status).toBe(200);
    ayse.leave();
    await server.close();
    await server.restart();
    const again = ayse.open(room);
    await again.synced();
    expect(again.doc.getMap('leads').size).toBe(written + 1);
  });
});

describe('a disk that fails', () => {
  it.each([
    ['with input/output errors', 'disk I/O error'],
    ['that may be read alone for a while', 'attempt to write a readonly database'],
  ])('%s is treated as one that takes nothing, until it takes again', async (_, words) => {
    const scene = await begin();
    const { server, open, ayse, room } = scene;
    endings.push(() => server.remove());
    const heal = breakDisk(server.dataFolder, words);
    const written = await writeUntilRefused(scene);
    expect((await health(scene)).body).toMatchObject({ status: 'failing', storage: words, accounts: 'ok' });
    expect(open.provider.unsyncedChanges).toBeGreaterThan(0);
    heal();
    await untilWithin(() => open.provider.isSynced && open.provider.unsyncedChanges === 0, 60_000);
    const witness = ayse.open(room);
    await witness.synced();
    expect(witness.doc.getMap('leads').size).toBe(written + 1);
    expect((await health(scene)).status).toBe(200);
  });

  it('under the accounts alone keeps work flowing, and tells those who want in that it is not their password', async () => {
    const scene = await begin();
    const { server, ayse, open } = scene;
    endings.push(() => server.remove());
    const heal = breakAccounts(server.dataFolder);
    expect(await signIn(scene)).toMatchObject({ status: 503, body: { error: 'storage-failing' } });
    const made = await ayse.call<ErrorBody>('POST', API.workspaces, { name: 'Yeni' });
    expect(made).toMatchObject({ status: 503, body: { error: 'storage-failing' } });
    expect((await health(scene)).body).toMatchObject({ status: 'failing', storage: 'ok', accounts: 'disk is full' });
    open.doc.getMap('leads').set('meanwhile', 2);
    await open.saved();
    heal();
    expect((await signIn(scene)).status).toBe(200);
    expect((await health(scene)).status).toBe(200);
  });
});

describe('a disk that may only be read', () => {
  it('from one moment on takes nothing and says so; what was acknowledged is there, the rest comes once it is mended', async () => {
    const disk = openReadOnlyDisk();
    endings.push(() => disk.remove());
    const scene = await begin(disk.folder);
    const { server, ayse, open, room } = scene;
    const colleague = ayse.open(room);
    await colleague.synced();
    disk.turnReadOnly();
    const written = await writeUntilRefused(scene);
    await until(async () => (await health(scene)).status === 503);
    const red = await health(scene);
    expect(red.body).toMatchObject({ status: 'failing' });
    expect([red.body['storage'], red.body['accounts']]).not.toContain('ok');
    expect(open.provider.unsyncedChanges).toBeGreaterThan(0);
    expect(colleague.doc.getMap('leads').toJSON()).toEqual({ before: 1 });
    const reader = ayse.open(room);
    await reader.synced();
    expect(reader.doc.getMap('leads').toJSON()).toEqual({ before: 1 });
    expect(await signIn(scene)).toMatchObject({ status: 503, body: { error: 'storage-failing' } });
    // It still lets go of everything: whoever mends the disk has to stop it first.
    await server.close();
    disk.repair();
    await server.restart();
    await until(() => open.provider.isSynced && open.provider.unsyncedChanges === 0);
    await until(() => colleague.doc.getMap('leads').size === written + 1);
    expect(await health(scene)).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await signIn(scene)).status).toBe(200);
    ayse.leave();
    await server.close();
  });

  it('and lost what signs the sessions, as when the power goes, gets a new secret and not an empty one', async () => {
    const { folder, remove } = openSmallDisk();
    endings.push(remove);
    const secretNow = (): string => {
      const { secret, release } = takeDataFolder(folder);
      release();
      return secret;
    };
    const secrets = [secretNow()];
    for (const left of ['', '\n', 'half-of-a-secr']) {
      expect(secretNow()).toBe(secrets.at(-1));
      writeFileSync(dataFiles(folder).secret, left);
      secrets.push(secretNow());
    }
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set(secrets).size).toBe(4);
  });

  it('or that holds a damaged file, is told in words at the start, and costs nothing', async () => {
    const disk = smallDisk();
    const { server, ayse, room } = await begin(disk.folder);
    ayse.leave();
    await server.close();
    const heal = makeReadOnly(disk);
    const main = join(resolve(import.meta.dirname, '../..'), 'sync-server/main.ts');
    const start = () =>
      spawnSync(process.execPath, [main], {
        env: { ...process.env, ORTAK_DATA: disk.folder, ORTAK_PORT: '0', ORTAK_HOST: '127.0.0.1' },
        encoding: 'utf8',
        timeout: 60_000,
      });
    const started = start();
    expect(started).toMatchObject({ status: 1, stdout: '' });
    expect(started.stderr).toMatch(/^The data folder cannot be written \(.+\)\. Check its disk .+ORTAK_DATA\.\n$/);
    heal();
    const { updates } = dataFiles(disk.folder);
    expect(existsSync(`${updates}-wal`)).toBe(false);
    const whole = readFileSync(updates);
    writeFileSync(updates, Buffer.concat([Buffer.alloc(4_096, 7), whole.subarray(4_096)]));
    expect(start().stderr).toMatch(/^A file in the data folder is damaged \(.+\)\. .+npm run restore .+\n$/);
    writeFileSync(updates, whole);
    await server.restart();
    const again = ayse.open(room);
    await again.synced();
    expect(again.doc.getMap('leads').get('before')).toBe(1);
  });
});

/** By the kernel where the disk is mounted; else the lock is something that nobody, not even root, can write to. */
function makeReadOnly({ kind, folder }: SmallDisk): () => void {
  if (kind === 'mounted') {
    spawnSync('mount', ['-o', 'remount,ro', folder]);
    return () => void spawnSync('mount', ['-o', 'remount,rw', folder]);
  }
  const { lock } = dataFiles(folder);
  rmSync(lock);
  mkdirSync(lock);
  return () => rmdirSync(lock);
}
