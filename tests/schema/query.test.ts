import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, purgeRecords, restoreRecords } from '#schema/commands/records.ts';
import { createTask } from '#schema/commands/timeline.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { ask, liveList, type Query } from '#schema/query.ts';
import { orderOf } from '#schema/sorting.ts';
import { tableOf } from '#schema/workspace.ts';
import { testEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';

const env = testEnv('ayse');
const admin = testEnv('admin', { role: 'admin', seed: 2 });
let doc: Y.Doc;
let projection: Projection;

beforeEach(() => {
  doc = new Y.Doc();
  projection = createProjection(doc);
});

const add = (values: Parameters<typeof createLead.run>[1]): string => did(doc, env, createLead, values).value;
const companies = (query: Omit<Query<'lead'>, 'type'> = {}): (string | undefined)[] =>
  ask(projection, { type: 'lead', ...query }, 'tr').map((lead) => lead.company);

describe('a query', () => {
  test('finds words in any order and any spelling, in all searched fields', () => {
    add({ company: 'Işıl Metal A.Ş.', firstName: 'Çağla', lastName: 'Şahin', city: 'Bursa', tags: ['Fuar'] });
    add({ company: 'Doruk Enerji', firstName: 'Ali' });
    for (const text of ['isil', 'IŞIL metal', 'metal ışıl', 'cagla sahin', 'bursa fuar', ' ']) {
      expect(companies({ text })).toContain('Işıl Metal A.Ş.');
    }
    expect(companies({ text: 'isil enerji' })).toEqual([]);
  });

  test('finds a phone by any stretch of its digits, however it is typed', () => {
    add({ company: 'Çınar', phone: '+905321234567' });
    add({ company: 'Doruk', phone: '+905329999999' });
    for (const text of ['0532 123 45 67', '+90 532 123 45 67', '(532) 123', '1234567', '45 67']) {
      expect(companies({ text })).toEqual(['Çınar']);
    }
  });

  test('orders by the language, empty values last either way, ties by id', () => {
    for (const company of ['Zirve', 'Ilgaz', 'İbrahim', 'Çelik', 'Cem', 'Irmak']) add({ company });
    add({ firstName: 'Ali' });
    const expected = ['Cem', 'Çelik', 'Ilgaz', 'Irmak', 'İbrahim', 'Zirve'];
    expect(companies({ sort: [{ field: 'company' }] })).toEqual([...expected, undefined]);
    expect(companies({ sort: [{ field: 'company', descending: true }] })).toEqual([
      ...expected.toReversed(),
      undefined,
    ]);
  });

  test('orders choices by what people read', () => {
    add({ company: 'A', status: { to: 'new', at: 1, by: 'x' } });
    add({ company: 'B', status: { to: 'contacted', at: 1, by: 'x' } });
    const label = (_: string, key: string): string => ({ new: 'Yeni', contacted: 'İletişim kuruldu' })[key] ?? key;
    const rows = ask(projection, { type: 'lead', sort: [{ field: 'status' }] }, 'tr', label);
    expect(rows.map((lead) => lead.company)).toEqual(['B', 'A']);
  });

  test('keeps a total order over a field that a foreign client filled with numbers and texts', () => {
    const values = [10, '9a', 9, -5, 'x', '10'];
    for (const value of values)
      tableOf(doc, 'lead')
        .get(add({ company: 'x' }))!
        .set('c_odd', value);
    const sorted = ask(projection, { type: 'lead', sort: [{ field: 'c_odd' }] }, 'tr').map(
      (lead) => Reflect.get(lead, 'c_odd') as unknown,
    );
    expect(sorted).toEqual([-5, 9, 10, '9a', '10', 'x']);
  });

  test('shows the bin when asked, and otherwise never', () => {
    const id = add({ company: 'Çınar' });
    did(doc, env, binRecords, { type: 'lead', ids: [id] });
    expect(companies()).toEqual([]);
    expect(companies({ bin: true })).toEqual(['Çınar']);
  });
});

describe('a live list', () => {
  const query: Query<'lead'> = {
    type: 'lead',
    where: { field: 'status', op: 'is', value: 'new' },
    sort: [{ field: 'company' }],
  };

  test('moves, drops and adds what changed, and keeps its array while nothing in it did', () => {
    const id = add({ company: 'M' });
    const list = liveList(projection, query, 'tr');
    let calls = 0;
    const stop = list.subscribe(() => (calls += 1));
    const titles = () => list.rows().map((lead) => lead.company);
    add({ company: 'A' });
    expect(titles()).toEqual(['A', 'M']);
    did(doc, env, patchRecord, patch('lead', id, { company: 'Aa' }));
    expect(titles()).toEqual(['A', 'Aa']);
    did(doc, env, moveStatus, { ids: [id], to: 'contacted' });
    expect(titles()).toEqual(['A']);
    expect(calls).toBe(3);
    const rows = list.rows();
    did(doc, env, patchRecord, patch('lead', id, { city: 'Bursa' }));
    did(doc, env, createTask, { title: 'x' });
    expect(list.rows()).toBe(rows);
    expect(calls).toBe(3);
    stop();
    add({ company: 'Z' });
    expect(titles()).toEqual(['A', 'Z']);
    expect(list.rows()).toBe(list.rows());
  });

  test('takes a large change at once', () => {
    const list = liveList(projection, query, 'tr');
    list.subscribe(() => undefined);
    doc.transact(() => {
      for (let row = 0; row < 1_100; row += 1) add({ company: `Firma ${row}` });
    });
    expect(list.rows()).toEqual(ask(projection, query, 'tr'));
    expect(list.rows()).toHaveLength(1_100);
  });

  test('puts hundreds that move, come and leave together where asking anew puts them', () => {
    const cities = ['Bursa', 'Çorlu', 'Ankara', 'İzmir', 'Iğdır', 'bursa'];
    const ids = Array.from({ length: 400 }, (_, row) => add({ company: `Firma ${row}`, ...cityOf(row) }));
    function cityOf(row: number): { city: string } {
      return { city: cities[row % cities.length]! };
    }
    const sorted: Query<'lead'> = { type: 'lead', sort: [{ field: 'city', descending: true }, { field: 'company' }] };
    const list = liveList(projection, sorted, 'tr');
    list.subscribe(() => undefined);
    for (const many of [1, 16, 17, 300]) {
      doc.transact(() => {
        for (let row = 0; row < many; row += 1) {
          did(doc, env, patchRecord, patch('lead', ids[row]!, cityOf(row + many)));
          if (row % 5 === 0) add({ company: `Yeni ${many}/${row}`, ...cityOf(row) });
        }
        did(doc, env, binRecords, { type: 'lead', ids: [ids.pop()!, ids.pop()!] });
      });
      expect(list.rows()).toEqual(ask(projection, sorted, 'tr'));
      // the two ways to the order are one
      expect(list.rows()).toEqual([...list.rows()].sort(orderOf(sorted.sort ?? [], 'tr').compare));
    }
  });

  test('hides what was put on a record with the record, and shows it again with it', () => {
    const id = add({ company: 'Çınar' });
    did(doc, env, createTask, { title: 'Ara', subject: { type: 'lead', id } });
    did(doc, env, createTask, { title: 'Kendi işim' });
    const list = liveList(projection, { type: 'task', sort: [{ field: 'title' }] }, 'tr');
    const titles = () => list.rows().map((task) => task.title);
    for (const listening of [false, true]) {
      if (listening) list.subscribe(() => undefined);
      expect(titles()).toEqual(['Ara', 'Kendi işim']);
      did(doc, env, binRecords, { type: 'lead', ids: [id] });
      expect(titles()).toEqual(['Kendi işim']);
      did(doc, env, restoreRecords, { type: 'lead', ids: [id] });
      expect(titles()).toEqual(['Ara', 'Kendi işim']);
    }
    did(doc, admin, binRecords, { type: 'lead', ids: [id] });
    did(doc, admin, purgeRecords, { type: 'lead', ids: [id] });
    expect(titles()).toEqual(['Kendi işim']);
    expect(projection.size('task')).toBe(1);
  });
});
