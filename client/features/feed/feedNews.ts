/**
 * The feed as people read it: which events are news, which of them stand taken back, and whose they are. Pure over events;
 * an undo and a redo are events too, each pointing at what was first done; the latest of them decides.
 */
import type { EventKind, FeedEvent } from '#schema/event.ts';
import { type FeedIndex, feedOf } from '#schema/feedIndex.ts';
import type { Projection } from '#schema/projection.ts';
import type { RecordType } from '#schema/records/index.ts';
import { isBinned } from '#schema/workspace.ts';
import { FEED_GROUPS, type FeedGroup } from './feedGroups.ts';

export interface FeedLine {
  readonly event: FeedEvent;
  /** for an undo or redo: what was first done; else the event itself */
  readonly origin: FeedEvent;
  /** the undo that stands, where the event was taken back */
  readonly takenBack: FeedEvent | undefined;
}

export interface FeedFilter {
  readonly by?: string | undefined;
  readonly group?: FeedGroup | undefined;
  /** only what was done with this record, or with what belongs to it */
  readonly about?: { readonly type: RecordType; readonly id: string; readonly batch?: string | undefined } | undefined;
}

/** The lines of the feed, the newest first. Made as they are asked for: nobody reads a hundred thousand. */
export function* feedLines(projection: Projection, filter: FeedFilter = {}): Generator<FeedLine, void> {
  const feed = feedOf(projection);
  const events = filter.about ? eventsAbout(feed, filter.about) : projection.events();
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at]!;
    const origin = feed.originOf(event);
    if (!matches(event, origin, filter) || isAbandonedNote(projection, origin)) continue;
    const turn = feed.turnOf(event.id);
    yield { event, origin, takenBack: turn?.kind === 'undone' ? turn : undefined };
  }
}

function eventsAbout(feed: FeedIndex, { id, batch }: NonNullable<FeedFilter['about']>): readonly FeedEvent[] {
  const own = feed.under(id);
  if (batch === undefined) return own;
  const all = new Set([...own, ...feed.under(batch)]);
  return [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function matches(event: FeedEvent, origin: FeedEvent, { by, group, about }: FeedFilter): boolean {
  if (by !== undefined && event.by !== by) return false;
  if (group !== undefined && !(FEED_GROUPS[group] as readonly EventKind[]).includes(groupedAs(event))) return false;
  if (!about) return true;
  if (origin.type === about.type && origin.record === about.id) return true;
  if (origin.subject?.type === about.type && origin.subject.id === about.id) return true;
  return origin.batch !== undefined && origin.batch === about.batch && origin.type === about.type;
}

/** Notes, tasks and activities are things done about a record, not records one looks for as new. */
function groupedAs(event: FeedEvent): EventKind {
  const isDeed =
    event.kind === 'created' && (event.type === 'note' || event.type === 'activity' || event.type === 'task');
  return isDeed ? 'posted' : event.kind;
}

/** A note that was begun and left without a word is no news, and neither is that it is gone. */
function isAbandonedNote(projection: Projection, origin: FeedEvent): boolean {
  if (origin.kind !== 'created' || origin.type !== 'note' || origin.record === undefined) return false;
  const note = projection.get('note', origin.record);
  return note !== undefined && note.text === '' && isBinned(note);
}
