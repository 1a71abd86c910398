/**
 * The figures of the reports: pure functions over records that are not in the bin. Each figure carries the filter that
 * leads to its list. A zero divisor is no data (null), never 0. Money is summed per currency, never across.
 */
import type { Money } from './fields.ts';
import type { Condition, Filter } from './filter.ts';
import type { LeadTally } from './leadTally.ts';
import type { Deal } from './records/deal.ts';
import type { Lead } from './records/lead.ts';
import type { ListEntry, Settings } from './settings.ts';
import { fold } from './text.ts';

/** How many, and which. */
export interface Figure {
  readonly key: string;
  readonly count: number;
  readonly where: Filter;
}

/** Days and instants where the reader is. */
export interface Calendar {
  /** the ISO day of an instant */
  dayOf(at: number): string;
  /** the instant at which an ISO day begins */
  startOf(day: string): number;
}

/** First and last day, both included; absent = open. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** Part ÷ whole in percent; null where there is no whole. */
export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (part / whole) * 100);

/** Sums per currency, the largest first. */
export function sumMoney(amounts: Iterable<Money | undefined>): readonly Money[] {
  const sums = new Map<string, number>();
  for (const money of amounts) if (money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  return [...sums].map(([currency, amount]) => ({ amount, currency })).sort((a, b) => b.amount - a.amount);
}

const is = (field: string, value: string): Condition => ({ field, op: 'is', value });
const among = (field: string, value: readonly string[]): Condition => ({ field, op: 'in', value });
const empty = (field: string): Condition => ({ field, op: 'empty' });

const sumOf = (counts: ReadonlyMap<string, number>, keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);

const keysWith = (entries: readonly ListEntry[], outcome: ListEntry['outcome']): readonly string[] =>
  entries.filter((entry) => entry.outcome === outcome).map((entry) => entry.key);

/** The day a lead counts from: its date, else the day it was made. */
export const leadDay = (lead: Lead, calendar: Calendar): string => lead.date ?? calendar.dayOf(lead.created.at);

/** Whether an ISO day lies in a period. */
export const isWithin = (day: string, { from, to }: Period): boolean =>
  (from === undefined || day >= from) && (to === undefined || day <= to);

/**
 * The leads' funnel: every lead, then how many came as far as each status of the way to `converted`. A lead counts for
 * a step when its status stands at it or later; lost ones count for the first step only.
 */
export function leadFunnel(leads: LeadTally, settings: Settings): readonly Figure[] {
  const way = settings.lists.status.filter((entry) => entry.outcome !== 'lost' && !entry.retired);
  const steps = ['contacted', 'qualified', 'quoted', 'converted'].filter((key) =>
    way.some((entry) => entry.key === key),
  );
  const all: Figure = { key: 'all', count: leads.size, where: { all: [] } };
  return [
    all,
    ...steps.map((key): Figure => {
      const from = way.findIndex((entry) => entry.key === key);
      const reached = way.slice(from).map((entry) => entry.key);
      return { key, count: sumOf(leads.status, reached), where: among('status', reached) };
    }),
  ];
}

export interface StageFigure extends Figure {
  readonly value: readonly Money[];
  /** value times the deal's own probability, else the stage's */
  readonly weighted: readonly Money[];
}

/** Percent that a deal will be won: its own, else its stage's, else 0; never below 0 or above 100. */
export const probabilityOf = (deal: Deal, settings: Settings): number =>
  Math.min(100, Math.max(0, deal.probability ?? settings.entry('stage', deal.stage?.to ?? '')?.probability ?? 0));

/** An amount times a probability, in whole minor units. */
export const weigh = (money: Money, probability: number): Money => ({
  ...money,
  amount: Math.round((money.amount * probability) / 100),
});

/** Open deals by stage, in the order of the stages. */
export function dealsByStage(deals: readonly Deal[], settings: Settings): readonly StageFigure[] {
  return settings.lists.stage
    .filter((entry) => entry.outcome === undefined)
    .map((entry): StageFigure => {
      const here = deals.filter((deal) => deal.stage?.to === entry.key);
      return {
        key: entry.key,
        count: here.length,
        where: is('stage', entry.key),
        value: sumMoney(here.map((deal) => deal.amount)),
        weighted: sumMoney(here.map((deal) => deal.amount && weigh(deal.amount, probabilityOf(deal, settings)))),
      };
    })
    .filter((figure) => figure.count > 0 || !settings.entry('stage', figure.key)?.retired);
}

export interface ConversionFigure extends Figure {
  readonly converted: number;
  /** converted leads ÷ leads × 100 */
  readonly rate: number | null;
  /** deals that came of these leads ÷ leads × 100 */
  readonly dealRate: number | null;
  readonly deals: number;
  readonly won: readonly Money[];
}

/** Conversion by source or by campaign; leads without one come last under the key ''. */
export function conversionBy(
  field: 'source' | 'campaign',
  leads: LeadTally,
  deals: readonly Deal[],
  leadOf: (id: string) => Lead | undefined,
  settings: Settings,
): readonly ConversionFigure[] {
  const convertedKeys = keysWith(settings.lists.status, 'won');
  const wonStages = keysWith(settings.lists.stage, 'won');
  const dealsOf = Map.groupBy(deals, (deal) => {
    const lead = deal.lead === undefined ? undefined : leadOf(deal.lead);
    return lead && leads.holds(lead) ? ((field === 'source' ? lead.source?.key : lead.campaign) ?? '') : null;
  });
  const figures = [...leads[field]].map(([key, statuses]): ConversionFigure => {
    const count = [...statuses.values()].reduce((sum, own) => sum + own, 0);
    const converted = sumOf(statuses, convertedKeys);
    const own = dealsOf.get(key) ?? [];
    return {
      key,
      count,
      where: key === '' ? empty(field) : is(field, key),
      converted,
      rate: percent(converted, count),
      deals: own.length,
      dealRate: percent(own.length, count),
      won: sumMoney(own.filter((deal) => wonStages.includes(deal.stage?.to ?? '')).map((deal) => deal.amount)),
    };
  });
  return figures.sort(byCount);
}

/**
 * Leads by the value of a field, the largest group first; those without come last under the key ''. Spellings that the
 * list takes for one (`BURSA`, `Bursa`) are one group, under the spelling used most.
 */
export function leadsBy(field: 'status' | 'sector' | 'city', leads: LeadTally): readonly Figure[] {
  return [...Map.groupBy(leads[field], ([spelling]) => fold(spelling)).values()]
    .map((group): Figure => {
      const [most] = group.map(([key, count]) => ({ key, count })).sort(byCount);
      const key = most!.key;
      const count = group.reduce((sum, [, own]) => sum + own, 0);
      return { key, count, where: key === '' ? empty(field) : is(field, key) };
    })
    .sort(byCount);
}

const byCount = (a: Pick<Figure, 'key' | 'count'>, b: Pick<Figure, 'key' | 'count'>): number =>
  Number(a.key === '') - Number(b.key === '') || b.count - a.count || (a.key < b.key ? -1 : 1);

export interface MonthFigure {
  /** `2025-10` */
  readonly month: string;
  readonly won: Figure & { readonly value: readonly Money[] };
  readonly lost: Figure & { readonly value: readonly Money[] };
}

/** Deals won and lost by the month they were closed in, every month from the first to the last, oldest first. */
export function closedByMonth(deals: readonly Deal[], settings: Settings, calendar: Calendar): readonly MonthFigure[] {
  const closed = { won: keysWith(settings.lists.stage, 'won'), lost: keysWith(settings.lists.stage, 'lost') };
  const all = [...closed.won, ...closed.lost];
  const monthOf = (deal: Deal): string => calendar.dayOf(deal.stage!.at).slice(0, 7);
  const ended = deals.filter((deal) => deal.stage && all.includes(deal.stage.to));
  const byMonth = Map.groupBy(ended, monthOf);
  const known = [...byMonth.keys()].filter((month) => MONTH.test(month)).sort();
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return [];
  return monthsBetween(first, last).map((month) => {
    const here = byMonth.get(month) ?? [];
    const span: readonly Condition[] = [
      { field: 'stageAt', op: 'atLeast', value: calendar.startOf(`${month}-01`) },
      { field: 'stageAt', op: 'atMost', value: calendar.startOf(`${nextMonth(month)}-01`) - 1 },
    ];
    const figure = (outcome: 'won' | 'lost') => {
      const part = here.filter((deal) => closed[outcome].includes(deal.stage!.to));
      return {
        key: outcome,
        count: part.length,
        value: sumMoney(part.map((deal) => deal.amount)),
        where: { all: [among('stage', closed[outcome]), ...span] },
      };
    };
    return { month, won: figure('won'), lost: figure('lost') };
  });
}

function nextMonth(month: string): string {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5));
  return index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, '0')}`;
}

/** Years that a person's clock could mean; any instant may stand in a document. */
const MONTH = /^(19|20|21)\d\d-\d\d$/;
const MOST_MONTHS = 120;

function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months.slice(-MOST_MONTHS);
}

export interface Summary {
  readonly leads: Figure;
  readonly openDeals: StageFigure;
  /** converted leads ÷ leads × 100 */
  readonly conversion: number | null;
  /** deals ÷ leads × 100 */
  readonly dealConversion: number | null;
  /** won ÷ closed × 100 */
  readonly winRate: number | null;
  readonly won: Figure & { readonly value: readonly Money[] };
  /** won value ÷ won deals, per currency */
  readonly averageDeal: readonly Money[];
  /** mean days from the lead's day to the close, over won deals with a lead */
  readonly cycleDays: number | null;
}

const DAY_MS = 86_400_000;

/** The figures at the head of the reports. */
export function summarize(
  leads: LeadTally,
  deals: readonly Deal[],
  leadOf: (id: string) => Lead | undefined,
  settings: Settings,
  calendar: Calendar,
): Summary {
  const wonKeys = keysWith(settings.lists.stage, 'won');
  const lostKeys = keysWith(settings.lists.stage, 'lost');
  const openKeys = keysWith(settings.lists.stage, undefined);
  const convertedKeys = keysWith(settings.lists.status, 'won');
  const inStages = (keys: readonly string[]) => deals.filter((deal) => deal.stage && keys.includes(deal.stage.to));
  const open = inStages(openKeys);
  const won = inStages(wonKeys);
  const cycles = won.flatMap((deal) => {
    const lead = deal.lead === undefined ? undefined : leadOf(deal.lead);
    return lead ? [Math.max(0, deal.stage!.at - calendar.startOf(leadDay(lead, calendar))) / DAY_MS] : [];
  });
  const cycleSum = cycles.reduce((sum, days) => sum + days, 0);
  return {
    leads: { key: 'leads', count: leads.size, where: { all: [] } },
    openDeals: {
      key: 'open',
      count: open.length,
      where: among('stage', openKeys),
      value: sumMoney(open.map((deal) => deal.amount)),
      weighted: sumMoney(open.map((deal) => deal.amount && weigh(deal.amount, probabilityOf(deal, settings)))),
    },
    conversion: percent(sumOf(leads.status, convertedKeys), leads.size),
    dealConversion: percent(deals.length, leads.size),
    winRate: percent(won.length, won.length + inStages(lostKeys).length),
    won: {
      key: 'won',
      count: won.length,
      where: among('stage', wonKeys),
      value: sumMoney(won.map((deal) => deal.amount)),
    },
    averageDeal: averages(won),
    cycleDays: cycles.length === 0 ? null : cycleSum / cycles.length,
  };
}

/** Mean amount per currency over the deals that have one. */
function averages(deals: readonly Deal[]): readonly Money[] {
  const amounts = deals.flatMap((deal) => (deal.amount ? [deal.amount] : []));
  return sumMoney(amounts).map(({ amount, currency }) => ({
    currency,
    amount: Math.round(amount / amounts.filter((money) => money.currency === currency).length),
  }));
}
