/** Tells a leap through a long list from a step: what lies beyond what is seen may then be drawn a moment later. */
import type { Range } from '@tanstack/react-virtual';
import { useDeferredValue } from 'react';

/** Whether nothing of what was last drawn in full is seen any more; so also at the first draw, which waits for nothing either. */
export function useIsLeap({ startIndex, endIndex }: Pick<Range, 'startIndex' | 'endIndex'>): boolean {
  return Math.abs(startIndex - useDeferredValue(startIndex, Number.NEGATIVE_INFINITY)) > endIndex - startIndex;
}

/** What is seen of a list that has no height yet. */
export const NOTHING_SEEN = { startIndex: 0, endIndex: -1 } as const;
