/**
 * The leads of a report, counted: in slices, so that fifty thousand of them do not hold the page, and then kept in step
 * with each change. While nobody listens it counts nothing.
 */
import { createLeadTally, type LeadTally } from '#schema/leadTally.ts';
import type { ChangeSet, Projection } from '#schema/projection.ts';
import type { Lead } from '#schema/records/lead.ts';
import { pause } from '../../data/pause.ts';

/** Leads in one slice: some milliseconds. Fewer than these are counted at once. */
const SLICE = 2_000;

export interface LeadCounter {
  /** the tally in a new wrapper after each change; null until all are counted */
  current(): { readonly tally: LeadTally } | null;
  subscribe(listener: () => void): () => void;
}

/** Counts the leads that `holds` is true of. */
export function createLeadCounter(projection: Projection, holds: (lead: Lead) => boolean): LeadCounter {
  const listeners = new Set<() => void>();
  let tally = createLeadTally(holds);
  let counted: { readonly tally: LeadTally } | null = null;
  let left: readonly Lead[] | null = null;
  let at = 0;
  let version = -1;
  let stop: (() => void) | undefined;

  function begin(): void {
    tally = createLeadTally(holds);
    counted = null;
    left = [...projection.all('lead')];
    at = 0;
    version = projection.version('lead');
    slice(left);
  }

  function slice(leads: readonly Lead[]): void {
    for (const end = Math.min(leads.length, at + SLICE); at < end; at += 1) tally.take(leads[at]!, 1);
    if (at === leads.length) counted = { tally };
  }

  async function countOn(leads: readonly Lead[]): Promise<void> {
    while (!counted) {
      await pause();
      if (left !== leads || !stop) return;
      slice(leads);
    }
    for (const listener of listeners) listener();
  }

  // whether a lead was counted yet or will be: one out and one in give the same sum
  function take({ records }: ChangeSet): void {
    if (records.lead.length === 0) return;
    version = projection.version('lead');
    for (const { prev, next } of records.lead) {
      if (prev) tally.take(prev, -1);
      if (next) tally.take(next, 1);
    }
    if (!counted) return;
    counted = { tally };
    for (const listener of listeners) listener();
  }

  return {
    current() {
      if (!stop && version !== projection.version('lead')) begin();
      return counted;
    },
    subscribe(listener) {
      listeners.add(listener);
      if (!stop) {
        if (version !== projection.version('lead')) begin();
        stop = projection.subscribe(take);
        if (!counted && left) void countOn(left);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
