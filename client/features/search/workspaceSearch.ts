/**
 * Search over one open workspace: hands the worker every record and each later change, and asks it. Records are handed
 * over in slices: in idle time, or without pause once somebody asks, whose question is answered from what is there already
 * and again from more. Where the worker fails, it looks through the records itself.
 */
import type { Projection } from '#schema/projection.ts';
import type { AnyRecord } from '#schema/records/index.ts';
import { compileQuery, isBorne, searchText } from '#schema/query.ts';
import { parseEntryId, SEARCHED, searchEntry, type SearchEntry } from '#schema/search.ts';
import { atLeisure, pause } from '../../data/pause.ts';
import { idle } from '../../ui/idle.ts';
import { HIT_LIMIT, type SearchAnswer, type SearchRequest } from './searchProtocol.ts';

/** Records in one slice: a few milliseconds of the page's thread. */
const SLICE = 250;
/** Folding a lead's texts takes some 20 µs. */
const FOLDED_AT_ONCE = 100;

export interface WorkspaceSearch {
  /**
   * Records that match, best first; an answer that a later question has overtaken is null. Before `ready` it is what was
   * found among the records handed over by then, but never nothing.
   */
  find(text: string): Promise<readonly AnyRecord[] | null>;
  /** settles when all records are searched: what was asked before may then find more */
  readonly ready: Promise<void>;
  destroy(): void;
}

/** Starts searching a workspace. */
export function createWorkspaceSearch(projection: Projection): WorkspaceSearch {
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' });
  const say = (request: SearchRequest): void => worker.postMessage(request);
  const waiting = new Map<number, (ids: readonly string[] | null) => void>();
  let isReady = false;
  let hasFailed = false;
  let ended = false;
  let turn = 0;
  /** ends the wait for idle time */
  let hurry = (): void => {};
  let isWanted = false;

  worker.onmessage = ({ data }: MessageEvent<SearchAnswer>) => {
    waiting.get(data.turn)?.(data.ids);
    waiting.delete(data.turn);
  };
  worker.onerror = () => {
    hasFailed = true;
    for (const answer of waiting.values()) answer(null);
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
    if (entries.length + gone.length > 0) say({ kind: 'put', entries, gone });
  });
  const slices = handOver();
  const ready = runSlices();

  /** Hands over one slice at each step. */
  function* handOver(): Generator<void> {
    let entries: SearchEntry[] = [];
    for (const type of SEARCHED) {
      for (const { id } of [...projection.all(type)]) {
        // as it is now: what changed meanwhile was sent by its change, and is sent once more
        const record = projection.get(type, id);
        const entry = record && searchEntry(record);
        if (entry) entries.push(entry);
        if (entries.length < SLICE) continue;
        say({ kind: 'put', entries, gone: [] });
        entries = [];
        yield;
      }
    }
    say({ kind: 'put', entries, gone: [] });
  }

  async function runSlices(): Promise<void> {
    while (!ended && !slices.next().done) await (isWanted ? pause() : Promise.race([idle(), hurried()]));
    isReady = true;
  }

  function hurried(): Promise<void> {
    return new Promise((resolve) => {
      hurry = resolve;
    });
  }

  /** Folds the texts of leads in idle time: a list that is searched for the first time then need not. */
  function* foldForLists(): Generator<void, void> {
    for (const [at, lead] of [...projection.all('lead')].entries()) {
      searchText(lead);
      if (at % FOLDED_AT_ONCE > 0) continue;
      yield;
      if (ended) return;
    }
  }
  void ready.then(() => atLeisure(foldForLists()));

  /** The records found, of those that the worker has; null where it failed. */
  async function asked(text: string): Promise<readonly AnyRecord[] | null> {
    for (let limit = HIT_LIMIT; ; limit *= 8) {
      const mine = (turn += 1);
      const ids = await new Promise<readonly string[] | null>((resolve) => {
        waiting.set(mine, resolve);
        say({ kind: 'ask', turn: mine, text, limit });
      });
      if (!ids) return null;
      const found = ids.flatMap((entry) => {
        const parsed = parseEntryId(entry);
        const record = parsed && projection.get(parsed.type, parsed.id);
        return record && isBorne(projection, record) ? [record] : [];
      });
      // what lies in the bin with its lead took the room of others
      if (found.length >= HIT_LIMIT || ids.length < limit) return found.slice(0, HIT_LIMIT);
    }
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

  let question = 0;
  return {
    ready,
    async find(text) {
      const mine = (question += 1);
      if (text.trim() === '') return [];
      isWanted = true;
      hurry();
      for (;;) {
        const wasReady = isReady;
        const found = hasFailed ? null : await asked(text);
        if (mine !== question || ended) return null;
        if (!found) return scan(text);
        if (found.length > 0 || wasReady) return found;
        await Promise.race([ready, wait(LOOK_AGAIN_MS)]);
      }
    },
    destroy() {
      ended = true;
      hurry();
      stop();
      worker.terminate();
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
    },
  };
}

/** How often a question that found nothing yet is asked of the records handed over since. */
const LOOK_AGAIN_MS = 30;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
