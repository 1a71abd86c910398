// What those who run the server see: health and metrics, true and without anyone's name in them.
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { API, CLOSE } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { readConfig } from '#server/config.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { newPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { openRawSocket, SYNC, syncFrame } from './rawRoom.ts';
import { breakDisk, withLogFile } from './stored.ts';

const TOKEN = 'a-token-of-this-test';
const servers: TestServer[] = [];

async function start(metricsToken?: string): Promise<TestServer> {
  const server = await startTestServer({ metricsToken });
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.remove();
});

const scrape = (server: TestServer, token = TOKEN): Promise<Response> =>
  fetch(`${server.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });

/** Values by name and labels, as Prometheus reads them. */
async function metricsOf(server: TestServer): Promise<Map<string, number>> {
  const lines = (await (await scrape(server)).text()).split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const health = async (server: TestServer) => {
  const response = await fetch(`${server.origin}/health`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('the metrics', () => {
  it('are not there without a token, and only for whoever has it', async () => {
    const closed = await start();
    expect((await scrape(closed)).status).toBe(404);
    const server = await start(TOKEN);
    for (const token of ['', 'wrong', `${TOKEN}x`]) expect((await scrape(server, token)).status).toBe(401);
    const response = await scrape(server);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  });

  it('count what happens, and name nobody', async () => {
    const server = await start(TOKEN);
    const ayse = newPerson(server);
    await ayse.signUp('Ayşe Demir', 'ayse.demir@firma.com');
    const workspace = await ayse.createWorkspace('Gizli Firma');
    const room = roomName('workspace', workspace);
    const open = ayse.open(room);
    await open.synced();
    for (let n = 0; n < 20; n++) open.doc.getMap('leads').set(`lead${n}`, n);
    await open.saved();
    const raw = await openRawSocket(server.origin, ayse.headers());
    await raw.enter(room);
    raw.send(syncFrame(room, SYNC.update, new Uint8Array([255, 255])));
    await raw.closed();
    await ayse.call('POST', API.signIn, { email: 'ayse.demir@firma.com', password: 'not the password' });
    const metrics = await metricsOf(server);
    expect(metrics.get('ortak_updates_stored_total')).toBe(20);
    expect(metrics.get('ortak_append_seconds_count')).toBe(20);
    expect(metrics.get('ortak_append_seconds_bucket{le="5"}')).toBe(20);
    expect(metrics.get('ortak_update_bytes_stored_total')).toBeGreaterThan(20 * 10);
    expect(metrics.get('ortak_connections')).toBe(1);
    expect(metrics.get('ortak_rooms_open')).toBe(1);
    expect(metrics.get(`ortak_frames_refused_total{reason="${CLOSE.malformed.reason}"}`)).toBe(1);
    expect(metrics.get('ortak_sign_in_refusals_total{reason="wrong-credentials"}')).toBe(1);
    expect(metrics.get('ortak_storage_failing')).toBe(0);
    expect(metrics.has('process_cpu_seconds_total')).toBe(true);
    const text = await (await scrape(server)).text();
    for (const secret of [workspace, ayse.id, 'Ayşe', 'firma', 'Gizli', 'lead1']) expect(text).not.toContain(secret);
    ayse.leave();
  });

  it('show a disk that takes nothing, and pieces that were set aside', async () => {
    const server = await start(TOKEN);
    const ayse = newPerson(server);
    await ayse.signUp('Ayşe Demir');
    const room = roomName('workspace', await ayse.createWorkspace());
    const open = ayse.open(room);
    await open.synced();
    open.doc.getMap('leads').set('a', 1);
    await open.saved();
    const heal = breakDisk(server.dataFolder);
    open.doc.getMap('leads').set('b', 2);
    await expect.poll(async () => (await metricsOf(server)).get('ortak_storage_failing')).toBe(1);
    expect((await metricsOf(server)).get('ortak_storage_failures_total')).toBeGreaterThan(0);
    heal();
    await open.saved();
    expect((await metricsOf(server)).get('ortak_storage_failing')).toBe(0);
    ayse.leave();
    await server.close();
    withLogFile(server.dataFolder, (database) => database.exec("UPDATE row SET data = x'00' WHERE seq = 1"));
    await server.restart();
    const again = ayse.open(room);
    await again.synced();
    expect((await metricsOf(server)).get('ortak_quarantined_pieces')).toBe(1);
    expect((await metricsOf(server)).get('ortak_pieces_set_aside_total')).toBe(1);
    ayse.leave();
  });
});

describe('the health', () => {
  it('is red while updates or accounts cannot be stored, with the reason, and green by itself afterwards', async () => {
    const server = await start();
    expect(await health(server)).toEqual({
      status: 200,
      body: { status: 'ok', storage: 'ok', accounts: 'ok', setAside: 0, fullWorkspaces: 0 },
    });
    const heal = breakDisk(server.dataFolder);
    expect(await health(server)).toMatchObject({
      status: 503,
      body: { status: 'failing', storage: 'disk is full', accounts: 'ok' },
    });
    heal();
    expect((await health(server)).status).toBe(200);
  });

  it('raises an alarm, and stays up, for what was set aside', async () => {
    const server = await start();
    const log = openSqliteUpdateLog(join(server.dataFolder, 'updates.sqlite'));
    await log.append({ room: 'w.some-workspace.1', update: new Uint8Array([1]), author: null, at: 1, clients: [] });
    await log.quarantine('w.some-workspace.1', 1, 'it threw');
    await log.close();
    expect(await health(server)).toMatchObject({ status: 200, body: { status: 'alarm', setAside: 1 } });
  });
});

describe('the token for metrics', () => {
  it('is refused when it could be guessed', () => {
    expect(() => readConfig({ ORTAK_METRICS_TOKEN: 'short' })).toThrow(/ORTAK_METRICS_TOKEN is too short/);
    expect(readConfig({ ORTAK_METRICS_TOKEN: TOKEN }).metricsToken).toBe(TOKEN);
    expect(readConfig({}).metricsToken).toBeUndefined();
  });
});
