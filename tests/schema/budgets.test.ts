// What a day's work may weigh and ask for, in bytes and operations: budgets that need no clock. A figure that grows past
// its budget is a decision; one that falls well below lowers it.
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Command } from '#schema/command.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import type { ImportItem } from '#schema/commands/importRows.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, patchRecords, restoreRecords } from '#schema/commands/records.ts';
import { createActivity, createNote, createTask, finishTask } from '#schema/commands/timeline.ts';
import { judgeRow } from '#schema/import/judge.ts';
import { lookupIn } from '#schema/import/known.ts';
import type { Row } from '#schema/import/sheet.ts';
import { parsePhone } from '#schema/phoneParser.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { liveList } from '#schema/query.ts';
import { quicken } from '#schema/quickTransactions.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { createSearchIndex } from '#schema/searchIndex.ts';
import { readSettings } from '#schema/settings.ts';
import { eventMap } from '#schema/workspace.ts';
import { corpus, runJob } from '#tests/bench/corpus.ts';
import { testEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';

const env = testEnv('a1B2c3D4e5F6g7H8');
const LEAD: ChangesOf<'lead'> = {
  firstName: 'Ayşe',
  lastName: 'Yılmaz',
  company: 'Çınar Metal San. ve Tic. A.Ş.',
  jobTitle: 'Satın alma müdürü',
  phone: '+905321234567',
  email: 'ayse.yilmaz@cinarmetal.com.tr',
  city: 'Bursa',
  source: { key: 'fair' },
};

/** Bytes of each update that a document sends. */
function sentBy(doc: Y.Doc): number[] {
  const sent: number[] = [];
  doc.on('update', (update: Uint8Array) => sent.push(update.length));
  return sent;
}

describe('bytes', () => {
  test('a lead that was made and edited three times', () => {
    const doc = new Y.Doc();
    for (let made = 0; made < 200; made += 1) {
      const id = did(doc, env, createLead, LEAD).value;
      const edits: ChangesOf<'lead'>[] = [
        { city: 'İstanbul' },
        { phone: '+905329876543' },
        { jobTitle: 'Genel müdür' },
      ];
      for (const values of edits) did(doc, env, patchRecord, patch('lead', id, values));
    }
    const events = Y.encodeStateAsUpdate(feedOf(doc)).length;
    expect((Y.encodeStateAsUpdate(doc).length - events) / 200).toBeLessThan(580);
  });

  test('one edit of a field, as it is sent', () => {
    const doc = new Y.Doc();
    const id = did(doc, env, createLead, LEAD).value;
    const sent = sentBy(doc);
    did(doc, env, patchRecord, patch('lead', id, { city: 'Ankara' }));
    did(doc, env, patchRecord, patch('lead', id, { city: 'Bursa' }));
    expect(Math.max(...sent)).toBeLessThan(95);
  });

  test('a row of an import, as it is sent and as it is kept', () => {
    const doc = new Y.Doc();
    const sent = sentBy(doc);
    const items = Array.from(
      { length: 1_000 },
      (): ImportItem => ({
        op: 'create',
        id: env.newId(),
        values: { ...LEAD, rawHash: 'f'.repeat(24), visitDate: '2025-10-08' },
      }),
    );
    runJob(doc, env, { id: env.newId(), at: env.now(), task: { kind: 'importRows', items, title: 'Metal Expo 2025' } });
    expect(sent.reduce((sum, bytes) => sum + bytes, 0) / items.length).toBeLessThan(520);
    expect(Y.encodeStateAsUpdate(doc).length / items.length).toBeLessThan(520);
  });

  test('a line of the feed', () => {
    const doc = new Y.Doc();
    const id = did(doc, env, createLead, LEAD).value;
    const before = Y.encodeStateAsUpdate(feedOf(doc)).length;
    did(doc, env, moveStatus, { ids: [id], to: 'contacted' });
    expect(Y.encodeStateAsUpdate(feedOf(doc)).length - before).toBeLessThan(185);
  });
});

/** A document with nothing but what the other's feed holds. */
function feedOf(doc: Y.Doc): Y.Doc {
  const feed = new Y.Doc();
  feed.clientID = 1;
  feed.transact(() => eventMap(doc).forEach((event, id) => eventMap(feed).set(id, event)));
  return feed;
}

const patchAll = (ids: readonly string[]) => {
  const changes: ChangesOf<'lead'> = { city: 'İzmir' };
  return { type: 'lead' as const, ids, changes };
};

describe('transactions', () => {
  test('every command is one transaction, one update and at most one line of the feed', () => {
    const doc = new Y.Doc();
    let transactions = 0;
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      transactions += changed.size > 0 ? 1 : 0;
    });
    const sent = sentBy(doc);
    const told: number[] = [];
    const once = <A, R>(what: Command<A, R>, args: A): R => {
      const [lines, updates] = [eventMap(doc).size, sent.length];
      transactions = 0;
      const { value } = did(doc, env, what, args);
      expect([what.name, transactions, sent.length - updates]).toEqual([what.name, 1, 1]);
      told.push(eventMap(doc).size - lines);
      return value;
    };
    const lead = once(createLead, LEAD);
    const others = Array.from({ length: 40 }, () => did(doc, env, createLead, LEAD).value);
    const subject = { type: 'lead' as const, id: lead };
    once(patchRecord, patch('lead', lead, { city: 'Konya', tags: ['sıcak', 'bayi'] }));
    once(patchRecords, patchAll(others));
    once(moveStatus, { ids: [lead, ...others], to: 'contacted' });
    const deal = once(createDeal, { stage: 'qualification', values: { title: 'Pres hattı', lead } });
    once(moveDeal, { id: deal, stage: 'proposal' });
    once(createNote, { subject });
    once(createActivity, { kind: 'call', summary: 'Arandı', subject });
    const task = once(createTask, { title: 'Teklif gönder', subject });
    once(finishTask, { id: task, done: true });
    once(binRecords, { type: 'lead', ids: others });
    once(restoreRecords, { type: 'lead', ids: others });
    expect(Math.max(...told)).toBe(1);
  });

  test('an import takes one for every 250 rows, the first for fewer', () => {
    const doc = new Y.Doc();
    const sent = sentBy(doc);
    const items = Array.from({ length: 1_001 }, (): ImportItem => ({ op: 'create', id: env.newId(), values: LEAD }));
    runJob(doc, env, { id: env.newId(), at: env.now(), task: { kind: 'importRows', items, title: 'Liste' } });
    expect(sent).toHaveLength(5);
  });
});

describe('work for one edit does not grow with the workspace', () => {
  afterEach(() => vi.restoreAllMocks());

  /** A workspace of so many leads, as an open page has it. */
  function pageOf(leads: number): { doc: Y.Doc; projection: Projection; ids: string[] } {
    const doc = quicken(new Y.Doc());
    Y.applyUpdate(doc, corpus({ leads, deals: 20, notes: 10, events: leads * 2, people: 4 }));
    const projection = createProjection(doc);
    return { doc, projection, ids: [...projection.all('lead')].map(({ id }) => id).sort() };
  }

  /** How often the document's maps are read while one field is edited by a command and shown. */
  function readsOfAnEdit(leads: number): number {
    const { doc, ids } = pageOf(leads);
    doc.on('update', () => undefined);
    const spies = (['get', 'has', 'forEach', 'keys', 'entries', 'values', Symbol.iterator] as const).map((name) =>
      vi.spyOn(Y.Map.prototype, name),
    );
    did(doc, env, patchRecord, patch('lead', ids[7]!, { jobTitle: 'Genel müdür' }));
    const reads = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    vi.restoreAllMocks();
    return reads;
  }

  test('the document is read as often at 4,000 leads as at 200', () => {
    const few = readsOfAnEdit(200);
    expect(few).toBeGreaterThan(3);
    expect(readsOfAnEdit(4_000)).toBe(few);
  });

  test('one edit makes one record anew and leaves all others the very same', () => {
    const { doc, projection, ids } = pageOf(1_000);
    const before = new Map([...projection.all('lead')].map((record) => [record.id, record]));
    did(doc, env, patchRecord, patch('lead', ids[3]!, { city: 'Ünye' }));
    expect([...projection.all('lead')].filter((record) => before.get(record.id) !== record)).toHaveLength(1);
  });

  test('an open list looks at the changed record alone, and is told once', () => {
    const { doc, projection, ids } = pageOf(1_000);
    let scans = 0;
    let looks = 0;
    const watched: Projection = {
      ...projection,
      all(type) {
        scans += 1;
        return projection.all(type);
      },
      get(type, id) {
        looks += 1;
        return projection.get(type, id);
      },
    };
    const list = liveList(watched, { type: 'lead', sort: [{ field: 'title' }] }, 'tr');
    let told = 0;
    list.subscribe(() => {
      told += 1;
    });
    expect(list.rows()).toHaveLength(1_000);
    expect(scans).toBe(1);
    [scans, looks] = [0, 0];
    did(doc, env, patchRecord, patch('lead', ids[3]!, { firstName: 'Zerrin' }));
    expect(list.rows().filter(({ firstName }) => firstName === 'Zerrin')).toHaveLength(1);
    expect([scans, looks, told]).toEqual([0, 0, 1]);
  });

  test('a thousand edits that arrive as one update are one change set', () => {
    const { doc, projection, ids } = pageOf(1_000);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    for (const id of ids) did(copy, env, patchRecord, patch('lead', id, { city: 'Sivas' }));
    let told = 0;
    projection.subscribe(() => {
      told += 1;
    });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)));
    expect(told).toBe(1);
    expect(projection.get('lead', ids[999]!)?.city).toBe('Sivas');
  });
});

describe('work for a question and for a row', () => {
  afterEach(() => vi.restoreAllMocks());

  /** An index over this many leads; 512 of them are one text. */
  function indexOf(leads: number) {
    const index = createSearchIndex();
    for (let at = 0; at < leads; at += 1) {
      index.put({ id: `lead/${at}`, name: `Ayşe Yılmaz ${at}`, detail: 'Bursa', rest: 'metal', phone: `532${at}` });
    }
    index.ask('ayşe', 50);
    return index;
  }
  function passesOf(ask: () => unknown): number {
    const spy = vi.spyOn(String.prototype, 'indexOf');
    ask();
    const passes = spy.mock.calls.length;
    vi.restoreAllMocks();
    return passes;
  }

  test('what nothing has is known after one pass over each text, a typo after a few', () => {
    const index = indexOf(5_000);
    expect(passesOf(() => index.ask('zürafa', 50))).toBe(10);
    expect(passesOf(() => index.ask('bursa zürafa', 50))).toBe(10);
    // once as typed, and each lead once for the word that was meant
    expect(passesOf(() => index.ask('yilmza', 50))).toBeLessThanOrEqual(5_000 + 3 * 10);
  });

  test('a question looks at each lead once, and an edit makes one text anew', () => {
    const index = indexOf(5_000);
    expect(passesOf(() => index.ask('yılmaz', 50))).toBeLessThanOrEqual(5_000 + 10);
    index.put({ id: 'lead/7', name: 'Zerrin', detail: '', rest: '' });
    const joins = vi.spyOn(Array.prototype, 'join');
    expect(index.ask('zerrin', 50)).toEqual(['lead/7']);
    expect(joins.mock.calls.length).toBe(1);
  });

  test('a row of an import is judged with three looks at each cell, whatever its columns', () => {
    const columns = ['firstName', 'lastName', 'company', 'phone', 'email', 'city', 'visitDate', 'description'] as const;
    let looks = 0;
    const cells = new Proxy<Row>(['Ayşe', 'Yılmaz', 'Çınar', '0532 123 45 67', 'a@b.co', 'Bursa', '08.10.2025', 'x'], {
      get(target, key, receiver): unknown {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const rules = {
      columns,
      titles: columns,
      parsePhone,
      lookup: lookupIn({ lists: readSettings(null).lists, campaigns: [], members: [] }),
    };
    expect(judgeRow({ row: 1, line: 2, cells }, rules)).toMatchObject({
      draft: { phone: '+905321234567', visitDate: '2025-10-08' },
      problems: [],
    });
    expect(looks).toBeLessThanOrEqual(3 * columns.length);
  });
});
