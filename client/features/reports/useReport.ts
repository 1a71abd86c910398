/** All figures of the reports page for one period, computed anew when a lead, deal or campaign changes. */
import { useMemo } from 'react';
import type { Filter } from '#schema/filter.ts';
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
import type { Deal } from '#schema/records/deal.ts';
import type { Lead } from '#schema/records/lead.ts';
import { calendar, monthsBefore } from '../../data/calendar.ts';
import { today } from '../../data/environment.ts';
import { useSettings, useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

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

export function useReport(name: PeriodName) {
  const { projection } = useWorkspace();
  const settings = useSettings();
  const version = useVersion('lead', 'deal', 'campaign');
  return useMemo(() => {
    const period = periodOf(name);
    const leads: Lead[] = [];
    for (const lead of projection.all('lead')) {
      if (lead.bin === undefined && isWithin(leadDay(lead, calendar), period)) leads.push(lead);
    }
    const deals: Deal[] = [];
    const everyDeal: Deal[] = [];
    for (const deal of projection.all('deal')) {
      if (deal.bin !== undefined) continue;
      everyDeal.push(deal);
      if (isWithin(calendar.dayOf(deal.created.at), period)) deals.push(deal);
    }
    const leadOf = (id: string) => projection.get('lead', id);
    return {
      version,
      period,
      isEmpty: leads.length === 0 && deals.length === 0,
      summary: summarize(leads, deals, leadOf, settings, calendar),
      funnel: leadFunnel(leads, settings),
      stages: dealsByStage(deals, settings),
      source: conversionBy('source', leads, deals, settings),
      campaign: conversionBy('campaign', leads, deals, settings),
      status: leadsBy('status', leads),
      sector: leadsBy('sector', leads),
      city: leadsBy('city', leads),
      months: closedByMonth(
        everyDeal.filter((deal) => deal.stage && isWithin(calendar.dayOf(deal.stage.at), period)),
        settings,
        calendar,
      ),
    };
  }, [projection, settings, version, name]);
}
export type Report = ReturnType<typeof useReport>;
