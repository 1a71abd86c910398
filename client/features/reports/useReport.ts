/**
 * All figures of the reports page for one period, made anew when a lead, deal or campaign changes: of leads that stay
 * counted, and of the deals, which are few.
 */
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Filter } from '#schema/filter.ts';
import type { LeadTally } from '#schema/leadTally.ts';
import {
  closedByMonth,
  conversionBy,
  dealsByStage,
  isWithin,
  leadDay,
  leadFunnel,
  leadsBy,
  summarize,
  type Period,
} from '#schema/metrics.ts';
import type { Projection } from '#schema/projection.ts';
import type { Deal } from '#schema/records/deal.ts';
import type { Settings } from '#schema/settings.ts';
import { calendar, monthsBefore } from '../../data/calendar.ts';
import { today } from '../../data/environment.ts';
import { paced } from '../../data/pause.ts';
import { useSettings, useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { createLeadCounter } from './leadCounter.ts';

export const PERIODS = ['all', 'month', 'quarter', 'year'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** First and last day of a named period. */
export function periodOf(name: PeriodName, day: string = today()): Period {
  if (name === 'all') return {};
  if (name === 'month') return { from: `${day.slice(0, 7)}-01` };
  if (name === 'quarter') return { from: monthsBefore(day, 2) };
  return { from: `${day.slice(0, 4)}-01-01` };
}

/** The period as a filter on leads, so that a figure's list holds what the figure counted. */
export const leadPeriod = ({ from, to }: Period): Filter => ({
  all: [
    ...(from === undefined ? [] : [{ field: 'date', op: 'atLeast' as const, value: from }]),
    ...(to === undefined ? [] : [{ field: 'date', op: 'atMost' as const, value: to }]),
  ],
});

/** The period as a filter on deals: by the day they were made. */
export const dealPeriod = ({ from }: Period): Filter => ({
  all: from === undefined ? [] : [{ field: 'created', op: 'atLeast', value: calendar.startOf(from) }],
});

/** Null while so many leads are counted that it takes a moment; the figures shown before stay until then. */
export function useReport(name: PeriodName): Report | null {
  const { projection } = useWorkspace();
  const counter = useMemo(() => {
    const period = periodOf(name);
    return createLeadCounter(
      projection,
      (lead) => lead.bin === undefined && (name === 'all' || isWithin(leadDay(lead, calendar), period)),
    );
  }, [projection, name]);
  const counted = useSyncExternalStore(counter.subscribe, counter.current);
  const settings = useSettings();
  const version = useVersion('deal', 'campaign');
  const [report, setReport] = useState<Report | null>(null);
  const begun = useRef(0);
  const shown = useRef(0);
  useLayoutEffect(() => {
    if (!counted || version < 0) return;
    const mine = (begun.current += 1);
    const made = paced(reportOf(name, counted.tally, projection, settings));
    // one that is overtaken is shown all the same: in a busy team none would ever be the last
    const show = (next: Report): void => {
      if (mine < shown.current) return;
      shown.current = mine;
      setReport(next);
    };
    if (made instanceof Promise) made.then(show, reportError);
    else show(made);
  }, [counted, projection, settings, version, name]);
  return report;
}

function* reportOf(name: PeriodName, leads: LeadTally, projection: Projection, settings: Settings) {
  const period = periodOf(name);
  const deals: Deal[] = [];
  const everyDeal: Deal[] = [];
  for (const deal of projection.all('deal')) {
    if (deal.bin !== undefined) continue;
    everyDeal.push(deal);
    if (isWithin(calendar.dayOf(deal.created.at), period)) deals.push(deal);
  }
  const leadOf = (id: string) => projection.get('lead', id);
  yield;
  const summary = summarize(leads, deals, leadOf, settings, calendar);
  yield;
  const source = conversionBy('source', leads, deals, leadOf, settings);
  yield;
  const campaign = conversionBy('campaign', leads, deals, leadOf, settings);
  yield;
  const stages = dealsByStage(deals, settings);
  yield;
  const closed = everyDeal.filter((deal) => deal.stage && isWithin(calendar.dayOf(deal.stage.at), period));
  const months = closedByMonth(closed, settings, calendar);
  yield;
  return {
    name,
    period,
    isEmpty: leads.size === 0 && deals.length === 0,
    summary,
    funnel: leadFunnel(leads, settings),
    stages,
    source,
    campaign,
    status: leadsBy('status', leads),
    sector: leadsBy('sector', leads),
    city: leadsBy('city', leads),
    months,
  };
}
export type Report = ReturnType<typeof reportOf> extends Generator<void, infer R, void> ? R : never;
