/** Holds the full-text index, away from the page's thread. Is told of every change; keeps nothing on disk. */
import MiniSearch from 'minisearch';
import { INDEX_OPTIONS, QUERY_OPTIONS, type SearchEntry } from '#schema/search.ts';
import { HIT_LIMIT, type SearchAnswer, type SearchRequest } from './searchProtocol.ts';

const index = new MiniSearch<SearchEntry>(INDEX_OPTIONS);
const answer = (message: SearchAnswer): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<SearchRequest>) => {
  if (data.kind === 'put') {
    for (const id of data.gone) if (index.has(id)) index.discard(id);
    for (const entry of data.entries) {
      if (index.has(entry.id)) index.discard(entry.id);
      index.add(entry);
    }
    if (data.ready) answer({ kind: 'ready' });
    return;
  }
  const hits = index.search(data.text, QUERY_OPTIONS).slice(0, HIT_LIMIT);
  answer({ kind: 'found', turn: data.turn, ids: hits.map((hit) => String(hit.id)) });
};
