import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ImportItem } from '#schema/commands/importRows.ts';
import { moveStatus } from '#schema/commands/leads.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { createTask } from '#schema/commands/timeline.ts';
import { undo } from '#schema/undo.ts';
import { twinImports } from '#schema/import/twinImports.ts';
import type { JobTask } from '#schema/jobs.ts';
import { createProjection } from '#schema/projection.ts';
import { isBinned, readRecord, tableOf } from '#schema/workspace.ts';
import { exchange } from '#tests/support/exchange.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';
import { did, didJob } from '#tests/support/run.ts';

const ROWS = ['Ayşe', 'Mehmet', 'Fatma'];
let here: Y.Doc;
let there: Y.Doc;
let ayse: TestEnv;
let can: TestEnv;

/** What both import while neither hears of the other: a fair and its rows. */
function importList(doc: Y.Doc, env: TestEnv, rows: readonly string[] = ROWS): { ids: string[]; fair: string } {
  const fair = env.newId();
  const ids = rows.map(() => env.newId());
  const items: ImportItem[] = [
    { op: 'campaign', id: fair, values: { kind: 'fair', name: 'Metal Expo', year: 2025 } },
    ...rows.map((firstName, at): ImportItem => {
      const values = { firstName, campaign: fair, tags: ['fuar'], rawHash: `row-${firstName}` };
      return { op: 'create', id: ids[at] ?? '', values };
    }),
  ];
  didJob(doc, env, {
    id: env.newId(),
    at: env.now(),
    task: { kind: 'importRows', items, title: 'Metal Expo 2025' },
  });
  return { ids, fair };
}

const start = (doc: Y.Doc, env: TestEnv, task: JobTask) => didJob(doc, env, { id: env.newId(), at: env.now(), task });
const pairsIn = (doc: Y.Doc) => {
  const [twin] = twinImports(createProjection(doc));
  if (!twin) throw new Error('no twin imports');
  return twin;
};
const lead = (doc: Y.Doc, id: string) => readRecord(doc, 'lead', id)!;
const living = (doc: Y.Doc, type: 'lead' | 'campaign') =>
  [...tableOf(doc, type).keys()].filter((id) => !isBinned(readRecord(doc, type, id)!));

beforeEach(() => {
  here = new Y.Doc();
  there = new Y.Doc();
  ayse = testEnv('ayse', { seed: 1 });
  can = testEnv('can', { seed: 2 });
  can.wait(60_000);
});

describe('one list imported by two people apart', () => {
  test('is recognised by both in the same way', () => {
    const first = importList(here, ayse);
    const second = importList(there, can);
    exchange(here, there);
    const found = pairsIn(here);
    expect(found).toEqual(pairsIn(there));
    expect(found.leads).toBe(3);
    expect(found.pairs.filter(({ type }) => type === 'lead').map(({ keep, twin }) => [keep, twin])).toEqual(
      first.ids.map((id, at) => [id, second.ids[at]]),
    );
  });

  test('becomes one, with what was done on either side, and one fair', () => {
    const first = importList(here, ayse);
    const second = importList(there, can);
    const [kept = ''] = first.ids;
    const [twin = ''] = second.ids;
    can.wait(1000);
    did(there, can, patchRecord, patch('lead', twin, { city: 'Bursa', tags: { add: ['sıcak'] } }));
    did(there, can, moveStatus, { ids: [twin], to: 'contacted' });
    did(there, can, createTask, { title: 'Ara', subject: { type: 'lead', id: twin } });
    exchange(here, there);

    start(here, ayse, { kind: 'mergeRecords', pairs: pairsIn(here).pairs });
    expect(living(here, 'lead').toSorted()).toEqual(first.ids.toSorted());
    expect(living(here, 'campaign')).toEqual([first.fair]);
    expect(lead(here, kept)).toMatchObject({ city: 'Bursa', status: { to: 'contacted' }, campaign: first.fair });
    expect(lead(here, kept).tags.toSorted()).toEqual(['fuar', 'sıcak']);
    const [task = ''] = tableOf(here, 'task').keys();
    expect(readRecord(here, 'task', task)?.subject).toEqual({ type: 'lead', id: kept });
    expect(twinImports(createProjection(here))).toEqual([]);
  });

  test('is merged once when both merge it apart', () => {
    const first = importList(here, ayse);
    importList(there, can);
    exchange(here, there);
    const pairs = pairsIn(here).pairs;
    start(here, ayse, { kind: 'mergeRecords', pairs });
    start(there, can, { kind: 'mergeRecords', pairs });
    exchange(here, there);
    expect(living(here, 'lead').toSorted()).toEqual(first.ids.toSorted());
    expect(living(there, 'lead').toSorted()).toEqual(first.ids.toSorted());
  });

  test('is two lists again when the merge is taken back', () => {
    importList(here, ayse);
    importList(there, can, ['Ayşe', 'Mehmet', 'Zeynep']);
    exchange(here, there);
    const records = () =>
      [...tableOf(here, 'lead').keys()].map((id) => ({ ...lead(here, id), updated: undefined, editors: [] }));
    const before = records();
    const { inverse } = start(here, ayse, { kind: 'mergeRecords', pairs: pairsIn(here).pairs });
    expect(living(here, 'lead')).toHaveLength(4);
    did(here, ayse, undo(inverse), null);
    expect(records()).toEqual(before);
    expect(pairsIn(here).leads).toBe(2);
  });
});

test('equal rows of one list are no twins', () => {
  importList(here, ayse, ['Ayşe', 'Ayşe']);
  expect(twinImports(createProjection(here))).toEqual([]);
});
