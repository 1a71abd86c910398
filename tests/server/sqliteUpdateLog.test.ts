// The log in SQLite keeps the contract of every log, and what is its own: group commit, disk faults, no growth.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeRecord } from '#schema/workspace.ts';
import { openForWriting } from '#server/storage/logTables.ts';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import type { UpdateLog } from '#server/storage/updateLog.ts';
import { describeUpdateLog, type LogUnderTest } from './updateLogContract.ts';
import { updatesOf } from './updates.ts';

async function withLog(test: (under: LogUnderTest & { file: string }) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ortak-log-'));
  const file = join(folder, 'updates.sqlite');
  let log: UpdateLog = openSqliteUpdateLog(file);
  try {
    await test({
      log,
      file,
      async reopen() {
        await log.close();
        log = openSqliteUpdateLog(file);
        return log;
      },
      damage: (room, piece) => damage(file, room, piece),
    });
  } finally {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describeUpdateLog('SQLite', withLog);

describe('the log in SQLite', () => {
  it('commits only what the disk has confirmed: each commit waits for fsync', () =>
    withLog(async ({ file }) => {
      const writer = openForWriting(file);
      const FULL = 2;
      expect(writer.pragma('synchronous', { simple: true })).toBe(FULL);
      expect(writer.pragma('journal_mode', { simple: true })).toBe('wal');
      writer.close();
    }));

  it('puts what arrives together into few commits', () =>
    withLog(async ({ log, file }) => {
      const room = 'w.group-commit.1';
      await log.append({ room, update: updatesOf(1)[0]!, author: null, at: 1, clients: [] });
      const frames = () => statSync(`${file}-wal`).size;
      const before = frames();
      await Promise.all(updatesOf(500).map((update) => log.append({ room, update, author: null, at: 1, clients: [] })));
      // A commit of its own for each would write at least one page of 4 KB each.
      expect(frames() - before).toBeLessThan(500 * 4096 * 0.5);
    }));

  it('rejects an update that the disk does not take, and takes the next when it does', () =>
    withLog(async ({ log, file }) => {
      const room = 'w.full-disk.1';
      const [first, second] = updatesOf(2);
      const append = (update: Uint8Array) => log.append({ room, update, author: null, at: 1, clients: [] });
      await append(first!);
      const other = new Database(file);
      other.exec(`CREATE TRIGGER full BEFORE INSERT ON row BEGIN SELECT raise(ABORT, 'disk is full'); END`);
      await expect(append(second!)).rejects.toThrow(/disk is full/);
      other.exec('DROP TRIGGER full');
      other.close();
      await append(second!);
      expect((await log.read(room)).rows).toHaveLength(2);
    }));

  it('hands back the room that deleted content took', () =>
    withLog(async ({ log, file, reopen }) => {
      const room = 'w.shrinking.1';
      const large = updatesOf(300).map((update) => log.append({ room, update, author: null, at: 1, clients: [] }));
      await Promise.all(large);
      const bulk = new Uint8Array(4 * 1024 * 1024);
      const seq = await log.append({ room, update: bulk, author: null, at: 1, clients: [] });
      await log.quarantine(room, seq, 'no update');
      await log.removeRoom(room);
      await log.append({ room: 'w.other-room.1', update: updatesOf(1)[0]!, author: null, at: 1, clients: [] });
      await log.compact('w.other-room.1');
      await reopen();
      expect(statSync(file).size).toBeLessThan(1024 * 1024);
    }));

  it('is not opened by a version that does not know its tables', () =>
    withLog(async ({ log, file }) => {
      await log.close();
      const database = new Database(file);
      database.pragma('user_version = 99');
      database.close();
      expect(() => openSqliteUpdateLog(file)).toThrow(/newer version/);
    }));

  it('opens a file from before it kept a history, and has one from then on', () =>
    withLog(async ({ log, file, reopen }) => {
      const room = 'w.older-file.1';
      const doc = new Y.Doc();
      const updates: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => void updates.push(update));
      writeRecord(doc, 'lead', 'a', { at: 1, by: 'ayse' }, { city: 'Bursa' });
      for (const update of updates) await log.append({ room, update, author: 'ayse', at: 1, clients: [] });
      await log.close();
      const database = new Database(file);
      database.exec('DROP TABLE change; DROP TABLE history; PRAGMA user_version = 1;');
      database.close();
      const again = await reopen();
      await again.deriveHistory(room);
      const { entries } = await again.history({ room, type: 'lead', record: 'a', limit: 9 });
      expect(entries).toMatchObject([{ field: '$', after: { city: 'Bursa' }, author: 'ayse' }]);
    }));
});

function damage(file: string, room: string, piece: number | 'snapshot'): void {
  const database = new Database(file);
  const id = (database.prepare('SELECT id FROM room WHERE name = ?').get(room) as { id: number }).id;
  const [table, where] = piece === 'snapshot' ? ['snapshot', 'room = ?'] : ['row', 'seq = ?'];
  const key = piece === 'snapshot' ? id : piece;
  const { data } = database.prepare(`SELECT data FROM ${table} WHERE ${where}`).get(key) as { data: Buffer };
  data[data.length >> 1]! ^= 0xff;
  database.prepare(`UPDATE ${table} SET data = ? WHERE ${where}`).run(data, key);
  database.close();
}
