/** The way a lead has come through the statuses, the newest first: from the feed, and from the lead for what it leaves out. */
import type { FeedEvent } from '#schema/event.ts';
import type { Move } from '#schema/fields.ts';
import type { Lead } from '#schema/records/lead.ts';

/** How many steps are told. */
const TOLD = 12;

/** Moves told of one by one, and the lead's own status, which a bulk change told for many at once. */
export function statusHistory(lead: Lead, events: readonly FeedEvent[]): readonly Move[] {
  const moves = new Map<string, Move>();
  for (let at = events.length - 1; at >= 0 && moves.size < TOLD; at -= 1) {
    const event = events[at];
    if (event?.kind === 'statusMoved' && event.record === lead.id && event.to !== undefined)
      moves.set(`${event.at}/${event.to}`, { to: event.to, at: event.at, by: event.by });
  }
  // the lead's own word last: it knows the reason too
  if (lead.status) moves.set(`${lead.status.at}/${lead.status.to}`, lead.status);
  return [...moves.values()].toSorted((a, b) => b.at - a.at).slice(0, TOLD);
}
