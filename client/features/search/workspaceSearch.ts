/**
 * Search over one open workspace: feeds the worker with every record and each later change, and asks it. Until the index
 * is ready, and for the digits of a phone, it looks through the records themselves.
 */
import type { Projection } from '#schema/projection.ts';
import type { AnyRecord } from '#schema/records/index.ts';
import { phoneDigits } from '#schema/phone.ts';
import { compileQuery, isBorne, searchText } from '#schema/query.ts';
import { parseEntryId, SEARCHED, searchEntry, type SearchEntry } from '#schema/search.ts';
import { HIT_LIMIT, type SearchAnswer, type SearchRequest } from './searchProtocol.ts';

const CHUNK = 500;
const DIGITS = /^[\d\s()+-]{4,}$/;

export interface WorkspaceSearch {
  /** Records that match, best first; an answer that a later question has overtaken is null. */
  find(text: string): Promise<readonly AnyRecord[] | null>;
  /** settles when the index is ready: what was asked before may then find more */
  readonly ready: Promise<void>;
  destroy(): void;
}

/** Starts searching a workspace. */
export function createWorkspaceSearch(projection: Projection): WorkspaceSearch {
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' });
  const say = (request: SearchRequest): void => worker.postMessage(request);
  const waiting = new Map<number, (ids: readonly string[]) => void>();
  let isReady = false;
  let sayReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    sayReady = resolve;
  });
  let ended = false;
  let turn = 0;

  worker.onmessage = ({ data }: MessageEvent<SearchAnswer>) => {
    if (data.kind === 'ready') {
      isReady = true;
      sayReady();
    } else {
      waiting.get(data.turn)?.(data.ids);
      waiting.delete(data.turn);
    }
  };
  // a worker that fails leaves the slower way, which needs no index
  worker.onerror = () => {
    isReady = false;
    for (const answer of waiting.values()) answer([]);
    waiting.clear();
  };

  const stop = projection.subscribe(({ records }) => {
    const entries: SearchEntry[] = [];
    const gone: string[] = [];
    for (const type of SEARCHED) {
      for (const { id, next } of records[type]) {
        const entry = next ? searchEntry(next) : null;
        if (entry) entries.push(entry);
        else gone.push(`${type}/${id}`);
      }
    }
    if (entries.length + gone.length > 0) say({ kind: 'put', entries, gone, ready: false });
  });
  void load();

  async function load(): Promise<void> {
    let entries: SearchEntry[] = [];
    for (const type of SEARCHED) {
      for (const record of [...projection.all(type)]) {
        // what changed meanwhile was already sent by its change
        const current = projection.get(type, record.id) ?? record;
        const entry = searchEntry(current);
        if (entry) entries.push(entry);
        // folds its text now, in idle time: a scan then has it
        searchText(current);
        if (entries.length < CHUNK) continue;
        say({ kind: 'put', entries, gone: [], ready: false });
        entries = [];
        await idle();
        if (ended) return;
      }
    }
    say({ kind: 'put', entries, gone: [], ready: true });
  }

  const scan = (text: string): AnyRecord[] => {
    const result: AnyRecord[] = [];
    for (const type of SEARCHED) {
      const matches = compileQuery({ type, text });
      for (const record of projection.all(type)) {
        if (result.length >= HIT_LIMIT) return result;
        if (matches(record) && isBorne(projection, record)) result.push(record);
      }
    }
    return result;
  };

  return {
    ready,
    async find(text) {
      turn += 1;
      const mine = turn;
      if (text.trim() === '') return [];
      if (!isReady || (DIGITS.test(text) && phoneDigits(text).length >= 4)) return scan(text);
      const ids = await new Promise<readonly string[]>((resolve) => {
        waiting.set(mine, resolve);
        say({ kind: 'ask', turn: mine, text });
      });
      if (mine !== turn) return null;
      const found = ids.flatMap((entry) => {
        const parsed = parseEntryId(entry);
        const record = parsed && projection.get(parsed.type, parsed.id);
        return record && isBorne(projection, record) ? [record] : [];
      });
      // the middle of a word is no index term: look through the records before saying that there is nothing
      return found.length > 0 ? found : scan(text);
    },
    destroy() {
      ended = true;
      stop();
      worker.terminate();
    },
  };
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 0);
  });
