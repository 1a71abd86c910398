import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createCampaign } from '#schema/commands/campaigns.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { importRows } from '#schema/commands/importRows.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import {
  assignRecords,
  binRecords,
  patch,
  patchRecord,
  patchRecords,
  purgeRecords,
  restoreRecords,
} from '#schema/commands/records.ts';
import { createActivity, createNote, createTask, finishTask, joinNote } from '#schema/commands/timeline.ts';
import { COMMAND_ORIGIN, type Command, joinInverses } from '#schema/command.ts';
import type { FeedEvent } from '#schema/event.ts';
import { CHUNK_SIZE, chunkCount, FIRST_CHUNK_SIZE, jobSize, prepareChunk, type Job } from '#schema/jobs.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { NOON, testEnv, type TestEnv } from '#tests/support/env.ts';
import { did, didJob, refusal } from '#tests/support/run.ts';

let doc: Y.Doc;
let projection: Projection;
let ayse: TestEnv;
let emre: TestEnv;
let admin: TestEnv;
let viewer: TestEnv;
let newest: FeedEvent | undefined;

beforeEach(() => {
  doc = new Y.Doc();
  projection = createProjection(doc);
  newest = undefined;
  projection.subscribe(({ events }) => {
    newest = events.at(-1) ?? newest;
  });
  ayse = testEnv('ayse', { seed: 1 });
  emre = testEnv('emre', { seed: 2, role: 'manager' });
  admin = testEnv('admin', { seed: 3, role: 'admin' });
  viewer = testEnv('viewer', { seed: 4, role: 'viewer' });
});

const add = (values: ChangesOf<'lead'> = {}, env = ayse): string =>
  did(doc, env, createLead, { firstName: 'Ayşe', ...values }).value;
const lead = (id: string) => projection.get('lead', id)!;
// by when it was heard: all happens within one millisecond here
const lastEvent = (): FeedEvent | undefined => newest;

describe('every command', () => {
  test('is one transaction with the origin of commands, and at most one event', () => {
    const origins: unknown[] = [];
    doc.on('update', (_: Uint8Array, origin: unknown) => origins.push(origin));
    const id = add();
    const events = projection.events().length;
    did(doc, ayse, patchRecord, patch('lead', id, { city: 'Bursa', tags: ['a', 'b'] }));
    did(doc, ayse, moveStatus, { ids: [id, add()], to: 'contacted' });
    expect(origins).toEqual(Array.from({ length: 4 }, () => COMMAND_ORIGIN));
    expect(projection.events()).toHaveLength(events + 2);
  });

  test('that a viewer asks for writes nothing', () => {
    const id = add();
    const before = Y.encodeStateAsUpdate(doc);
    const attempts: [Command<never, unknown>, unknown][] = [
      [createLead, { firstName: 'x' }],
      [patchRecord, patch('lead', id, { city: 'x' })],
      [moveStatus, { ids: [id], to: 'lost' }],
      [binRecords, { type: 'lead', ids: [id] }],
      [createCampaign, { name: 'x' }],
      [createNote, { subject: { type: 'lead', id } }],
      [importRows, { items: [], title: '' }],
    ];
    for (const [what, args] of attempts) expect(refusal(doc, viewer, what, args as never)).toBe('not-allowed');
    expect(refusal(doc, ayse, purgeRecords, { type: 'lead', ids: [id] })).toBe('not-allowed');
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('that throws has written nothing', () => {
    const broken: Command<null, void> = {
      name: 'broken',
      action: 'editRecords',
      run(tx) {
        tx.create('lead', { firstName: 'x' });
        throw new Error('half way');
      },
    };
    expect(() => did(doc, ayse, broken, null)).toThrow('half way');
    expect(projection.size('lead')).toBe(0);
  });

  test('marks who touched a record last, and who else ever did', () => {
    const id = add();
    expect(lead(id).created).toEqual({ at: NOON, by: 'ayse' });
    emre.wait(1000);
    did(doc, emre, patchRecord, patch('lead', id, { city: 'Bursa' }));
    ayse.wait(2000);
    did(doc, ayse, patchRecord, patch('lead', id, { city: 'Konya' }));
    expect(lead(id)).toMatchObject({ updated: { at: NOON + 2000, by: 'ayse' }, editors: ['emre'] });
  });
});

describe('leads', () => {
  test('start new, owned by who made them, today, with an unknown source', () => {
    const id = add({ company: 'Çınar Metal' });
    expect(lead(id)).toMatchObject({
      owner: 'ayse',
      status: { to: 'new', at: NOON, by: 'ayse' },
      source: { key: 'unknown' },
      date: '2025-10-08',
    });
    expect(lastEvent()).toMatchObject({
      kind: 'created',
      type: 'lead',
      record: id,
      title: 'Ayşe',
      by: 'ayse',
      at: NOON,
    });
  });

  test('need a name or a company', () => {
    expect(refusal(doc, ayse, createLead, { phone: '+905301112233' })).toBe('empty');
    expect(did(doc, ayse, createLead, { company: 'Çınar' }).records).toBe(1);
  });

  test('move through statuses, each with since when and by whom; those already there stay', () => {
    const [a, b] = [add(), add({ status: { to: 'contacted', at: 1, by: 'x' } })];
    ayse.wait(5000);
    expect(did(doc, ayse, moveStatus, { ids: [a, a, b, 'nobody'], to: 'contacted' }).value).toEqual({
      changed: 1,
      refused: 0,
    });
    expect(lead(a).status).toEqual({ to: 'contacted', at: NOON + 5000, by: 'ayse' });
    expect(lead(b).status!.at).toBe(1);
    expect(lastEvent()).toMatchObject({ kind: 'statusMoved', record: a, from: 'new', to: 'contacted' });
    did(doc, ayse, moveStatus, { ids: [a, b], to: 'lost', reason: 'no_budget' });
    expect(lead(b).status).toMatchObject({ to: 'lost', reason: 'no_budget' });
    expect(lastEvent()).toMatchObject({ kind: 'statusMoved', count: 2, to: 'lost' });
    expect(lastEvent()).not.toHaveProperty('record');
  });
});

describe('editing', () => {
  test('leaves guarded fields, binned records and unknown ones alone', () => {
    const id = add();
    expect(refusal(doc, ayse, patchRecord, patch('lead', id, { owner: 'emre' }))).toBe('not-allowed');
    expect(refusal(doc, ayse, patchRecord, patch('lead', 'nobody', { city: 'x' }))).toBe('not-found');
    did(doc, ayse, binRecords, { type: 'lead', ids: [id] });
    expect(refusal(doc, ayse, patchRecord, patch('lead', id, { city: 'x' }))).toBe('in-bin');
  });

  test('many at once tells of it once, and counts only what changed', () => {
    const city: ChangesOf<'lead'> = { city: 'Bursa' };
    const ids = [add(), add(city), add()];
    expect(did(doc, ayse, patchRecords, { type: 'lead', ids, changes: city }).value.changed).toBe(2);
    expect(lastEvent()).toMatchObject({ kind: 'edited', count: 2, text: 'city' });
    const events = projection.events().length;
    expect(did(doc, ayse, patchRecords, { type: 'lead', ids, changes: city }).value.changed).toBe(0);
    expect(projection.events()).toHaveLength(events);
  });
});

describe('assigning', () => {
  test('a rep hands over what is theirs or nobody’s, a manager anything', () => {
    const [own, others, free] = [add(), add({}, emre), add({ owner: null })];
    expect(did(doc, ayse, assignRecords, { type: 'lead', ids: [own, others, free], owner: 'zeynep' }).value).toEqual({
      changed: 2,
      refused: 1,
    });
    expect([own, others, free].map((id) => lead(id).owner)).toEqual(['zeynep', 'emre', 'zeynep']);
    expect(refusal(doc, ayse, assignRecords, { type: 'lead', ids: [others], owner: 'ayse' })).toBe('not-allowed');
    did(doc, emre, assignRecords, { type: 'lead', ids: [others], owner: null });
    expect(lead(others)).not.toHaveProperty('owner');
    expect(lastEvent()).toMatchObject({ kind: 'assigned', record: others });
  });
});

describe('the bin', () => {
  test('takes records and gives them back', () => {
    const id = add();
    did(doc, ayse, binRecords, { type: 'lead', ids: [id, id] });
    expect(lead(id).bin).toEqual({ at: NOON, by: 'ayse' });
    expect(refusal(doc, ayse, binRecords, { type: 'lead', ids: [id] })).toBe('not-found');
    did(doc, emre, restoreRecords, { type: 'lead', ids: [id] });
    expect(lead(id)).not.toHaveProperty('bin');
    expect(refusal(doc, emre, restoreRecords, { type: 'lead', ids: [id] })).toBe('not-found');
  });

  test('is emptied for good with what belonged to it, and only what is in it', () => {
    const [gone, stays] = [add(), add()];
    for (const id of [gone, stays]) {
      const subject = { type: 'lead' as const, id };
      did(doc, ayse, createNote, { subject });
      did(doc, ayse, createTask, { title: 'Ara', subject });
      did(doc, ayse, createActivity, { kind: 'call', subject });
    }
    did(doc, ayse, binRecords, { type: 'lead', ids: [gone] });
    const outcome = did(doc, admin, purgeRecords, { type: 'lead', ids: [gone, stays] });
    expect(outcome.value.changed).toBe(1);
    expect(outcome.inverse.changes).toEqual([]);
    for (const type of ['lead', 'note', 'task', 'activity'] as const) expect(projection.size(type)).toBe(1);
    expect(lastEvent()).toMatchObject({ kind: 'purged', type: 'lead', count: 1 });
    expect(lastEvent()).not.toHaveProperty('title');
  });
});

describe('what stands on a record', () => {
  test('needs a record that is there and not in the bin', () => {
    const id = add();
    const subject = { type: 'lead' as const, id };
    did(doc, ayse, binRecords, { type: 'lead', ids: [id] });
    expect(refusal(doc, ayse, createNote, { subject })).toBe('in-bin');
    expect(refusal(doc, ayse, createTask, { title: 'x', subject })).toBe('in-bin');
    expect(refusal(doc, ayse, createActivity, { kind: 'call', subject })).toBe('in-bin');
    expect(refusal(doc, ayse, createNote, { subject: { type: 'deal', id } })).toBe('not-found');
    expect(refusal(doc, ayse, createTask, { title: ' ' })).toBe('empty');
    expect(refusal(doc, ayse, createActivity, { summary: 'x' })).toBe('empty');
    expect(refusal(doc, ayse, joinNote, { id: 'nobody' })).toBe('not-found');
  });

  test('notes have a text to write in, tasks an assignee, activities a time', () => {
    const subject = { type: 'lead' as const, id: add() };
    const note = did(doc, ayse, createNote, { subject }).value;
    expect(richText(doc, 'note', note)).toBeInstanceOf(Y.XmlFragment);
    expect(projection.get('note', note)).toMatchObject({ version: 1, contributors: ['ayse'], text: '' });
    expect(did(doc, ayse, joinNote, { id: note }).value).toBe(false);
    expect(did(doc, emre, joinNote, { id: note }).value).toBe(true);
    const task = did(doc, ayse, createTask, { title: ' Ara ', due: { day: '2025-10-09' }, subject }).value;
    expect(projection.get('task', task)).toMatchObject({ title: 'Ara', assignee: 'ayse' });
    const call = did(doc, ayse, createActivity, { kind: 'call', subject }).value;
    expect(projection.get('activity', call)).toMatchObject({ state: 'done', at: NOON });
    expect(lastEvent()).toMatchObject({ kind: 'created', type: 'activity', subject, to: 'call', title: 'Ayşe' });
  });

  test('a task is finished once', () => {
    const task = did(doc, ayse, createTask, { title: 'Ara' }).value;
    expect(did(doc, emre, finishTask, { id: task, done: true }).value).toBe(true);
    expect(did(doc, ayse, finishTask, { id: task, done: true }).value).toBe(false);
    expect(projection.get('task', task)!.done).toEqual({ at: NOON, by: 'emre' });
    did(doc, ayse, finishTask, { id: task, done: false });
    expect(projection.get('task', task)).not.toHaveProperty('done');
  });
});

describe('deals', () => {
  test('need a title and a lead that is there; closing needs a reason', () => {
    expect(refusal(doc, ayse, createDeal, { values: { title: ' ' }, stage: 'proposal' })).toBe('empty');
    expect(refusal(doc, ayse, createDeal, { values: { title: 'x', lead: 'nobody' }, stage: 'proposal' })).toBe(
      'not-found',
    );
    const id = did(doc, ayse, createDeal, { values: { title: 'Pres', lead: add() }, stage: 'proposal' }).value;
    expect(lastEvent()).toMatchObject({ kind: 'created', type: 'deal', to: 'proposal', subject: { type: 'lead' } });
    expect(refusal(doc, ayse, moveDeal, { id, stage: 'lost', outcome: 'lost' })).toBe('reason-required');
    did(doc, ayse, moveDeal, { id, stage: 'lost', outcome: 'lost', reason: 'price', comment: 'Rakip %10 ucuz' });
    expect(projection.get('deal', id)!.stage).toEqual({
      to: 'lost',
      at: NOON,
      by: 'ayse',
      reason: 'price',
      comment: 'Rakip %10 ucuz',
    });
    expect(lastEvent()).toMatchObject({ kind: 'lost', from: 'proposal', to: 'lost', text: 'price' });
    did(doc, ayse, binRecords, { type: 'deal', ids: [id] });
    expect(refusal(doc, ayse, moveDeal, { id, stage: 'proposal' })).toBe('in-bin');
    expect(refusal(doc, ayse, moveDeal, { id: 'nobody', stage: 'proposal' })).toBe('not-found');
  });

  test('moved within their stage keep since when they stand in it, and tell nobody', () => {
    const ids = ['A', 'B'].map((title) => did(doc, ayse, createDeal, { values: { title }, stage: 'proposal' }).value);
    const events = projection.events().length;
    ayse.wait(1000);
    did(doc, ayse, moveDeal, { id: ids[1]!, stage: 'proposal', above: ids[0]! });
    expect(projection.get('deal', ids[1]!)!.stage!.at).toBe(NOON);
    expect(projection.events()).toHaveLength(events);
  });
});

describe('campaigns', () => {
  test('are called by name and year, and need a name', () => {
    did(doc, ayse, createCampaign, { name: ' Metal Expo ', year: 2025 });
    expect(lastEvent()).toMatchObject({ kind: 'created', title: 'Metal Expo 2025' });
    expect([...projection.all('campaign')][0]).toMatchObject({ kind: 'fair', name: 'Metal Expo', owner: 'ayse' });
    expect(refusal(doc, ayse, createCampaign, { name: '' })).toBe('empty');
  });
});

describe('jobs', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, row) => add({ company: `Firma ${row}` }));
  const move = (ids: readonly string[]): Job => ({
    id: 'batch-1',
    at: ayse.now(),
    task: { kind: 'moveStatus', ids, to: 'contacted' },
  });

  test('take a large change in parts, with one event and one undo', () => {
    const ids = many(CHUNK_SIZE * 2 + 10);
    const job = move(ids);
    expect([jobSize(job), chunkCount(job)]).toEqual([510, 3]);
    const events = projection.events().length;
    const { inverse } = didJob(doc, ayse, job);
    expect(projection.events()).toHaveLength(events + 1);
    expect(lastEvent()).toMatchObject({ kind: 'statusMoved', count: 510, batch: 'batch-1', to: 'contacted' });
    expect(lastEvent()).not.toHaveProperty('record');
    expect(inverse.changes).toHaveLength(510);
    didJob(doc, ayse, { id: 'batch-2', at: ayse.now(), task: { kind: 'undone', inverse } });
    expect(new Set(ids.map((id) => lead(id).status!.to))).toEqual(new Set(['new']));
  });

  test('happen at one time, however long they take', () => {
    const ids = many(CHUNK_SIZE + 1);
    const job = move(ids);
    prepareChunk(doc, ayse, job, 0).apply();
    ayse.wait(60_000);
    prepareChunk(doc, ayse, job, 1).apply();
    expect(new Set(ids.map((id) => lead(id).status!.at))).toEqual(new Set([job.at]));
  });

  test('write nothing twice when a part runs again', () => {
    const ids = many(CHUNK_SIZE + 50);
    const job: Job = { id: 'batch-1', at: ayse.now(), task: { kind: 'binRecords', type: 'lead', ids } };
    const first = prepareChunk(doc, ayse, job, 0);
    first.apply();
    const bytes = Y.encodeStateAsUpdate(doc).length;
    const again = prepareChunk(doc, ayse, job, 0);
    again.apply();
    expect(Y.encodeStateAsUpdate(doc).length).toBe(bytes);
    prepareChunk(doc, ayse, job, 1).apply();
    expect([...projection.all('lead')].every((record) => record.bin?.batch === 'batch-1')).toBe(true);
  });

  test('of one part are plain commands', () => {
    const [id] = many(1);
    didJob(doc, ayse, move([id!]));
    expect(lastEvent()).toMatchObject({ kind: 'statusMoved', record: id });
    expect(lastEvent()).not.toHaveProperty('batch');
  });

  test('over records of which some are someone else’s go on to the end', () => {
    const others = Array.from({ length: CHUNK_SIZE }, () => add({}, emre));
    const own = many(3);
    const task = { kind: 'assignRecords' as const, type: 'lead' as const, ids: [...others, ...own], owner: 'zeynep' };
    const { values } = didJob(doc, ayse, { id: 'b', at: ayse.now(), task });
    expect(values).toEqual([
      { changed: 0, refused: FIRST_CHUNK_SIZE },
      { changed: 3, refused: CHUNK_SIZE - FIRST_CHUNK_SIZE },
    ]);
    expect(own.map((id) => lead(id).owner)).toEqual(['zeynep', 'zeynep', 'zeynep']);
  });

  test('have no inverse without a part', () => {
    expect(() => joinInverses([])).toThrow('no inverse');
  });
});

describe('an import', () => {
  test('makes what is new under ids of its plan, with its fair, its batch and the trace of its row', () => {
    const items = [
      { op: 'campaign' as const, id: 'fair', values: { name: 'Metal Expo', year: 2025 } },
      {
        op: 'create' as const,
        id: 'row-1',
        values: { firstName: 'Ali', campaign: 'fair', rawHash: 'h1', phone: '0532 abc' },
      },
    ];
    didJob(doc, ayse, { id: 'batch', at: NOON, task: { kind: 'importRows', items, title: 'Metal Expo 2025' } });
    expect(lead('row-1')).toMatchObject({
      firstName: 'Ali',
      campaign: 'fair',
      batch: 'batch',
      rawHash: 'h1',
      owner: 'ayse',
      phone: '0532 abc',
    });
    expect(lead('row-1').created).toEqual({ at: NOON, by: 'ayse', batch: 'batch' });
    expect(lastEvent()).toMatchObject({ kind: 'imported', batch: 'batch', title: 'Metal Expo 2025' });
    expect(tableOf(doc, 'campaign').size).toBe(1);
  });
});
