/** Undo of what was done to many records, in an earlier visit: it takes back one's own, and nothing of anyone's since. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { JobRunner } from '#client/data/jobRunner.ts';
import { UndoStack } from '#client/data/undoStack.ts';
import { DeviceStore } from '#client/sync/deviceStore.ts';
import { runCommand } from '#schema/command.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { CHUNK_SIZE, type JobTask } from '#schema/jobs.ts';
import { readRecord, writeRecord } from '#schema/workspace.ts';
import { NOON, testEnv } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';

const COUNT = CHUNK_SIZE * 2 + 60;
const IDS = Array.from({ length: COUNT }, (_, index) => `lead${index}`);
const stores: DeviceStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.delete();
});

/** One visit of Ayşe: what she does goes on her stack, on the device. */
async function visit(doc: Y.Doc, user: string, seed: number) {
  const store = new DeviceStore(user);
  stores.push(store);
  const env = testEnv('ayse', { seed, role: 'manager' });
  const fail = (error: unknown): never => {
    throw error;
  };
  const stack = new UndoStack(store, 'w', fail);
  const jobs = new JobRunner({ workspace: 'w', doc, env, store, flush: async () => {} });
  await stack.load();
  const run = async (task: JobTask) => {
    const result = await jobs.run({ id: env.newId(), at: env.now(), task });
    if (!result.ok) throw new Error(result.code);
    return result;
  };
  return {
    do: async (task: JobTask) => stack.did((await run(task)).inverse),
    undo: async () => {
      const entry = stack.take('undo');
      if (!entry) throw new Error('nothing to undo');
      const result = await run({ kind: 'undone', inverse: entry.inverse });
      if (result.inverse.changes.length > 0) stack.turned('redo', result.inverse);
    },
    end: () => store.close(),
  };
}

const values = (doc: Y.Doc, id: string) => {
  const record = readRecord(doc, 'lead', id);
  return [record?.city, record?.sector, record?.status?.to, record?.owner, record?.tags.toSorted().join()].join(' | ');
};

describe('after a reload', () => {
  it.each([1, 2, 3])('bulk changes are undone where nobody worked since, and nowhere else (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const id of IDS) writeRecord(doc, 'lead', id, { at: NOON, by: 'ayse' }, { company: id, tags: ['Eski'] });
    });
    const before = new Map(IDS.map((id) => [id, values(doc, id)]));
    const tasks: readonly JobTask[] = [
      { kind: 'patchRecords', type: 'lead', ids: IDS, changes: { tags: { add: ['Yeni'], remove: ['Eski'] } } },
      { kind: 'moveStatus', ids: IDS, to: 'qualified' },
      { kind: 'assignRecords', type: 'lead', ids: IDS, owner: 'burak' },
    ];
    const first = await visit(doc, `undo${seed}`, seed);
    for (const task of tasks) await first.do(task);
    first.end();

    const can = testEnv('can', { seed: seed + 50, role: 'manager' });
    const touched = new Map<string, string>();
    for (const id of random.some(IDS, 0.2)) {
      const city = `Şehir ${random.below(9)}`;
      const tag = random.chance(0.5);
      runCommand(doc, can, patchRecord, patch('lead', id, tag ? { tags: { remove: ['Yeni'] } } : { city }));
      touched.set(id, tag ? 'tag' : city);
    }

    const again = await visit(doc, `undo${seed}`, seed + 7);
    for (const _ of tasks) await again.undo();
    for (const id of IDS) {
      const what = touched.get(id);
      const record = readRecord(doc, 'lead', id);
      if (what === undefined) expect(values(doc, id)).toBe(before.get(id));
      // Can took the new label away: undo does not give it back, and gives back the old one
      else if (what === 'tag') expect(record?.tags).toEqual(['Eski']);
      else expect([record?.city, record?.tags]).toEqual([what, ['Eski']]);
    }
    again.end();
  });

  it('an import is undone but for the rows that others worked on', async () => {
    const doc = new Y.Doc();
    const first = await visit(doc, 'undoImport', 4);
    const items = IDS.map((id) => ({ op: 'create' as const, id, values: { company: id } }));
    await first.do({ kind: 'importRows', title: 'Metal Expo 2025', items });
    first.end();
    const can = testEnv('can', { seed: 60 });
    const worked = seededRandom(4).some(IDS, 0.1);
    for (const id of worked) runCommand(doc, can, patchRecord, patch('lead', id, { city: 'Bursa' }));
    const again = await visit(doc, 'undoImport', 5);
    await again.undo();
    const left = IDS.filter((id) => readRecord(doc, 'lead', id)?.bin === undefined);
    expect(left).toEqual(worked);
    again.end();
  });
});
