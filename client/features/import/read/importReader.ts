/**
 * The page's side of the import worker: orders out, answers in, and a deadline. A worker that does not answer in time is
 * ended with whatever it was doing; nothing of it reaches the page.
 */
import type { JudgedRow } from '#schema/import/judge.ts';
import type { ImportDesk, JudgeOrder, Judged, Opened } from './importDesk.ts';
import { refused, type ReadOptions } from './readResult.ts';

/** A list of thousands takes a second on a slow telephone; what takes this long never ends. Milliseconds. */
export const DEADLINE = 15_000;

export type WorkerOrder =
  | { readonly id: number; readonly kind: 'open'; readonly file: Blob; readonly options: ReadOptions }
  | { readonly id: number; readonly kind: 'judge'; readonly order: JudgeOrder };
export type WorkerAnswer =
  /** rows that go before those of the answer: thousands at once would hold the page while they are unpacked */
  | { readonly id: number; readonly ok: true; readonly before: readonly JudgedRow[] }
  | { readonly id: number; readonly ok: true; readonly value: Opened | Judged }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** What of a worker is used. */
export interface WorkerLike {
  postMessage(order: WorkerOrder): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The worker took longer than its deadline and was ended. */
export class TooSlow extends Error {}

export interface ImportReader extends ImportDesk {
  /** Starts the worker, so that the first file does not wait for it. */
  prepare(): void;
  /** Ends the worker. The reader is of no use afterwards. */
  close(): void;
}

const spawnWorker = (): WorkerLike => new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });

/**
 * Starts a reader for one file. `open` answers `too-slow` after the deadline; `judge` rejects with `TooSlow`. Both reject
 * where the worker itself fails. The last answer of `judge` is kept for whoever gives the same order again, so it may be
 * asked for before it is wanted.
 */
export function openImportReader(spawn: () => WorkerLike = spawnWorker, deadline = DEADLINE): ImportReader {
  const waiting = new Map<number, { resolve: (value: Opened | Judged) => void; reject: (error: Error) => void }>();
  let worker: WorkerLike | null = null;
  let last = 0;
  let judged: { readonly order: string; readonly answer: Promise<Judged> } | null = null;
  /** why there is no worker any more, and with it no file */
  let ended: Error | null = null;

  function end(error: Error): void {
    worker?.terminate();
    worker = null;
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): WorkerLike {
    const started = spawn();
    const parts: JudgedRow[] = [];
    started.onmessage = ({ data }) => {
      if ('before' in data) return void parts.push(...data.before);
      const order = waiting.get(data.id);
      waiting.delete(data.id);
      if (!data.ok) return order?.reject(new Error(data.error));
      const before = parts.splice(0);
      order?.resolve('rows' in data.value ? { ...data.value, rows: [...before, ...data.value.rows] } : data.value);
    };
    started.onerror = (event) => end(new Error(event.message || 'the import worker failed'));
    return started;
  }

  function send(order: WorkerOrder): Promise<Opened | Judged> {
    worker ??= start();
    const current = worker;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(new TooSlow()), deadline);
      const settled =
        <A>(settle: (value: A) => void) =>
        (value: A): void => {
          clearTimeout(timer);
          settle(value);
        };
      waiting.set(order.id, { resolve: settled(resolve), reject: settled(reject) });
      current.postMessage(order);
    });
  }

  return {
    async open(file, options) {
      judged = null;
      ended = null;
      try {
        return (await send({ id: (last += 1), kind: 'open', file, options })) as Opened;
      } catch (error) {
        if (error instanceof TooSlow) return refused('too-slow');
        throw error;
      }
    },
    judge(order) {
      const key = JSON.stringify(order);
      if (judged?.order === key) return judged.answer;
      if (ended) return Promise.reject(ended);
      const answer = send({ id: (last += 1), kind: 'judge', order }) as Promise<Judged>;
      judged = { order: key, answer };
      return answer;
    },
    prepare() {
      worker ??= start();
    },
    close: () => end(new Error('the import was closed')),
  };
}
