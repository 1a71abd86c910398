/** The address of the leads list: filters there and back, figures of reports, clicks on heads and choices. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  choiceOf,
  leadsWhere,
  nextSort,
  partsOf,
  readLeadListAddress,
  sortsOf,
  withChoice,
  withoutPart,
} from '#client/features/leads/listAddress.ts';
import { runCommand } from '#schema/command.ts';
import { createLead } from '#schema/commands/leads.ts';
import { compileFilter, type Filter } from '#schema/filter.ts';
import { readRecord } from '#schema/workspace.ts';
import { testEnv } from '#tests/support/env.ts';

const status: Filter = { field: 'status', op: 'in', value: ['new', 'contacted'] };
const since: Filter = { field: 'date', op: 'atLeast', value: '2025-10-01' };

describe('the address of the list', () => {
  it('comes back as it was written', () => {
    const address = { q: 'çelik', where: { all: [status, { not: since }] }, sort: '-updated,title', lead: 'abc_1' };
    expect(readLeadListAddress(JSON.parse(JSON.stringify(address)) as Record<string, unknown>)).toEqual(address);
  });

  it('leaves out what it cannot read instead of failing', () => {
    expect(
      readLeadListAddress({ q: '', where: { field: 'status', op: 'eval' }, sort: 'a;b', lead: '../x', extra: 1 }),
    ).toEqual({});
    expect(readLeadListAddress({ where: 'status', q: 532 })).toEqual({ q: '532' });
  });

  it('takes the filter of any figure', () => {
    expect(leadsWhere(status)).toEqual({ where: status });
    expect(leadsWhere({ all: [status, { all: [since] }] })).toEqual({ where: { all: [status, since] } });
    expect(leadsWhere({ all: [] })).toEqual({});
  });

  it('sorts by a head up, down, and then as at first', () => {
    const once = nextSort(undefined, 'company');
    const twice = nextSort(once, 'company');
    expect([once, twice, nextSort(twice, 'company')]).toEqual(['company', '-company', undefined]);
    expect(sortsOf('-updated,title')).toEqual([{ field: 'updated', descending: true }, { field: 'title' }]);
  });
});

describe('a choice of values', () => {
  it('is read from each form that a filter may have', () => {
    expect(choiceOf({ field: 'city', op: 'is', value: 'Bursa' }, 'city')).toEqual({ values: ['Bursa'], empty: false });
    expect(choiceOf({ all: [since, status] }, 'status')).toEqual({ values: ['new', 'contacted'], empty: false });
    expect(choiceOf(since, 'date')).toEqual({ values: [], empty: false });
  });

  it('is put beside the other parts, with or without the empty ones', () => {
    const both = withChoice(since, 'city', { values: ['Bursa'], empty: true });
    expect(choiceOf(both, 'city')).toEqual({ values: ['Bursa'], empty: true });
    expect(partsOf(both)).toContainEqual(since);
    expect(withChoice(both, 'city', { values: [], empty: false })).toEqual(since);
    expect(withChoice(withoutPart(both, since), 'city', { values: [], empty: false })).toBeUndefined();
  });

  it('means what it says: values or none', () => {
    const where = withChoice(undefined, 'city', { values: ['İstanbul'], empty: true });
    const holds = compileFilter(where ?? { all: [] });
    const leadIn = (city: string | null): boolean => {
      const doc = new Y.Doc();
      const made = runCommand(doc, testEnv('ada'), createLead, { company: 'Çınar', city });
      const lead = made.ok ? readRecord(doc, 'lead', made.value) : null;
      return lead !== null && holds(lead);
    };
    expect([leadIn('istanbul'), leadIn(null), leadIn('Ankara')]).toEqual([true, true, false]);
  });
});
