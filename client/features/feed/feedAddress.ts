/** What the address of the feed says: whose doings, and of which sort. Parsed once, here. */
import { type FeedGroup, isFeedGroup } from './feedGroups.ts';

export interface FeedAddress {
  /** a member's id */
  readonly by?: string;
  readonly group?: FeedGroup;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads the search part of an address; what is none of ours is left out. */
export function readFeedAddress({ by, group }: Record<string, unknown>): FeedAddress {
  return {
    ...(typeof by === 'string' && ID.test(by) && { by }),
    ...(isFeedGroup(group) && { group }),
  };
}
