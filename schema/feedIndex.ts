/**
 * The feed filed under what its events are about, and which of them were taken back. An undo or a redo is filed with
 * what it turned. The law: it equals what reading the whole feed would answer.
 */
import type { FeedEvent } from './event.ts';
import type { Projection } from './projection.ts';
import { allAtOnce, SLICE, type Slices } from './slices.ts';

export interface FeedIndex {
  /** what tells of a record, of what belongs to it, or of a batch, by the id of that; the oldest first */
  under(id: string): readonly FeedEvent[];
  /** for an undo or a redo: what was first done, where it is known; else the event itself */
  originOf(event: FeedEvent): FeedEvent;
  /** the latest event that took this one back or did it again */
  turnOf(id: string): FeedEvent | undefined;
}
interface GrowingIndex extends FeedIndex {
  /** Files an event that is newer than all before it; answers false where that changes how earlier ones are filed. */
  add(event: FeedEvent, all: readonly FeedEvent[]): boolean;
}

/** As long as the projection; undefined while it must be made anew. */
const kept = new WeakMap<Projection, { index: GrowingIndex | undefined }>();

/** The feed of a projection, filed when it is first asked for, and in step from then on. */
export function feedOf(projection: Projection): FeedIndex {
  return kept.get(projection)?.index ?? keep(projection, allAtOnce(filedFeed(projection.events())));
}

/** Whether `feedOf` has next to nothing to do. */
export const isFiled = (projection: Projection): boolean => kept.get(projection)?.index !== undefined;

/** Reads and files the feed before it is asked for; where it grows meanwhile it is left to `feedOf`. */
export function* prepareFeed(projection: Projection): Slices<void> {
  yield* projection.prepareEvents();
  const version = projection.version('event');
  if (isFiled(projection)) return;
  const index = yield* filedFeed(projection.events());
  if (projection.version('event') === version) keep(projection, index);
}

function keep(projection: Projection, index: GrowingIndex): FeedIndex {
  const known = kept.get(projection);
  if (known) return (known.index = index);
  const mine: { index: GrowingIndex | undefined } = { index };
  kept.set(projection, mine);
  let last = projection.events().at(-1)?.id ?? '';
  projection.subscribe(({ events, eventsGone }) => {
    // nearly always what comes is newer than all there was
    if (eventsGone || events.some(({ id }) => id <= last)) mine.index = undefined;
    for (const event of events) if (mine.index?.add(event, projection.events()) === false) mine.index = undefined;
    last = projection.events().at(-1)?.id ?? '';
  });
  return index;
}

/** Files a whole feed, the oldest first. */
function* filedFeed(events: readonly FeedEvent[]): Slices<GrowingIndex> {
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
