// Whatever the moment of a crash, and whatever it left on the disk: the log opens, and holds what it said it has.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createReport } from '#server/report.ts';
import { applyStored } from '#server/storage/applyStored.ts';
import { createCompactionSchedule } from '#server/storage/compactionSchedule.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import type { UpdateLog } from '#server/storage/updateLog.ts';
import { seededRandom } from '#tests/support/random.ts';
import { updatesOf } from './updates.ts';

const room = 'w.storage-crash.1';
const folders: string[] = [];
const logs: UpdateLog[] = [];

afterEach(async () => {
  for (const log of logs.splice(0)) await log.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ortak-crash-'));
  folders.push(folder);
  return join(folder, 'updates.sqlite');
}

function open(file: string): UpdateLog {
  const log = openSqliteUpdateLog(file);
  logs.push(log);
  return log;
}

const append = (log: UpdateLog, updates: readonly Uint8Array[]): Promise<number[]> =>
  Promise.all(updates.map((update) => log.append({ room, update, author: null, at: 1, clients: [] })));

async function documentIn(log: UpdateLog): Promise<Y.Doc> {
  const doc = new Y.Doc();
  expect(applyStored(doc, await log.read(room)).failed).toEqual([]);
  return doc;
}

const leadsIn = async (log: UpdateLog) => (await documentIn(log)).getMap('leads').toJSON();

describe('a crash', () => {
  it('of the process at any moment, also while it compacts, loses nothing that was stored', async () => {
    const file = newFile();
    const random = seededRandom(20_261_122);
    let rounds = 0;
    for (let kill = 0; kill < 3; kill++) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'compactLoop.ts'), file, room, String(rounds)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = rounds - 1;
      let heard = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        heard += 1;
        for (const line of chunk.toString().trim().split('\n')) said = Math.max(said, Number(line));
      });
      const enough = 3 + random.below(4);
      while (heard < enough) await once(child.stdout, 'data');
      const gone = once(child, 'exit');
      // A compaction of this room takes some milliseconds: the kill falls before, into, or after one.
      await new Promise((resolve) => setTimeout(resolve, random.below(25)));
      child.kill('SIGKILL');
      await gone;
      const log = open(file);
      const doc = await documentIn(log);
      const there = doc.getMap('done');
      expect(Array.from({ length: said + 1 }, (_, n) => there.get(`round${n}`))).toEqual(
        Array.from({ length: said + 1 }, (_, n) => n),
      );
      expect(doc.getMap('leads').size).toBe(150);
      await log.compact(room);
      expect(await log.quarantined(room)).toEqual([]);
      rounds = there.size;
    }
  });

  it.each([
    ['when the rows go', 'BEFORE DELETE ON row'],
    ['after the first rows went', 'AFTER DELETE ON row'],
    ['when the snapshot is written', 'BEFORE INSERT ON snapshot'],
    ['after the snapshot was written', 'AFTER INSERT ON snapshot'],
    ['when a bad row is set aside', 'AFTER INSERT ON quarantine'],
  ])('of a compaction, %s, leaves everything as it was, and the next one works', async (_when, event) => {
    const file = newFile();
    const log = open(file);
    await append(log, updatesOf(30));
    await log.compact(room);
    await append(log, [...updatesOf(30, 'later'), new Uint8Array([1, 2, 3])]);
    const before = await log.read(room);
    const other = new Database(file);
    other.exec(`CREATE TRIGGER stop ${event} BEGIN SELECT raise(ABORT, 'the power went out'); END`);
    await expect(log.compact(room)).rejects.toThrow(/the power went out/);
    expect(await log.read(room)).toEqual(before);
    other.exec('DROP TRIGGER stop');
    other.close();
    expect(await log.compact(room)).toMatchObject({ rows: 30, setAside: 1 });
    expect(Object.keys(await leadsIn(log))).toHaveLength(60);
  });

  it('of the machine in the middle of a write leaves whole rows, as many as reached the disk', async () => {
    const file = newFile();
    const log = open(file);
    await append(log, updatesOf(1, 'first'));
    for (const update of updatesOf(40)) await append(log, [update]);
    const random = seededRandom(7);
    const wal = readFileSync(`${file}-wal`);
    let torn = 0;
    for (let n = 0; n < 8; n++) {
      const image = newFile();
      copyFileSync(file, image);
      const cut = random.below(wal.length);
      const bytes = Buffer.from(wal.subarray(0, cut));
      // The last sector written is often not what was meant, too.
      if (n % 2 === 0) bytes.fill(random.below(256), Math.max(0, cut - 300));
      writeFileSync(`${image}-wal`, bytes);
      const reopened = openSqliteUpdateLog(image);
      const { rows } = await reopened.read(room);
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
      if (rows.length < 41) torn += 1;
      await append(reopened, updatesOf(1, 'afterwards'));
      expect((await reopened.read(room)).rows).toHaveLength(rows.length + 1);
      expect(await reopened.countSetAside()).toBe(0);
      await reopened.close();
    }
    expect(torn).toBeGreaterThan(4);
  });
});

describe('after a snapshot was lost', () => {
  it('rows that build on it wait through a compaction, and mean the same once its content comes back', async () => {
    const file = newFile();
    const log = open(file);
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => void updates.push(update));
    const text = doc.getText('note');
    text.insert(0, 'Fiyat soruldu');
    await append(log, updates.splice(0));
    await log.compact(room);
    text.insert(text.length, ', teklif istendi');
    text.delete(0, 6);
    await append(log, updates.splice(0));
    const other = new Database(file);
    other.exec("UPDATE snapshot SET data = x'00010203'");
    other.close();
    expect(await log.read(room)).toMatchObject({ snapshot: null });
    await log.compact(room);
    expect((await documentIn(log)).getText('note').toJSON()).toBe('');
    await append(log, [Y.encodeStateAsUpdate(doc)]);
    expect((await documentIn(log)).getText('note').toJSON()).toBe('soruldu, teklif istendi');
    expect(await log.quarantined(room)).toMatchObject([{ piece: 'snapshot', reason: 'checksum' }]);
  });
});

describe('the size of a room', () => {
  it('stays within three times its content, after years of editing and deleting by many', async () => {
    const file = newFile();
    const log = open(file);
    const schedule = createCompactionSchedule(log, createReport('silent'), 64 * 1024);
    const random = seededRandom(3);
    const people = Array.from({ length: 4 }, () => new Y.Doc());
    let edits = 0;
    for (let round = 0; round < 20; round++) {
      const author = people[round % people.length]!;
      const updates: Uint8Array[] = [];
      const collect = (update: Uint8Array): void => void updates.push(update);
      author.on('update', collect);
      for (let n = 0; n < 300; n++) {
        const leads = author.getMap<Y.Map<unknown>>('lead');
        const id = `lead${random.below(400)}`;
        const record = leads.get(id);
        if (!record) leads.set(id, new Y.Map([['$', { company: `Firma ${n}`, note: 'x'.repeat(random.below(200)) }]]));
        else if (random.chance(0.05)) leads.delete(id);
        else record.set(`field${random.below(6)}`, `value ${random.below(1_000)} ${'y'.repeat(random.below(60))}`);
        edits += 1;
      }
      author.off('update', collect);
      await append(log, updates);
      for (let n = 0; n < updates.length; n++) schedule.noteAppend(room);
      await schedule.idle();
      for (const other of people) if (other !== author) Y.applyUpdate(other, Y.mergeUpdates(updates));
    }
    expect(edits).toBe(6_000);
    const fresh = new Y.Doc();
    fresh.transact(() => {
      for (const [id, record] of people[0]!.getMap<Y.Map<unknown>>('lead')) {
        fresh.getMap('lead').set(id, new Y.Map([...record.entries()]));
      }
    });
    const content = Y.encodeStateAsUpdate(fresh).length;
    // Before anything is compacted for the occasion: what the schedule left.
    const stored = await log.weigh(room);
    expect((stored.snapshot + stored.rows) / content).toBeLessThan(3);
    await log.compact(room);
    expect((await log.weigh(room)).snapshot / content).toBeLessThan(2);
    expect((await documentIn(log)).getMap('lead').toJSON()).toEqual(fresh.getMap('lead').toJSON());
    const other = new Database(file);
    expect(other.pragma('freelist_count', { simple: true })).toBe(0);
    other.close();
  });
});
