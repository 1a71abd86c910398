/** The sorts of event that one may look for in the feed. Knows no documents, so that the address can be read before them. */
import type { EventKind } from '#schema/event.ts';

/** Kinds of event by what people look for. */
export const FEED_GROUPS = {
  added: ['created', 'imported'],
  moved: ['statusMoved', 'stageMoved', 'won', 'lost'],
  done: ['taskDone', 'posted'],
  changed: ['edited', 'assigned'],
  deleted: ['binned', 'restored', 'purged'],
  undone: ['undone', 'redone'],
} as const satisfies Record<string, readonly EventKind[]>;
export type FeedGroup = keyof typeof FEED_GROUPS;
export const isFeedGroup = (value: unknown): value is FeedGroup =>
  typeof value === 'string' && Object.hasOwn(FEED_GROUPS, value);
