import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createCampaign } from '#schema/commands/campaigns.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import type { ImportItem } from '#schema/commands/importRows.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { assignRecords, binRecords, patch, patchRecord, patchRecords, purgeRecords } from '#schema/commands/records.ts';
import { createNote, createTask, finishTask, joinNote } from '#schema/commands/timeline.ts';
import type { Inverse } from '#schema/command.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { createProjection } from '#schema/projection.ts';
import { readRecord, tableOf } from '#schema/workspace.ts';
import { undo, type Undone } from '#schema/undo.ts';
import { copyOf, exchange } from '#tests/support/exchange.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';
import { did, didJob, refusal } from '#tests/support/run.ts';

let doc: Y.Doc;
let ayse: TestEnv;
let emre: TestEnv;
let admin: TestEnv;

beforeEach(() => {
  doc = new Y.Doc();
  ayse = testEnv('ayse', { seed: 1 });
  emre = testEnv('emre', { seed: 2 });
  admin = testEnv('admin', { seed: 3, role: 'admin' });
});

const lead = (id: string, of = doc) => readRecord(of, 'lead', id)!;
const takeBack = (inverse: Inverse, env = ayse, of = doc): { value: Undone; inverse: Inverse } =>
  did(of, env, undo(inverse), null);
const again = (inverse: Inverse, env = ayse) => did(doc, env, undo(inverse, 'redone'), null);
const newLead = (env = ayse) =>
  did(doc, env, createLead, { firstName: 'Ayşe', company: 'Çınar Metal', tags: ['fuar'] });

describe('undo of an edit', () => {
  test('writes back what was there, and redo writes it again', () => {
    const { value: id } = newLead();
    const edit = did(
      doc,
      ayse,
      patchRecord,
      patch('lead', id, { company: 'Doruk', phone: '+905301112233', tags: { add: ['VIP'], remove: ['fuar'] } }),
    );
    const before = lead(id);
    const back = takeBack(edit.inverse);
    expect(back.value).toEqual({ done: 1, skipped: [] });
    expect(lead(id)).toMatchObject({ company: 'Çınar Metal', tags: ['fuar'] });
    expect(lead(id)).not.toHaveProperty('phone');
    again(back.inverse);
    expect({ ...lead(id), updated: 0 }).toEqual({ ...before, updated: 0 });
  });

  test('never takes away what someone else wrote later, and names it', () => {
    const { value: id } = newLead();
    const edit = did(doc, ayse, patchRecord, patch('lead', id, { company: 'Doruk', city: 'Bursa' }));
    did(doc, emre, patchRecord, patch('lead', id, { company: 'Doruk Enerji' }));
    expect(takeBack(edit.inverse).value).toEqual({ done: 1, skipped: [{ type: 'lead', id, key: 'company' }] });
    expect(lead(id)).toMatchObject({ company: 'Doruk Enerji' });
    expect(lead(id)).not.toHaveProperty('city');
  });

  test('leaves what is written while both are offline to the merge, and the replicas agree', () => {
    const { value: id } = newLead();
    const edit = did(doc, ayse, patchRecord, patch('lead', id, { company: 'Doruk' }));
    const other = copyOf(doc);
    did(other, emre, patchRecord, patch('lead', id, { city: 'Konya', company: 'Zirve' }));
    takeBack(edit.inverse);
    exchange(doc, other);
    expect(lead(id)).toEqual(lead(id, other));
    expect(lead(id).city).toBe('Konya');
    expect(['Çınar Metal', 'Zirve']).toContain(lead(id).company);
  });

  test('never deletes a key, so that the base does not show through', () => {
    const { value: id } = newLead();
    const first = did(doc, ayse, patchRecord, patch('lead', id, { company: null }));
    const second = did(doc, ayse, patchRecord, patch('lead', id, { company: 'Doruk' }));
    takeBack(second.inverse);
    expect(lead(id)).not.toHaveProperty('company');
    expect(tableOf(doc, 'lead').get(id)!.has('company')).toBe(true);
    takeBack(first.inverse);
    expect(lead(id).company).toBe('Çınar Metal');
  });

  test('has nothing to do twice, and says so', () => {
    const { value: id } = newLead();
    const edit = did(doc, ayse, patchRecord, patch('lead', id, { company: 'Doruk' }));
    takeBack(edit.inverse);
    expect(takeBack(edit.inverse).value).toEqual({ done: 0, skipped: [{ type: 'lead', id, key: 'company' }] });
    expect(refusal(doc, ayse, undo({ ...edit.inverse, changes: [] }), null)).toBe('nothing-to-undo');
  });

  test('names a record that was purged since', () => {
    const { value: id } = newLead();
    const edit = did(doc, ayse, patchRecord, patch('lead', id, { company: 'Doruk' }));
    did(doc, admin, binRecords, { type: 'lead', ids: [id] });
    did(doc, admin, purgeRecords, { type: 'lead', ids: [id] });
    expect(takeBack(edit.inverse).value).toEqual({ done: 0, skipped: [{ type: 'lead', id }] });
    expect(tableOf(doc, 'lead').size).toBe(0);
  });

  test('survives being kept as JSON', () => {
    const { value: id } = newLead();
    const edit = did(doc, ayse, patchRecord, patch('lead', id, { phone: '+905301112233' }));
    takeBack(JSON.parse(JSON.stringify(edit.inverse)) as Inverse);
    expect(lead(id)).not.toHaveProperty('phone');
  });
});

describe('undo of a move, an assignment, a bulk edit, a bin', () => {
  test('restores status, owner, values and the list', () => {
    const ids = [newLead().value, newLead().value];
    const start = ids.map((id) => lead(id));
    const sector: ChangesOf<'lead'> = { sector: 'metal', tags: { add: ['x'] } };
    const steps = [
      did(doc, ayse, moveStatus, { ids, to: 'contacted' }),
      did(doc, ayse, assignRecords, { type: 'lead', ids, owner: 'emre' }),
      did(doc, ayse, patchRecords, { type: 'lead', ids, changes: sector }),
      did(doc, ayse, binRecords, { type: 'lead', ids }),
    ];
    for (const step of steps.toReversed()) expect(takeBack(step.inverse).value.skipped).toEqual([]);
    for (const [at, id] of ids.entries())
      expect({ ...lead(id), updated: undefined }).toEqual({ ...start[at], updated: undefined });
  });

  test('takes a deal back to its stage and place, unless someone moved it on', () => {
    const { value: id } = did(doc, ayse, createDeal, { values: { title: 'Pres hattı' }, stage: 'proposal' });
    const start = readRecord(doc, 'deal', id)!;
    const won = did(doc, ayse, moveDeal, { id, stage: 'won', outcome: 'won', reason: 'price' });
    const back = takeBack(won.inverse);
    expect(readRecord(doc, 'deal', id)).toMatchObject({ stage: start.stage, order: start.order });
    again(back.inverse);
    did(doc, emre, moveDeal, { id, stage: 'negotiation' });
    expect(takeBack(won.inverse).value.skipped.map(({ key }) => key)).toContain('stage');
    expect(readRecord(doc, 'deal', id)!.stage!.to).toBe('negotiation');
  });

  test('reopens a finished task', () => {
    const { value: id } = did(doc, ayse, createTask, { title: 'Ara' });
    const finished = did(doc, ayse, finishTask, { id, done: true });
    takeBack(finished.inverse);
    expect(readRecord(doc, 'task', id)).not.toHaveProperty('done');
  });
});

describe('undo of a creation', () => {
  test('moves the record to the bin, and redo takes it out again', () => {
    const made = newLead();
    const back = takeBack(made.inverse);
    expect(lead(made.value).bin).toMatchObject({ by: 'ayse' });
    again(back.inverse);
    expect(lead(made.value)).not.toHaveProperty('bin');
  });

  test('also after one has edited it oneself', () => {
    const made = newLead();
    did(doc, ayse, patchRecord, patch('lead', made.value, { company: 'Doruk' }));
    expect(takeBack(made.inverse).value.skipped).toEqual([]);
    expect(lead(made.value).bin).toBeDefined();
  });

  test('leaves a record that someone else worked on, even if one edited it oneself afterwards', () => {
    const made = newLead();
    did(doc, emre, patchRecord, patch('lead', made.value, { city: 'Bursa' }));
    did(doc, ayse, patchRecord, patch('lead', made.value, { company: 'Doruk' }));
    expect(takeBack(made.inverse).value).toEqual({ done: 0, skipped: [{ type: 'lead', id: made.value }] });
    expect(lead(made.value)).not.toHaveProperty('bin');
  });

  test('leaves a record that someone else edited offline at the same time', () => {
    const made = newLead();
    const other = copyOf(doc);
    did(other, emre, patchRecord, patch('lead', made.value, { city: 'Bursa' }));
    did(doc, ayse, patchRecord, patch('lead', made.value, { company: 'Doruk' }));
    exchange(doc, other);
    expect(takeBack(made.inverse).value.skipped).toEqual([{ type: 'lead', id: made.value }]);
  });

  test('leaves a record on which someone else put a note, a task or a deal; not one that holds only what is one’s own', () => {
    const [own, noted, dealt] = [newLead(), newLead(), newLead()];
    did(doc, ayse, createTask, { title: 'Ara', subject: { type: 'lead', id: own.value } });
    const note = did(doc, emre, createNote, { subject: { type: 'lead', id: noted.value } });
    did(doc, emre, createDeal, { values: { title: 'Pres', lead: dealt.value }, stage: 'proposal' });
    expect(takeBack(own.inverse).value.skipped).toEqual([]);
    expect(takeBack(noted.inverse).value.skipped).toEqual([{ type: 'lead', id: noted.value }]);
    expect(takeBack(dealt.inverse).value.skipped).toEqual([{ type: 'lead', id: dealt.value }]);
    did(doc, emre, binRecords, { type: 'note', ids: [note.value] });
    expect(takeBack(noted.inverse).value.skipped).toEqual([]);
  });

  test('leaves a note in which someone else wrote', () => {
    const { value: id } = newLead();
    const note = did(doc, ayse, createNote, { subject: { type: 'lead', id } });
    did(doc, emre, joinNote, { id: note.value });
    expect(takeBack(note.inverse).value.skipped).toEqual([{ type: 'note', id: note.value }]);
  });

  test('leaves a fair that leads point at', () => {
    const fair = did(doc, ayse, createCampaign, { name: 'Metal Expo', year: 2025 });
    const made = did(doc, ayse, createLead, { company: 'Çınar', campaign: fair.value });
    expect(takeBack(fair.inverse).value.skipped).toEqual([{ type: 'campaign', id: fair.value }]);
    takeBack(made.inverse);
    expect(takeBack(fair.inverse).value.done).toBe(1);
  });
});

describe('undo of an import', () => {
  const items = (count: number): ImportItem[] => [
    { op: 'campaign', id: 'fair', values: { kind: 'fair', name: 'Metal Expo', year: 2025 } },
    ...Array.from(
      { length: count },
      (_, row): ImportItem => ({
        op: 'create',
        id: `row-${row}`,
        values: {
          company: `Firma ${row}`,
          phone: `+90530${String(1_000_000 + row)}`,
          email: `a${row}@x.example`,
          campaign: 'fair',
          rawHash: `h${row}`,
        },
      }),
    ),
  ];
  const job = (count: number) => ({
    id: 'batch-1',
    at: ayse.now(),
    task: { kind: 'importRows' as const, items: items(count), title: 'Metal Expo 2025' },
  });
  const living = () => [...createProjection(doc).all('lead')].filter((record) => !record.bin);

  test('is one event and one undo, which leaves no visible record and no ghost in the indexes', () => {
    const projection = createProjection(doc);
    const { inverse } = didJob(doc, ayse, job(620));
    expect(living()).toHaveLength(620);
    expect(projection.events().map(({ kind, count }) => [kind, count])).toEqual([['imported', 620]]);
    const back = didJob(doc, ayse, { id: 'batch-2', at: ayse.now(), task: { kind: 'undone', inverse } });
    expect(living()).toEqual([]);
    expect(projection.get('campaign', 'fair')!.bin).toBeDefined();
    expect(projection.find('lead', 'phone', '+905301000007')).toEqual([]);
    expect(projection.find('lead', 'email', 'a7@x.example')).toEqual([]);
    expect(projection.events().map(({ kind }) => kind)).toEqual(['imported', 'undone']);
    expect(projection.events()[1]).toMatchObject({ of: projection.events()[0]!.id, count: 621 });
    didJob(doc, ayse, { id: 'batch-3', at: ayse.now(), task: { kind: 'redone', inverse: back.inverse } });
    expect(living()).toHaveLength(620);
    expect(projection.get('campaign', 'fair')).not.toHaveProperty('bin');
    expect(projection.events()[2]).toMatchObject({ kind: 'redone', of: projection.events()[0]!.id });
  });

  test('leaves the rows that others worked on, and the fair with them', () => {
    const { inverse } = didJob(doc, ayse, job(300));
    did(doc, emre, moveStatus, { ids: ['row-3', 'row-280'], to: 'contacted' });
    const { values } = didJob(doc, ayse, { id: 'batch-2', at: ayse.now(), task: { kind: 'undone', inverse } });
    expect(
      living()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['row-280', 'row-3']);
    const skipped = (values as Undone[]).flatMap((value) => value.skipped.map(({ type, id }) => `${type}/${id}`));
    expect(skipped.sort()).toEqual(['campaign/fair', 'lead/row-280', 'lead/row-3']);
  });

  test('gives leads that were filled what they had, which was nothing', () => {
    const { value: id } = did(doc, emre, createLead, { company: 'Çınar', tags: ['eski'] });
    const task = {
      kind: 'importRows' as const,
      title: 'Liste',
      items: [
        {
          op: 'fill' as const,
          id,
          values: { company: 'Başka', city: 'Bursa', tags: ['yeni'], source: { key: 'fair' }, batch: 'x' },
        },
        { op: 'fill' as const, id, values: { city: 'Konya', phone: '+905301112233' } },
      ],
    };
    const { inverse } = didJob(doc, ayse, { id: 'b', at: ayse.now(), task });
    expect(lead(id)).toMatchObject({
      company: 'Çınar',
      city: 'Bursa',
      phone: '+905301112233',
      tags: ['eski', 'yeni'],
      source: { key: 'fair' },
    });
    expect(lead(id)).not.toHaveProperty('batch');
    didJob(doc, ayse, { id: 'b2', at: ayse.now(), task: { kind: 'undone', inverse } });
    expect(lead(id)).toMatchObject({ company: 'Çınar', tags: ['eski'], source: { key: 'unknown' } });
    for (const field of ['city', 'phone']) expect(lead(id)).not.toHaveProperty(field);
  });

  test('a chunk that runs twice writes once, and still knows what it made', () => {
    const first = didJob(doc, ayse, job(40));
    const bytes = Y.encodeStateAsUpdate(doc).length;
    const second = didJob(doc, ayse, job(40));
    expect(Y.encodeStateAsUpdate(doc).length).toBe(bytes);
    expect(second.inverse).toEqual(first.inverse);
  });
});
