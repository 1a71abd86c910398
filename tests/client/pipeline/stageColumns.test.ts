import { describe, expect, test } from 'vitest';
import { stageColumns } from '#client/features/pipeline/stageColumns.ts';
import { staleness } from '#client/features/pipeline/staleness.ts';
import type { Deal } from '#schema/records/deal.ts';
import { readSettings } from '#schema/settings.ts';
import { NOON } from '#tests/support/env.ts';

const DAY = 86_400_000;
const settings = readSettings(null);

type More = Pick<Deal, 'order' | 'amount' | 'probability'> & { readonly days?: number };
const deal = (id: string, stage: string, more: More = {}): Deal => {
  const { days = 0, ...rest } = more;
  return {
    id,
    type: 'deal',
    created: { at: NOON - days * DAY, by: 'ayse' },
    stage: { to: stage, at: NOON - days * DAY, by: 'ayse' },
    products: [],
    tags: [],
    editors: [],
    ...rest,
  };
};
const columnOf = (deals: readonly Deal[], key: string, whole: readonly string[] = []) =>
  stageColumns(deals, settings, { now: NOON, whole: new Set(whole) }).find((column) => column.key === key);

describe('the columns of the board', () => {
  test('are the stages of the settings in their order, and hold their deals in the order people gave them', () => {
    const deals = [
      deal('b', 'proposal', { order: 'a2' }),
      deal('c', 'proposal'),
      deal('a', 'proposal', { order: 'a1' }),
    ];
    const columns = stageColumns(deals, settings, { now: NOON, whole: new Set() });
    expect(columns.map((column) => column.key)).toEqual([
      'qualification',
      'needs_analysis',
      'proposal',
      'negotiation',
      'won',
      'lost',
    ]);
    expect(columnOf(deals, 'proposal')?.deals.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('stay the same where a move changes nothing, so that the board draws two of them anew', () => {
    const asked = { now: NOON, whole: new Set<string>() };
    const deals = [
      deal('a', 'proposal', { order: 'a1' }),
      deal('b', 'negotiation', { order: 'a1' }),
      deal('c', 'won'),
      deal('old', 'won', { days: 40 }),
    ];
    const before = stageColumns(deals, settings, asked);
    const moved = deals.map((one) => (one.id === 'a' ? deal('a', 'negotiation', { order: 'a0' }) : one));
    const after = stageColumns(moved, settings, { ...asked, now: NOON + 1 }, before);
    expect(after).toEqual(stageColumns(moved, settings, asked));
    expect(after.filter((column, at) => column !== before[at]).map(({ key }) => key)).toEqual([
      'proposal',
      'negotiation',
    ]);
    // what is recent passes by itself
    const later = stageColumns(moved, settings, { ...asked, now: NOON + 31 * DAY }, after);
    expect(later.find(({ key }) => key === 'won')).toMatchObject({ deals: [], older: 2 });
  });

  test('sum amounts per currency, and weigh them by the deal’s own probability, else the stage’s', () => {
    const column = columnOf(
      [
        deal('a', 'proposal', { amount: { amount: 100_00, currency: 'TRY' } }),
        deal('b', 'proposal', { amount: { amount: 50_00, currency: 'TRY' }, probability: 10 }),
        deal('c', 'proposal', { amount: { amount: 30_00, currency: 'EUR' } }),
        deal('d', 'proposal'),
      ],
      'proposal',
    );
    expect(column?.value).toEqual([
      { amount: 150_00, currency: 'TRY' },
      { amount: 30_00, currency: 'EUR' },
    ]);
    expect(column?.weighted).toEqual([
      { amount: 55_00, currency: 'TRY' },
      { amount: 15_00, currency: 'EUR' },
    ]);
  });

  test('of closed stages show what was closed in the last 30 days, the latest first, and all when asked', () => {
    const deals = [deal('old', 'won', { days: 31 }), deal('new', 'won', { days: 1 }), deal('mid', 'won', { days: 29 })];
    const recent = columnOf(deals, 'won');
    expect([recent?.deals.map(({ id }) => id), recent?.older]).toEqual([['new', 'mid'], 1]);
    const all = columnOf(deals, 'won', ['won']);
    expect([all?.deals.map(({ id }) => id), all?.older]).toEqual([['new', 'mid', 'old'], 0]);
  });

  test('show deals of a stage that nobody knows any more, rather than losing them', () => {
    expect(columnOf([deal('a', 'prototype')], 'prototype')?.deals.map(({ id }) => id)).toEqual(['a']);
  });
});

describe('a deal is stale', () => {
  const why = (stage: string, days: number, untouched: number) =>
    staleness(deal('a', stage, { days }), NOON - untouched * DAY, settings, NOON);

  test('after 90 days in its stage, whoever touched it', () => {
    expect(why('proposal', 89, 0)).toBeNull();
    expect(why('proposal', 90, 0)).toEqual({ why: 'stage', days: 90 });
  });

  test('after 7 days in which nobody touched it', () => {
    expect(why('proposal', 10, 6)).toBeNull();
    expect(why('proposal', 10, 7)).toEqual({ why: 'untouched', days: 7 });
  });

  test('never once it is won or lost', () => {
    expect(why('won', 200, 200)).toBeNull();
    expect(why('lost', 200, 200)).toBeNull();
  });
});
