import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Move } from '#schema/fields.ts';
import { compileFilter } from '#schema/filter.ts';
import { createLeadTally, tallyOf } from '#schema/leadTally.ts';
import {
  closedByMonth,
  conversionBy,
  dealsByStage,
  isWithin,
  leadFunnel,
  leadsBy,
  percent,
  probabilityOf,
  sumMoney,
  summarize,
  weigh,
  type Calendar,
  type Figure,
} from '#schema/metrics.ts';
import type { ChangesOf, RecordTypes } from '#schema/records/index.ts';
import { readSettings, settingsMap } from '#schema/settings.ts';
import { readRecord, writeRecord } from '#schema/workspace.ts';
import { seededRandom, type Random } from '#tests/support/random.ts';

type Lead = RecordTypes['lead'];
type Deal = RecordTypes['deal'];

const DAY = 86_400_000;
/** Istanbul, three hours ahead. */
const calendar: Calendar = {
  dayOf: (at) => new Date(at + 3 * 3_600_000).toISOString().slice(0, 10),
  startOf: (day) => Date.parse(`${day}T00:00:00Z`) - 3 * 3_600_000,
};
const settings = readSettings(null);
const move = (to: string, at = 0): Move => ({ to, at, by: 'ayse' });
const TRY = (amount: number) => ({ amount, currency: 'TRY' });

let next = 0;
function record<T extends 'lead' | 'deal'>(type: T, values: ChangesOf<T>): RecordTypes[T] {
  const doc = new Y.Doc();
  const id = `${type}-${(next += 1)}`;
  doc.transact(() => writeRecord(doc, type, id, { at: Date.UTC(2025, 9, 8, 9), by: 'ayse' }, values));
  return readRecord(doc, type, id)!;
}
const lead = (values: ChangesOf<'lead'> = {}): Lead => record('lead', values);
const deal = (values: ChangesOf<'deal'> = {}): Deal => record('deal', values);

const among =
  (leads: readonly Lead[]) =>
  (id: string): Lead | undefined =>
    leads.find((one) => one.id === id);

/** A figure is right when the list it leads to holds as many. */
const leadsTo = (figure: Figure, all: readonly (Lead | Deal)[]): number =>
  all.filter(compileFilter(figure.where)).length;

describe('numbers', () => {
  test('without a whole are no data', () => {
    expect([percent(0, 0), percent(1, 4), percent(0, 4)]).toEqual([null, 25, 0]);
  });

  test('of money are never summed across currencies', () => {
    expect(sumMoney([TRY(100), undefined, { amount: 5, currency: 'EUR' }, TRY(-30)])).toEqual([
      TRY(70),
      { amount: 5, currency: 'EUR' },
    ]);
    expect(sumMoney([])).toEqual([]);
  });

  test('weighted are whole minor units; a deal’s own probability goes before its stage’s', () => {
    expect(weigh(TRY(333), 50)).toEqual(TRY(167));
    const at = (probability: number | null, stage: string) =>
      probabilityOf(deal({ stage: move(stage), probability }), settings);
    expect([at(null, 'proposal'), at(10, 'proposal'), at(0, 'negotiation'), at(null, 'gone'), at(400, 'won')]).toEqual([
      50, 10, 0, 0, 100,
    ]);
  });

  test('a period includes both its days', () => {
    const october = { from: '2025-10-01', to: '2025-10-31' };
    expect(['2025-09-30', '2025-10-01', '2025-10-31', '2025-11-01'].map((day) => isWithin(day, october))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isWithin('1999-01-01', {})).toBe(true);
  });
});

describe('a hand-computed team', () => {
  const leads = [
    lead({ status: move('new'), source: { key: 'fair' }, campaign: 'expo', city: 'Bursa' }),
    lead({ status: move('contacted'), source: { key: 'fair' }, campaign: 'expo', city: 'BURSA' }),
    lead({ status: move('quoted'), source: { key: 'website' }, city: 'Konya' }),
    lead({ status: move('converted'), source: { key: 'fair' }, campaign: 'expo', date: '2025-09-08', city: 'Bursa' }),
    lead({ status: move('lost'), source: { key: 'website' } }),
  ];
  const won = deal({
    lead: leads[3]!.id,
    stage: move('won', calendar.startOf('2025-10-08') + DAY / 2),
    amount: TRY(300_00),
  });
  const deals = [
    won,
    deal({ stage: move('lost', calendar.startOf('2025-12-01') - 1), amount: TRY(50_00) }),
    deal({ stage: move('proposal'), amount: TRY(100_00) }),
    deal({ stage: move('proposal'), amount: { amount: 10_00, currency: 'EUR' }, probability: 90 }),
    deal({ stage: move('negotiation') }),
  ];

  test('has a funnel in which whoever came further counts for the steps before', () => {
    expect(leadFunnel(tallyOf(leads), settings).map(({ key, count }) => [key, count])).toEqual([
      ['all', 5],
      ['contacted', 3],
      ['qualified', 2],
      ['quoted', 2],
      ['converted', 1],
    ]);
  });

  test('has a pipeline per stage, and weighted', () => {
    expect(
      dealsByStage(deals, settings).map(({ key, count, value, weighted }) => [key, count, value, weighted]),
    ).toEqual([
      ['qualification', 0, [], []],
      ['needs_analysis', 0, [], []],
      [
        'proposal',
        2,
        [TRY(100_00), { amount: 10_00, currency: 'EUR' }],
        [TRY(50_00), { amount: 9_00, currency: 'EUR' }],
      ],
      ['negotiation', 1, [], []],
    ]);
  });

  test('has conversion by source and by fair', () => {
    expect(
      conversionBy('source', tallyOf(leads), deals, among(leads), settings).map(
        ({ key, count, converted, rate, won: value }) => [key, count, converted, rate, value],
      ),
    ).toEqual([
      ['fair', 3, 1, (1 / 3) * 100, [TRY(300_00)]],
      ['website', 2, 0, 0, []],
    ]);
    expect(
      conversionBy('campaign', tallyOf(leads), deals, among(leads), settings).map(({ key, count, deals: own }) => [
        key,
        count,
        own,
      ]),
    ).toEqual([
      ['expo', 3, 1],
      ['', 2, 0],
    ]);
  });

  test('has groups that take two spellings for one, as the list does', () => {
    const cities = leadsBy('city', tallyOf(leads));
    expect(cities.map(({ key, count }) => [key, count])).toEqual([
      ['Bursa', 3],
      ['Konya', 1],
      ['', 1],
    ]);
    for (const figure of cities) expect(leadsTo(figure, leads)).toBe(figure.count);
  });

  test('has every month between the first and the last close, by the reader’s calendar', () => {
    const months = closedByMonth(deals, settings, calendar);
    expect(months.map(({ month, won: w, lost: l }) => [month, w.count, l.count])).toEqual([
      ['2025-10', 1, 0],
      ['2025-11', 0, 1],
    ]);
    expect(months[0]!.won.value).toEqual([TRY(300_00)]);
  });

  test('has a summary', () => {
    const summary = summarize(tallyOf(leads), deals, among(leads), settings, calendar);
    expect(summary).toMatchObject({
      conversion: 20,
      dealConversion: 100,
      winRate: 50,
      averageDeal: [TRY(300_00)],
      cycleDays: 30.5,
      openDeals: { count: 3 },
      won: { count: 1, value: [TRY(300_00)] },
    });
  });

  test('of nobody has no data, and nothing breaks', () => {
    const summary = summarize(tallyOf([]), [], () => undefined, settings, calendar);
    expect(summary).toMatchObject({
      conversion: null,
      dealConversion: null,
      winRate: null,
      cycleDays: null,
      averageDeal: [],
    });
    expect(closedByMonth([], settings, calendar)).toEqual([]);
    expect(conversionBy('source', tallyOf([]), [], () => undefined, settings)).toEqual([]);
  });

  test('survives times and keys that no person could mean', () => {
    const odd = [
      deal({ stage: move('won', 8e15) }),
      deal({ stage: move('won', -8e15) }),
      deal({ stage: move('__proto__') }),
      deal(),
    ];
    expect(closedByMonth(odd, settings, calendar)).toEqual([]);
    expect(dealsByStage(odd, settings).reduce((sum, { count }) => sum + count, 0)).toBe(0);
    const doc = new Y.Doc();
    doc.transact(() => writeRecord(doc, 'deal', 'x', { at: 1, by: 'x' }, { title: 'x' }));
    (doc.getMap('deal').get('x') as Y.Map<unknown>).set('stage', { to: 'won', at: 1e300, by: 'x' });
    expect(readRecord(doc, 'deal', 'x')).not.toHaveProperty('stage');
  });
});

describe('against the obvious recomputation', () => {
  const STATUSES = ['new', 'awaiting', 'contacted', 'informed', 'qualified', 'quoted', 'converted', 'lost', 'gone'];
  const STAGES = ['qualification', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost', 'gone'];
  function team(random: Random): { leads: Lead[]; deals: Deal[] } {
    const maybe = <A>(all: readonly A[]): A | null => (random.chance(0.85) ? random.pick(all) : null);
    const leads = Array.from({ length: 60 }, () => {
      const status = maybe(STATUSES);
      const source = maybe(['fair', 'website', 'referral']);
      return lead({
        status: status === null ? null : move(status),
        source: source === null ? null : { key: source },
        campaign: maybe(['expo', 'sac', 'anadolu']),
        city: maybe(['Bursa', 'BURSA', 'bursa', 'İstanbul', 'ISTANBUL', 'Konya']),
        sector: maybe(['metal', 'Savunma', 'SAVUNMA']),
        date: maybe(['2025-08-01', '2025-09-15']),
      });
    });
    const deals = Array.from({ length: 40 }, () => {
      const stage = maybe(STAGES);
      return deal({
        stage:
          stage === null ? null : move(stage, Date.UTC(2025, random.below(12), 1 + random.below(28), random.below(24))),
        lead: maybe(leads.map(({ id }) => id)),
        amount: random.chance(0.8) ? { amount: random.below(1_000_000), currency: random.pick(['TRY', 'EUR']) } : null,
        probability: random.chance(0.2) ? random.below(101) : null,
      });
    });
    return { leads, deals };
  }
  const sum = (all: readonly Deal[], currency: string): number =>
    all.reduce((total, { amount }) => total + (amount?.currency === currency ? amount.amount : 0), 0);
  const held = (value: readonly { amount: number; currency: string }[], currency: string): number =>
    value.find((money) => money.currency === currency)?.amount ?? 0;

  test.each([1, 2, 3, 4, 5])('every figure leads to a list of as many (seed %i)', (seed) => {
    const { leads, deals } = team(seededRandom(seed));
    const figures = [
      ...leadFunnel(tallyOf(leads), settings),
      ...leadsBy('status', tallyOf(leads)),
      ...leadsBy('sector', tallyOf(leads)),
      ...leadsBy('city', tallyOf(leads)),
      ...conversionBy('source', tallyOf(leads), deals, among(leads), settings),
      ...conversionBy('campaign', tallyOf(leads), deals, among(leads), settings),
    ];
    for (const figure of figures) expect([figure.key, leadsTo(figure, leads)]).toEqual([figure.key, figure.count]);
    const months = closedByMonth(deals, settings, calendar);
    const summary = summarize(tallyOf(leads), deals, () => undefined, settings, calendar);
    for (const figure of [
      ...dealsByStage(deals, settings),
      ...months.flatMap(({ won, lost }) => [won, lost]),
      summary.openDeals,
      summary.won,
    ]) {
      expect([figure.key, leadsTo(figure, deals)]).toEqual([figure.key, figure.count]);
      const listed = deals.filter(compileFilter(figure.where));
      for (const currency of ['TRY', 'EUR']) expect(held(figure.value, currency)).toBe(sum(listed, currency));
    }
    expect(leadsTo(summary.leads, leads)).toBe(60);
  });

  test.each([1, 2, 3])('leads counted one by one, in and out, are what counting anew gives (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const { leads } = team(random);
    const dated = (one: Lead): boolean => one.date !== undefined;
    const tally = createLeadTally(dated);
    const inside = new Set<Lead>();
    for (let step = 0; step < 400; step += 1) {
      const one = random.pick(leads);
      const by = inside.delete(one) ? -1 : 1;
      if (by === 1) inside.add(one);
      tally.take(one, by);
      if (step % 40 !== 39) continue;
      const anew = tallyOf(inside, dated);
      expect(tally.size).toBe([...inside].filter(dated).length);
      for (const field of ['status', 'sector', 'city', 'source', 'campaign'] as const) {
        expect(tally[field]).toEqual(anew[field]);
      }
    }
  });

  test.each([1, 2, 3])('groups hold everyone once, and rates are parts of them (seed %i)', (seed) => {
    const { leads, deals } = team(seededRandom(seed));
    for (const field of ['status', 'sector', 'city'] as const) {
      expect(leadsBy(field, tallyOf(leads)).reduce((total, { count }) => total + count, 0)).toBe(60);
    }
    for (const figure of conversionBy('source', tallyOf(leads), deals, among(leads), settings)) {
      const group = leads.filter((one) => (one.source?.key ?? '') === figure.key);
      const ids = group.map(({ id }) => id);
      const own = deals.filter((one) => one.lead !== undefined && ids.includes(one.lead));
      expect(figure.converted).toBe(group.filter((one) => one.status?.to === 'converted').length);
      expect(figure.rate).toBeCloseTo((figure.converted / group.length) * 100);
      expect(figure.deals).toBe(own.length);
      expect(held(figure.won, 'TRY')).toBe(
        sum(
          own.filter((one) => one.stage?.to === 'won'),
          'TRY',
        ),
      );
    }
    const summary = summarize(tallyOf(leads), deals, among(leads), settings, calendar);
    const won = deals.filter((one) => one.stage?.to === 'won');
    const lost = deals.filter((one) => one.stage?.to === 'lost');
    expect(summary.winRate).toBeCloseTo((won.length / (won.length + lost.length)) * 100);
    const months = closedByMonth(deals, settings, calendar);
    expect(months.reduce((total, month) => total + month.won.count, 0)).toBe(won.length);
    expect(months.reduce((total, month) => total + month.lost.count, 0)).toBe(lost.length);
  });

  test('follows the stages and statuses that the workspace made its own', () => {
    const doc = new Y.Doc();
    settingsMap(doc).set('stage/sample', { label: 'Numune', order: 250, probability: 30 });
    settingsMap(doc).set('status/qualified', { label: 'Nitelikli', order: 500, retired: true });
    const own = readSettings(doc);
    const open = [deal({ stage: move('sample'), amount: TRY(1000) })];
    expect(dealsByStage(open, own).find(({ key }) => key === 'sample')).toMatchObject({
      count: 1,
      weighted: [TRY(300)],
    });
    expect(leadFunnel(tallyOf([lead({ status: move('quoted') })]), own).map(({ key, count }) => [key, count])).toEqual([
      ['all', 1],
      ['contacted', 1],
      ['quoted', 1],
      ['converted', 0],
    ]);
  });
});
