import { describe, expect, test } from 'vitest';
import { compileFilter, valueIn, type Filter } from '#schema/filter.ts';
import type { ChangesOf, RecordType, RecordTypes } from '#schema/records/index.ts';
import { readRecord, writeRecord } from '#schema/workspace.ts';
import * as Y from 'yjs';

let next = 0;
function record<T extends RecordType>(
  type: T,
  values: ChangesOf<T>,
  created = { at: 1000, by: 'ayse' },
): RecordTypes[T] {
  const doc = new Y.Doc();
  const id = `id-${(next += 1)}`;
  doc.transact(() => writeRecord(doc, type, id, created, values));
  return readRecord(doc, type, id)!;
}
const lead = (values: ChangesOf<'lead'>) => record('lead', values);
const passes = (filter: Filter, of: ReturnType<typeof record>): boolean => compileFilter(filter)(of);

describe('a condition', () => {
  test('compares texts as Turkish people read them', () => {
    const one = lead({ city: 'İSTANBUL', company: 'Çelik A.Ş.', tags: ['Fuar 2025'] });
    expect(passes({ field: 'city', op: 'is', value: 'istanbul' }, one)).toBe(true);
    expect(passes({ field: 'company', op: 'contains', value: 'CELIK' }, one)).toBe(true);
    expect(passes({ field: 'tags', op: 'in', value: ['VIP', 'fuar 2025'] }, one)).toBe(true);
    expect(passes({ field: 'tags', op: 'contains', value: 'fuar' }, one)).toBe(true);
    expect(passes({ field: 'city', op: 'in', value: [] }, one)).toBe(false);
  });

  test('compares ids letter by letter', () => {
    const one = lead({ owner: 'aB1' });
    expect(passes({ field: 'owner', op: 'is', value: 'aB1' }, one)).toBe(true);
    expect(passes({ field: 'owner', op: 'in', value: ['ab1'] }, one)).toBe(false);
  });

  test('reads the key of a move and a source, the amount of money, the time of a move', () => {
    const one = lead({ status: { to: 'quoted', at: 500, by: 'ayse' }, source: { key: 'fair', detail: 'Ali' } });
    expect([valueIn(one, 'status'), valueIn(one, 'statusAt'), valueIn(one, 'source')]).toEqual(['quoted', 500, 'fair']);
    expect(passes({ field: 'statusAt', op: 'atMost', value: 500 }, one)).toBe(true);
    const deal = record('deal', { amount: { amount: 12_500, currency: 'TRY' } });
    expect(passes({ field: 'amount', op: 'atLeast', value: 12_501 }, deal)).toBe(false);
  });

  test('an empty value matches `empty` alone', () => {
    const one = lead({ city: null, score: 0 });
    for (const op of ['is', 'in', 'contains', 'atLeast', 'atMost'] as const) {
      for (const value of ['', 'x', 0]) expect(passes({ field: 'city', op, value }, one)).toBe(false);
    }
    for (const field of ['city', 'tags', 'nothing', 'constructor', '__proto__', 'statusAt', 'At']) {
      expect(passes({ field, op: 'empty' }, one)).toBe(true);
    }
    expect(passes({ field: 'score', op: 'empty' }, one)).toBe(false);
  });

  test('a day that can’t be read lies in no range', () => {
    const range: Filter = {
      all: [
        { field: 'visitDate', op: 'atLeast', value: '2025-01-01' },
        { field: 'visitDate', op: 'atMost', value: '2099-12-31' },
      ],
    };
    expect(passes(range, lead({ visitDate: '2025-10-08' }))).toBe(true);
    expect(passes(range, lead({ visitDate: '8 Ekim' }))).toBe(false);
    expect(passes(range, lead({ visitDate: '2025-02-30' }))).toBe(false);
  });

  test('what is due at an hour of a day is due by that day', () => {
    const today: Filter = { field: 'due', op: 'atMost', value: '2025-10-08' };
    expect(passes(today, record('task', { due: { day: '2025-10-08', time: '15:00' } }))).toBe(true);
    expect(passes(today, record('task', { due: { day: '2025-10-08' } }))).toBe(true);
    expect(passes(today, record('task', { due: { day: '2025-10-09' } }))).toBe(false);
    expect(
      passes({ field: 'due', op: 'atLeast', value: '2025-10-08' }, record('task', { due: { day: '2025-10-08' } })),
    ).toBe(true);
  });

  test('a record that was never edited was last touched when it was made', () => {
    expect(passes({ field: 'updated', op: 'atLeast', value: 1000 }, lead({}))).toBe(true);
    expect(passes({ field: 'updated', op: 'atLeast', value: 1001 }, lead({}))).toBe(false);
    expect(passes({ field: 'created', op: 'atMost', value: 1000 }, lead({}))).toBe(true);
  });
});

describe('conditions together', () => {
  test('all, any and not', () => {
    const one = lead({ city: 'Bursa', sector: 'metal' });
    const bursa: Filter = { field: 'city', op: 'is', value: 'Bursa' };
    const food: Filter = { field: 'sector', op: 'is', value: 'food' };
    expect(passes({ all: [bursa, food] }, one)).toBe(false);
    expect(passes({ any: [bursa, food] }, one)).toBe(true);
    expect(passes({ all: [bursa, { not: food }] }, one)).toBe(true);
    expect([passes({ all: [] }, one), passes({ any: [] }, one)]).toEqual([true, false]);
  });
});
