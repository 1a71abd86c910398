/** Whether a deal has gone stale, and why: too long in its stage, or nobody touched it. Pure over records and a clock. */
import { subjectKey } from '#schema/indexes.ts';
import type { Projection } from '#schema/projection.ts';
import type { Deal } from '#schema/records/deal.ts';
import type { Settings } from '#schema/settings.ts';

/** A deal is stale after this many days in one stage. */
export const STAGE_DAYS = 90;
/** And after this many days in which nobody edited, moved, noted, planned or did anything about it. */
export const UNTOUCHED_DAYS = 7;

const DAY = 86_400_000;

export interface Stale {
  readonly why: 'stage' | 'untouched';
  readonly days: number;
}

/** The last time that anyone worked on a deal: on itself, or on a note, task or activity that belongs to it. */
export function lastTouch(projection: Projection, deal: Deal): number {
  let last = Math.max(deal.created.at, deal.updated?.at ?? 0, deal.stage?.at ?? 0);
  const key = subjectKey(deal);
  for (const type of ['note', 'task', 'activity'] as const) {
    for (const record of projection.find(type, 'subject', key)) {
      last = Math.max(last, record.created.at, record.updated?.at ?? 0);
    }
  }
  return last;
}

/** Why an open deal is stale, the longer standing reason first; null for one that moves, and for closed ones. */
export function staleness(deal: Deal, touched: number, settings: Settings, now: number): Stale | null {
  if (!deal.stage || settings.entry('stage', deal.stage.to)?.outcome) return null;
  const inStage = Math.floor((now - deal.stage.at) / DAY);
  if (deal.stage.at > 0 && inStage >= STAGE_DAYS) return { why: 'stage', days: inStage };
  const untouched = Math.floor((now - touched) / DAY);
  return touched > 0 && untouched >= UNTOUCHED_DAYS ? { why: 'untouched', days: untouched } : null;
}
