/** The way a lead has come through the statuses, the newest first: from the feed, and from the lead for what it leaves out. */
import type { FeedEvent } from '#schema/event.ts';
import type { Move } from '#schema/fields.ts';
import type { Lead } from '#schema/records/lead.ts';

/** How many steps are told. */
const TOLD = 12;
/** A move and the line in the feed that tells of it are written at once; their times may be apart by so much, ms. */
const AT_ONCE = 2_000;

/** From its beginning, as far as it is known: moves that a bulk change made are known by the lead's own status alone. */
export function statusHistory(lead: Lead, events: readonly FeedEvent[]): readonly Move[] {
  const moves: Move[] = [];
  let first: string | undefined;
  for (const event of events) {
    if (event.kind !== 'statusMoved' || event.record !== lead.id || event.to === undefined) continue;
    first ??= event.from;
    moves.push({ to: event.to, at: event.at, by: event.by });
  }
  const { status } = lead;
  if (first !== undefined) moves.unshift({ to: first, at: lead.created.at, by: lead.created.by });
  if (status) {
    // the lead's own word knows the reason too
    const told = moves.findIndex((move) => move.to === status.to && Math.abs(move.at - status.at) < AT_ONCE);
    if (told < 0) moves.push(status);
    else moves[told] = status;
  }
  return moves.toSorted((a, b) => b.at - a.at).slice(0, TOLD);
}
