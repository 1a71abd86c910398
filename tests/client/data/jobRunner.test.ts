/** Large changes that survive a closed page: each chunk written once, one undo for the whole, right counts. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { JobRunner, type JobResult } from '#client/data/jobRunner.ts';
import { UndoStack } from '#client/data/undoStack.ts';
import { DeviceStore } from '#client/sync/deviceStore.ts';
import type { Env } from '#schema/env.ts';
import { CHUNK_SIZE, FIRST_CHUNK_SIZE, type Job } from '#schema/jobs.ts';
import { tableOf } from '#schema/workspace.ts';

const ROWS = CHUNK_SIZE * 3 + 7;
let ids = 0;
const env: Env = {
  now: () => 1_760_000_000_000,
  today: () => '2025-10-09',
  newId: () => {
    ids += 1;
    return `id${ids}`;
  },
  random: () => 0.5,
  locale: 'tr',
  actor: { id: 'ayse', role: 'rep' },
};
const importOf = (rows: number): Job => ({
  id: 'fairlist',
  at: 1_760_000_000_000,
  task: {
    kind: 'importRows',
    title: 'Metal Expo 2025',
    items: Array.from({ length: rows }, (_, row) => ({
      op: 'create',
      id: `lead${row}`,
      values: { firstName: `Kişi ${row}` },
    })),
  },
});
const stores: DeviceStore[] = [];
const openStore = (user: string): DeviceStore => {
  const store = new DeviceStore(user);
  stores.push(store);
  return store;
};
const created = (result: JobResult): number =>
  result.ok
    ? result.values.reduce<number>((sum, value) => sum + Number((value as { created: number }).created), 0)
    : -1;

afterEach(async () => {
  for (const store of stores.splice(0)) await store.delete();
});

describe('a job', () => {
  it('goes on where a closed page left it, writes each row once, and is one undo', async () => {
    const doc = new Y.Doc();
    const store = openStore('resume');
    let flushes = 0;
    const cut = new Error('the page was closed');
    const runner = new JobRunner({
      workspace: 'w1',
      doc,
      env,
      store,
      // the second chunk is in the document and perhaps on the device when the page goes
      flush: async () => {
        flushes += 1;
        if (flushes === 2) throw cut;
      },
    });
    await expect(runner.run(importOf(ROWS))).rejects.toBe(cut);
    expect(tableOf(doc, 'lead').size).toBe(FIRST_CHUNK_SIZE + CHUNK_SIZE);

    const results: JobResult[] = [];
    const next = new JobRunner({ workspace: 'w1', doc, env, store, flush: async () => {} });
    await next.resume((_, result) => results.push(result));
    expect(tableOf(doc, 'lead').size).toBe(ROWS);
    const [result] = results;
    if (!result?.ok) throw new Error('the job did not end well');
    expect(result.inverse.changes).toHaveLength(ROWS);
    expect(created(result)).toBe(ROWS);
    expect(doc.getMap('event').size).toBe(1);
    expect(await store.jobs.count()).toBe(0);
  });

  it('keeps how each chunk is taken back before it writes it, and writes the next when the last is on the device', async () => {
    const doc = new Y.Doc();
    const store = openStore('order');
    const written = (): number => tableOf(doc, 'lead').size;
    const told: string[] = [];
    let [onDevice, puts] = [0, 0];
    store.jobs.hook('creating', () => {
      puts += 1;
    });
    const flush = async (): Promise<void> => {
      const upTo = written();
      const kept = await store.jobs.toArray();
      told.push(`${upTo - onDevice}, kept ${kept.filter(({ id }) => id.includes('#')).length > told.length}`);
      onDevice = upTo;
    };
    const runner = new JobRunner({ workspace: 'w1', doc, env, store, flush });
    const result = await runner.run(importOf(ROWS));
    expect(created(result)).toBe(ROWS);
    const sizes = [FIRST_CHUNK_SIZE, CHUNK_SIZE, CHUNK_SIZE, ROWS - FIRST_CHUNK_SIZE - 2 * CHUNK_SIZE];
    expect(told).toEqual(sizes.map((rows) => `${rows}, kept true`));
    // the job, and each chunk once
    expect(puts).toBe(5);
  });

  it('of another workspace is left alone', async () => {
    const store = openStore('other');
    const doc = new Y.Doc();
    const failing = new JobRunner({ workspace: 'w1', doc, env, store, flush: () => Promise.reject(new Error('full')) });
    await expect(failing.run(importOf(ROWS))).rejects.toThrow('full');
    const elsewhere = new JobRunner({ workspace: 'w2', doc: new Y.Doc(), env, store, flush: async () => {} });
    const results: JobResult[] = [];
    await elsewhere.resume((_, result) => results.push(result));
    expect(results).toEqual([]);
  });

  it('whose kept form nobody can read is left out, and does not keep others from going on', async () => {
    const store = openStore('garbage');
    await store.jobs.put({ id: 'aaa', payload: { workspace: 'w1', job: { id: 7 } } });
    const results: JobResult[] = [];
    const runner = new JobRunner({ workspace: 'w1', doc: new Y.Doc(), env, store, flush: async () => {} });
    await runner.resume((_, result) => results.push(result));
    expect(results).toEqual([]);
  });
});

describe('the undo stack', () => {
  it('is there again after a reload, newest first, and forgets what was done again when something new is done', async () => {
    const store = openStore('stack');
    const faults: unknown[] = [];
    const step = (command: string) => ({
      command,
      at: 1,
      changes: [{ type: 'lead' as const, id: 'a', created: true as const }],
    });
    const stack = new UndoStack(store, 'w1', (error) => faults.push(error));
    stack.did(step('one'));
    stack.did(step('two'));
    const taken = stack.take('undo');
    expect(taken?.inverse.command).toBe('two');
    stack.turned('redo', step('two'));
    expect(stack.depth()).toEqual({ undo: 1, redo: 1 });
    await expect.poll(() => store.undo.count()).toBe(2);

    const again = new UndoStack(store, 'w1', (error) => faults.push(error));
    await again.load();
    expect(again.depth()).toEqual({ undo: 1, redo: 1 });
    again.did(step('three'));
    expect(again.depth()).toEqual({ undo: 2, redo: 0 });
    expect(again.take('undo')?.inverse.command).toBe('three');
    expect(again.take('undo')?.inverse.command).toBe('one');
    expect(again.take('undo')).toBeUndefined();
    expect(faults).toEqual([]);
  });
});
