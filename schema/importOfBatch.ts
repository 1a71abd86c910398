/** The import that a batch id stands for, from the feed: who brought what, and when. */
import type { FeedEvent } from './event.ts';
import type { Projection } from './projection.ts';

/** The line in the feed that tells of it; undefined where it was purged or the batch is no import. */
export const importEvent = (projection: Projection, batch: string): FeedEvent | undefined =>
  projection.events().findLast((event) => event.kind === 'imported' && event.batch === batch);

/** What the import was called: its fair, else its file; '' where that is not known. */
export const importTitle = (projection: Projection, batch: string): string =>
  importEvent(projection, batch)?.title ?? '';
