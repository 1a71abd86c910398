/** What every update log has to promise, whatever it is built on. A second implementation runs the same suite. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyStored } from '#server/storage/applyStored.ts';
import { writeRecord } from '#schema/workspace.ts';
import type { UpdateLog } from '#server/storage/updateLog.ts';
import { updatesOf } from './updates.ts';

export interface LogUnderTest {
  readonly log: UpdateLog;
  /** Lets go of the log and opens it anew, as after an orderly end. */
  readonly reopen: () => Promise<UpdateLog>;
  /** Changes stored bytes behind the log's back: of one row, or of the snapshot. */
  readonly damage: (room: string, piece: number | 'snapshot') => void;
}

/** Runs the suite on fresh logs. */
export function describeUpdateLog(
  name: string,
  withLog: (test: (under: LogUnderTest) => Promise<void>) => Promise<void>,
): void {
  const room = 'w.contract-room.1';

  const appendAll = async (
    log: UpdateLog,
    updates: readonly Uint8Array[],
    author: string | null = 'ayse',
  ): Promise<number[]> =>
    Promise.all(updates.map((update) => log.append({ room, update, author, at: 1, clients: [] })));

  async function documentIn(log: UpdateLog): Promise<Y.Doc> {
    const doc = new Y.Doc();
    const { failed } = applyStored(doc, await log.read(room));
    expect(failed).toEqual([]);
    return doc;
  }

  const valuesIn = async (log: UpdateLog) => (await documentIn(log)).getMap('leads').toJSON();

  describe(`${name}: an update log`, () => {
    it('is empty for a room that nobody wrote in', () =>
      withLog(async ({ log }) => {
        expect(await log.read(room)).toEqual({ snapshot: null, rows: [] });
        expect(await log.weigh(room)).toEqual({ snapshot: 0, rows: 0 });
        expect(await log.compact(room)).toEqual({ rows: 0, snapshotBytes: 0, setAside: 0 });
      }));

    it('gives back what was appended, byte for byte and in order, also after it was opened anew', () =>
      withLog(async ({ log, reopen }) => {
        const updates = updatesOf(20);
        const seqs = await appendAll(log, updates);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
        expect(new Set(seqs).size).toBe(20);
        const again = await reopen();
        const { rows } = await again.read(room);
        expect(rows.map(({ seq }) => seq)).toEqual(seqs);
        expect(rows.map(({ update }) => [...update])).toEqual(updates.map((update) => [...update]));
      }));

    it('takes a copy: bytes that change after the call are stored as they were', () =>
      withLog(async ({ log }) => {
        const [update] = updatesOf(1);
        const frame = new Uint8Array([9, 9, ...update!, 9, 9]);
        const view = frame.subarray(2, -2);
        const stored = log.append({ room, update: view, author: null, at: 1, clients: [] });
        frame.fill(0);
        await stored;
        expect([...(await log.read(room)).rows[0]!.update]).toEqual([...update!]);
      }));

    it('keeps rooms apart', () =>
      withLog(async ({ log }) => {
        await appendAll(log, updatesOf(2));
        await log.append({ room: 'w.another-room.1', update: updatesOf(1)[0]!, author: null, at: 1, clients: [] });
        expect((await log.read(room)).rows).toHaveLength(2);
        await log.removeRoom(room);
        expect((await log.read(room)).rows).toHaveLength(0);
        expect((await log.read('w.another-room.1')).rows).toHaveLength(1);
      }));

    it('remembers who wrote first under a client id, also through compaction', () =>
      withLog(async ({ log }) => {
        const [first, second] = updatesOf(2);
        await log.append({ room, update: first!, author: 'ayse', at: 1, clients: [7] });
        await log.append({ room, update: second!, author: 'mehmet', at: 2, clients: [7, 8] });
        await log.compact(room);
        expect(await log.firstAuthor(room, 7)).toBe('ayse');
        expect(await log.firstAuthor(room, 8)).toBe('mehmet');
        expect(await log.firstAuthor(room, 9)).toBeUndefined();
      }));

    it('compacts to one snapshot that says the same, smaller, and goes on from there', () =>
      withLog(async ({ log, reopen }) => {
        await appendAll(log, updatesOf(200));
        const before = await valuesIn(log);
        const { rows, snapshotBytes, setAside } = await log.compact(room);
        expect({ rows, setAside }).toEqual({ rows: 200, setAside: 0 });
        const stored = await log.read(room);
        expect(stored.rows).toHaveLength(0);
        expect(stored.snapshot).toHaveLength(snapshotBytes);
        expect(await log.weigh(room)).toEqual({ snapshot: snapshotBytes, rows: 0 });
        await appendAll(log, updatesOf(3, 'later'));
        const again = await reopen();
        expect(await valuesIn(again)).toEqual({ ...before, later0: 0, later1: 1, later2: 2 });
      }));

    it('keeps what is appended while it compacts', () =>
      withLog(async ({ log }) => {
        const doc = new Y.Doc();
        const written: Promise<number>[] = [];
        doc.on('update', (update: Uint8Array) => {
          written.push(log.append({ room, update, author: null, at: 1, clients: [] }));
        });
        const leads = doc.getMap('leads');
        // Large enough that the compaction takes a while between reading and replacing.
        doc.transact(() => {
          for (let n = 0; n < 20_000; n++) leads.set(`lead${n}`, `company number ${n}`);
        });
        await Promise.all(written);
        let isCompacting = true;
        const compaction = log.compact(room).finally(() => {
          isCompacting = false;
        });
        let meanwhile = 0;
        while (isCompacting) {
          leads.set(`meanwhile${meanwhile}`, meanwhile);
          meanwhile += 1;
          await written.at(-1);
        }
        const { rows } = await compaction;
        const stored = await documentIn(log);
        expect(rows).toBeLessThan(1 + meanwhile);
        expect((await log.read(room)).rows).toHaveLength(1 + meanwhile - rows);
        expect(stored.getMap('leads').size).toBe(20_000 + meanwhile);
        expect(Y.encodeStateVector(stored)).toEqual(Y.encodeStateVector(doc));
      }));

    it('forgets what was deleted when it compacts, so that a room stays as large as its content', () =>
      withLog(async ({ log }) => {
        const doc = new Y.Doc();
        const updates: Uint8Array[] = [];
        doc.on('update', (update: Uint8Array) => void updates.push(update));
        for (let n = 0; n < 500; n++) doc.getMap('leads').set('one', `a company of a long name, number ${n}`);
        await appendAll(log, updates);
        const { snapshotBytes } = await log.compact(room);
        expect(snapshotBytes).toBeLessThan(200);
      }));

    it('sets a damaged row aside and gives back all others', () =>
      withLog(async ({ log, damage }) => {
        const seqs = await appendAll(log, updatesOf(3));
        damage(room, seqs[1]!);
        const { rows } = await log.read(room);
        expect(rows.map(({ seq }) => seq)).toEqual([seqs[0], seqs[2]]);
        expect(await log.quarantined(room)).toMatchObject([{ piece: seqs[1], reason: 'checksum' }]);
        expect((await log.read(room)).rows).toHaveLength(2);
      }));

    it('sets a damaged snapshot aside and gives back the rows after it', () =>
      withLog(async ({ log, damage }) => {
        await appendAll(log, updatesOf(3));
        await log.compact(room);
        const [seq] = await appendAll(log, updatesOf(1, 'later'));
        damage(room, 'snapshot');
        expect(await log.read(room)).toMatchObject({ snapshot: null, rows: [{ seq }] });
        expect(await log.quarantined(room)).toMatchObject([{ piece: 'snapshot', reason: 'checksum' }]);
      }));

    it('compacts around rows that cannot be applied, and keeps their bytes', () =>
      withLog(async ({ log, damage }) => {
        const seqs = await appendAll(log, updatesOf(4));
        const [poison] = await appendAll(log, [new Uint8Array([1, 2, 3, 4, 5])]);
        damage(room, seqs[3]!);
        expect(await log.compact(room)).toMatchObject({ rows: 3, setAside: 2 });
        expect(await valuesIn(log)).toEqual({ lead0: 0, lead1: 1, lead2: 2 });
        const aside = await log.quarantined(room);
        expect(new Set(aside.map(({ piece }) => piece))).toEqual(new Set([seqs[3], poison]));
        expect(aside.find(({ piece }) => piece === poison)).toMatchObject({ bytes: 5 });
      }));

    it('moves a row out when asked, and no other', () =>
      withLog(async ({ log }) => {
        const seqs = await appendAll(log, updatesOf(3));
        await log.quarantine(room, seqs[0]!, 'it threw');
        expect((await log.read(room)).rows.map(({ seq }) => seq)).toEqual(seqs.slice(1));
        expect(await log.quarantined(room)).toMatchObject([{ piece: seqs[0], reason: 'it threw' }]);
      }));

    it('keeps the history of fields that it is handed, without gaps and without doubles', () =>
      withLog(async ({ log }) => {
        const [first, second, third] = await appendAll(log, updatesOf(3));
        const part = (after: number, seqs: readonly number[]) => ({
          room,
          after,
          upTo: seqs.at(-1)!,
          rows: seqs.map((seq) => ({ seq, at: seq, author: 'ayse', entries: [entry(seq)] })),
        });
        const entry = (seq: number) => ({
          kind: 'field' as const,
          type: 'lead' as const,
          record: 'a',
          field: 'city',
          before: 'null',
          after: String(seq),
          stood: true,
          client: 1,
        });
        const told = async () =>
          (await log.history({ room, type: 'lead', record: 'a', limit: 9 })).entries.map(({ after }) => after);
        expect(await log.noteHistory(part(second!, [third!]))).toBe(false);
        expect(await told()).toEqual([]);
        expect(await log.noteHistory(part(0, [first!, second!]))).toBe(true);
        expect(await log.noteHistory(part(first!, [second!, third!]))).toBe(true);
        expect(await told()).toEqual([third, second, first]);
        expect(await log.deriveHistory(room)).toBe(third);
        await log.removeRoom(room);
        expect(await told()).toEqual([]);
      }));

    it('derives from its rows what history it was not handed, once, also while it compacts', () =>
      withLog(async ({ log, reopen }) => {
        const doc = new Y.Doc();
        const updates: Uint8Array[] = [];
        doc.on('update', (update: Uint8Array) => void updates.push(update));
        writeRecord(doc, 'lead', 'a', { at: 1, by: 'ayse' }, { city: 'Bursa' });
        for (const city of ['İzmir', 'Konya']) (doc.getMap('lead').get('a') as Y.Map<unknown>).set('city', city);
        const told = async (of: UpdateLog) =>
          (await of.history({ room, type: 'lead', record: 'a', limit: 9 })).entries.map(({ field, before, author }) => [
            field,
            before,
            author,
          ]);
        const seqs = await appendAll(log, updates.slice(0, -1));
        expect(await log.deriveHistory(room)).toBe(seqs.at(-1));
        expect(await log.deriveHistory(room)).toBe(seqs.at(-1));
        await appendAll(log, updates.slice(-1), 'can');
        await log.compact(room);
        const again = await reopen();
        expect(await told(again)).toEqual([
          ['city', 'İzmir', 'can'],
          ['city', 'Bursa', 'ayse'],
          ['$', null, 'ayse'],
        ]);
      }));

    it('answers that it can store', () => withLog(async ({ log }) => expect(await log.probe()).toBeUndefined()));

    it('refuses what comes after it was closed, after storing what came before', () =>
      withLog(async ({ log, reopen }) => {
        const stored = appendAll(log, updatesOf(50));
        const again = await reopen();
        await stored;
        expect((await again.read(room)).rows).toHaveLength(50);
        await expect(appendAll(log, updatesOf(1))).rejects.toThrow(/closed/);
      }));
  });
}
