/**
 * How many leads there are of each status, sector, city, source and campaign: all that the figures ask of leads, in one
 * walk over them, and kept in step one lead at a time. The law: after any changes it equals counting anew.
 */
import type { Lead } from './records/lead.ts';

type Counts = ReadonlyMap<string, number>;

export interface LeadTally {
  readonly size: number;
  readonly status: Counts;
  readonly sector: Counts;
  readonly city: Counts;
  /** by source or campaign, and within it by status */
  readonly source: ReadonlyMap<string, Counts>;
  readonly campaign: ReadonlyMap<string, Counts>;
  /** whether a lead is one of those that are counted */
  readonly holds: (lead: Lead) => boolean;
  /** counts a lead in, or out again as it was then; one that is not held changes nothing */
  take(lead: Lead, by: 1 | -1): void;
}

/** An empty tally of the leads that `holds` is true of. What a lead has not is counted under ''. */
export function createLeadTally(holds: (lead: Lead) => boolean = () => true): LeadTally {
  const status = new Map<string, number>();
  const sector = new Map<string, number>();
  const city = new Map<string, number>();
  const source = new Map<string, Map<string, number>>();
  const campaign = new Map<string, Map<string, number>>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    status,
    sector,
    city,
    source,
    campaign,
    holds,
    take(lead, by) {
      if (!holds(lead)) return;
      const at = lead.status?.to ?? '';
      size += by;
      change(status, at, by);
      change(sector, lead.sector ?? '', by);
      change(city, lead.city ?? '', by);
      within(source, lead.source?.key ?? '', at, by);
      within(campaign, lead.campaign ?? '', at, by);
    },
  };
}

/** Counts leads. */
export function tallyOf(leads: Iterable<Lead>, holds?: (lead: Lead) => boolean): LeadTally {
  const tally = createLeadTally(holds);
  for (const lead of leads) tally.take(lead, 1);
  return tally;
}

function change(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function within(groups: Map<string, Map<string, number>>, key: string, status: string, by: number): void {
  let group = groups.get(key);
  if (!group) groups.set(key, (group = new Map<string, number>()));
  change(group, status, by);
  if (group.size === 0) groups.delete(key);
}
