/**
 * The feed as people read it: which events are news, which of them stand taken back, and whose they are. Pure over events;
 * an undo and a redo are events too, each pointing at what was first done; the latest of them decides.
 */
import type { EventKind, FeedEvent } from '#schema/event.ts';
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

/** The lines of the feed, the newest first. */
export function feedLines(projection: Projection, filter: FeedFilter = {}): readonly FeedLine[] {
  const events = projection.events();
  const turnedBy = new Map<string, FeedEvent>();
  for (const event of events) if (event.of !== undefined) turnedBy.set(event.of, event);
  // only what was turned is looked up: of a hundred thousand events that is next to none
  const byId = new Map<string, FeedEvent>();
  if (turnedBy.size > 0) for (const event of events) if (turnedBy.has(event.id)) byId.set(event.id, event);
  const takenBack = ({ id }: FeedEvent): FeedEvent | undefined => {
    const turn = turnedBy.get(id);
    return turn?.kind === 'undone' ? turn : undefined;
  };

  const lines: FeedLine[] = [];
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at]!;
    const origin = (event.of === undefined ? undefined : byId.get(event.of)) ?? event;
    if (!matches(event, origin, filter) || isAbandonedNote(projection, origin)) continue;
    lines.push({ event, origin, takenBack: takenBack(event) });
  }
  return lines;
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
