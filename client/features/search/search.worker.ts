/** Holds the search index, away from the page's thread. Is told of every change; keeps nothing on disk. */
import { createSearchIndex } from '#schema/searchIndex.ts';
import type { SearchAnswer, SearchRequest } from './searchProtocol.ts';

const index = createSearchIndex();
const answer = (message: SearchAnswer): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<SearchRequest>) => {
  if (data.kind === 'put') {
    for (const id of data.gone) index.drop(id);
    for (const entry of data.entries) index.put(entry);
  } else answer({ turn: data.turn, ids: index.ask(data.text, data.limit) });
};
