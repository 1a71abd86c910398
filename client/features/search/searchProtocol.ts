/** What the page and the search worker say to each other. */
import type { SearchEntry } from '#schema/search.ts';

export type SearchRequest =
  | {
      readonly kind: 'put';
      readonly entries: readonly SearchEntry[];
      readonly gone: readonly string[];
    }
  | { readonly kind: 'ask'; readonly turn: number; readonly text: string; readonly limit: number };

export interface SearchAnswer {
  readonly turn: number;
  readonly ids: readonly string[];
}

/** More hits than anyone reads. */
export const HIT_LIMIT = 50;
