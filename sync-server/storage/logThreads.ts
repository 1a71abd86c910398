/**
 * What the server's thread and the log's threads say to each other, and a thread that is asked and answers.
 * A thread that dies fails what it was asked and is started anew by the next question.
 */
import { Worker } from 'node:worker_threads';
import type { HistoryPart } from '../history/entries.ts';
import type { Compaction, NewUpdate, Piece } from './updateLog.ts';

export type WriteRequest = { readonly id: number } & (
  | { readonly kind: 'append'; readonly updates: readonly NewUpdate[]; readonly history: readonly HistoryPart[] }
  | { readonly kind: 'quarantine'; readonly room: string; readonly piece: Piece; readonly reason: string }
  | { readonly kind: 'removeRoom'; readonly room: string }
  | { readonly kind: 'probe'; readonly at: number }
  | { readonly kind: 'close' }
);
export type WriteAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly seqs: readonly number[];
      /** Whether each part of the history was taken. */
      readonly taken: readonly boolean[];
    }
  | { readonly id: number; readonly ok: false; readonly reason: string };

export type CompactRequest = { readonly id: number } & (
  | { readonly kind: 'compact'; readonly room: string }
  | { readonly kind: 'deriveHistory'; readonly room: string }
  | { readonly kind: 'close' }
);
export type CompactAnswer =
  | { readonly id: number; readonly ok: true; readonly compaction: Compaction | null; readonly reach: number }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** Storage could not do what was asked; the message is for the log. */
export class StorageError extends Error {}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface LogThread<Request extends { id: number }, Answer extends { id: number; ok: boolean }> {
  /** Resolves with a good answer, rejects with `StorageError` otherwise. */
  ask(request: WithoutId<Request>, transfer?: readonly ArrayBuffer[]): Promise<Extract<Answer, { ok: true }>>;
  /** Ends the thread once it has answered what it was asked. */
  end(): Promise<void>;
}

/** A thread on one file, started at the first question; with `restsAfterMs`, let go when it was asked nothing for so long. */
export function createLogThread<
  Request extends { id: number },
  Answer extends { id: number; ok: true } | { id: number; ok: false; reason: string },
>(script: URL, file: string, restsAfterMs?: number): LogThread<Request, Answer> {
  type Good = Extract<Answer, { ok: true }>;
  const waiting = new Map<number, { resolve: (answer: Good) => void; reject: (error: Error) => void }>();
  let worker: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  /** resolves when the last thread that was told to close has */
  let gone: Promise<void> = Promise.resolve();
  let lastId = 0;
  let ended = false;

  function start(): Worker {
    const started = new Worker(script, { workerData: { file } });
    started.on('message', (answer: Answer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) asker?.resolve(answer as Good);
      else asker?.reject(new StorageError(answer.reason));
      if (waiting.size === 0 && restsAfterMs !== undefined && worker === started) {
        clearTimeout(rest);
        rest = setTimeout(letRest, restsAfterMs).unref();
      }
    });
    const fail = (reason: string): void => {
      // What is asked now, another thread was asked.
      if (worker !== started) return;
      worker = null;
      for (const { reject } of waiting.values()) reject(new StorageError(reason));
      waiting.clear();
    };
    started.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    started.on('exit', () => fail('The thread of the log ended.'));
    return started;
  }

  /** Tells a thread to close after what it was asked. */
  function dismiss(leaving: Worker): void {
    gone = new Promise<void>((resolve) => {
      leaving.once('exit', () => resolve());
    });
    lastId += 1;
    leaving.postMessage({ kind: 'close', id: lastId });
  }

  function letRest(): void {
    if (worker) dismiss(worker);
    worker = null;
  }

  return {
    ask(request, transfer = []) {
      if (ended) return Promise.reject(new StorageError('The log is closed.'));
      clearTimeout(rest);
      return new Promise<Good>((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ ...request, id: lastId }, [...transfer]);
      });
    },
    async end() {
      ended = true;
      clearTimeout(rest);
      if (worker) dismiss(worker);
      await gone;
    },
  };
}
