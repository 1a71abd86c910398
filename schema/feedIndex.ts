/**
 * The feed filed under what its events are about, and which of them were taken back. An undo or a redo is filed with
 * what it turned. The law: it equals what reading the whole feed would answer. Takes only what is newer than all it has.
 */
import type { FeedEvent } from './event.ts';
import { SLICE, type Slices } from './slices.ts';

export interface FeedIndex {
  /** what tells of a record, of what belongs to it, or of a batch, by the id of that; the oldest first */
  under(id: string): readonly FeedEvent[];
  /** for an undo or a redo: what was first done, where it is known; else the event itself */
  originOf(event: FeedEvent): FeedEvent;
  /** the latest event that took this one back or did it again */
  turnOf(id: string): FeedEvent | undefined;
  /** Files an event that is newer than all before it; answers false where that changes how earlier ones are filed. */
  add(event: FeedEvent, all: readonly FeedEvent[]): boolean;
}

/** Files a whole feed, the oldest first. */
export function* filedFeed(events: readonly FeedEvent[]): Slices<FeedIndex> {
  const turns = new Map<string, FeedEvent>();
  const turned = new Map<string, FeedEvent>();
  // nearly all ids have one event: a list for each would weigh more than the events
  const filed = new Map<string, FeedEvent | FeedEvent[]>();
  for (const [at, event] of events.entries()) {
    if (event.of !== undefined) turns.set(event.of, event);
    if (at % SLICE === SLICE - 1) yield;
  }
  // only what was turned is looked up: of a hundred thousand events that is next to none
  if (turns.size > 0) for (const event of events) if (turns.has(event.id)) turned.set(event.id, event);

  const originOf = (event: FeedEvent): FeedEvent =>
    (event.of === undefined ? undefined : turned.get(event.of)) ?? event;
  const fileUnder = (id: string | undefined, event: FeedEvent): void => {
    if (id === undefined) return;
    const there = filed.get(id);
    if (there === undefined) filed.set(id, event);
    else if (!Array.isArray(there)) filed.set(id, [there, event]);
    else there.push(event);
  };
  const file = (event: FeedEvent): void => {
    const { record, subject, batch } = originOf(event);
    fileUnder(record, event);
    if (subject?.id !== record) fileUnder(subject?.id, event);
    fileUnder(batch, event);
  };
  for (const [at, event] of events.entries()) {
    file(event);
    if (at % SLICE === SLICE - 1) yield;
  }

  return {
    under(id) {
      const there = filed.get(id);
      if (there === undefined) return [];
      return Array.isArray(there) ? there : [there];
    },
    originOf,
    turnOf: (id) => turns.get(id),
    add(event, all) {
      // turned before it came: those who turned it were filed as if it were not there
      if (turns.has(event.id)) return false;
      if (event.of !== undefined) {
        const there = turned.get(event.of) ?? all.findLast(({ id }) => id === event.of);
        if (there) turned.set(event.of, there);
        turns.set(event.of, event);
      }
      file(event);
      return true;
    },
  };
}
