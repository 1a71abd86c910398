/**
 * Runs large changes chunk by chunk, keeping on the device how far each came, so that a closed page goes on where it was.
 * Order per chunk: keep its inverse → write it → wait until the write is on the device. While that is waited for, the next
 * one is kept, and that the one before is done. A chunk that was cut off runs again and writes once; its first inverse stands.
 */
import type * as Y from 'yjs';
import type { CommandRefusal, Inverse } from '#schema/command.ts';
import type { Env } from '#schema/env.ts';
import { chunkCount, chunkStart, jobInverse, jobSize, prepareChunk, type Job, type JobTask } from '#schema/jobs.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import { isKeptChunk, isKeptJob, type KeptChunk, type KeptJob } from './keptWork.ts';
import { pause } from './pause.ts';

export interface JobProgress {
  readonly id: string;
  readonly kind: JobTask['kind'];
  readonly done: number;
  readonly total: number;
  readonly state: 'running' | 'done' | 'failed';
}
export type JobResult =
  | { readonly ok: true; readonly inverse: Inverse; readonly values: readonly unknown[] }
  /** refused in the middle: `inverse` takes back what was written until then */
  | { readonly ok: false; readonly code: CommandRefusal; readonly inverse?: Inverse };

interface Surroundings {
  readonly workspace: string;
  readonly doc: Y.Doc;
  readonly env: Env;
  readonly store: DeviceStore;
  /** resolves when all writes so far are on the device */
  readonly flush: () => Promise<void>;
}

/** Runs work unless another tab is at it; undefined then. Without Web Locks (plain HTTP) two tabs may both work: a chunk writes once. */
async function alone<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(`ortak-job-${id}`, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
}

/** A job is kept once, and each of its chunks beside it: keeping all of it anew for each chunk would write gigabytes. */
const CHUNK_MARK = '#';
const chunkId = (job: Job, index: number): string => `${job.id}${CHUNK_MARK}${index}`;
const inverseOf = (chunks: readonly KeptChunk[]): Inverse => jobInverse(chunks.map((chunk) => chunk.inverse));

export class JobRunner {
  readonly #around: Surroundings;
  readonly #listeners = new Set<() => void>();
  #progress: readonly JobProgress[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Jobs under way and just ended, oldest first. */
  progress = (): readonly JobProgress[] => this.#progress;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Runs a job to its end. Throws where the device can't keep it; what was written until then stays and is kept. */
  async run(job: Job): Promise<JobResult> {
    if (chunkCount(job) === 1) return this.#single(job);
    const kept: KeptJob = { workspace: this.#around.workspace, job };
    await this.#around.store.jobs.put({ id: job.id, payload: kept });
    return (await alone(job.id, () => this.#go(job))) ?? this.#go(job);
  }

  /** Goes on with the jobs that an earlier visit left unfinished, unless another tab is at it. */
  async resume(finished: (job: Job, result: JobResult) => void): Promise<void> {
    for (const { id, payload } of await this.#around.store.jobs.toArray()) {
      if (id.includes(CHUNK_MARK) || !isKeptJob(payload) || payload.workspace !== this.#around.workspace) continue;
      await alone(id, async () => {
        // another tab may have ended it while this one waited
        if (await this.#around.store.jobs.get(id)) finished(payload.job, await this.#go(payload.job));
      });
    }
  }

  /** Takes an ended job off the list. */
  dismiss(id: string): void {
    this.#show(this.#progress.filter((shown) => shown.id !== id));
  }

  async #go(job: Job): Promise<JobResult> {
    const { doc, flush } = this.#around;
    const begun = await this.#begunBefore(job);
    const chunks: KeptChunk[] = [];
    let changes = 0;
    const count = (): void => {
      changes += 1;
    };
    doc.on('afterTransaction', count);
    let flushing: Promise<void> | undefined;
    try {
      for (let index = 0; index < chunkCount(job); index += 1) {
        const known = begun.get(chunkId(job, index));
        if (known?.written) {
          chunks.push(known);
          continue;
        }
        this.#report(job, index);
        const preparedAt = changes;
        const prepared = this.#prepare(job, index);
        if (!prepared.ok) {
          await flushing;
          await this.#end(job, 'failed');
          return { ok: false, code: prepared.code, ...(chunks.length > 0 && { inverse: inverseOf(chunks) }) };
        }
        // begun before and cut off: what it knew then stands, since it may have been written
        const chunk = known ?? { inverse: prepared.inverse, value: prepared.value, written: false };
        await this.#keep(job, index, chunk, chunks);
        await flushing;
        // records may have changed while the device wrote: look again then, in the same turn as the write
        const fresh = changes === preparedAt ? prepared : this.#prepare(job, index);
        if (fresh.ok) fresh.apply();
        chunks.push(chunk);
        flushing = flush();
        // it is waited for with the next chunk; until then its failure is nobody's
        flushing.catch(() => undefined);
        await pause();
      }
      await flushing;
    } finally {
      doc.off('afterTransaction', count);
    }
    await this.#end(job, 'done');
    return { ok: true, inverse: inverseOf(chunks), values: chunks.map((chunk) => chunk.value) };
  }

  #prepare(job: Job, index: number): ReturnType<typeof prepareChunk> {
    return prepareChunk(this.#around.doc, this.#around.env, job, index);
  }

  #single(job: Job): JobResult {
    const prepared = prepareChunk(this.#around.doc, this.#around.env, job, 0);
    if (!prepared.ok) return prepared;
    prepared.apply();
    return { ok: true, inverse: prepared.inverse, values: [prepared.value] };
  }

  /** The chunks that an earlier visit began, by their id. */
  async #begunBefore(job: Job): Promise<ReadonlyMap<string, KeptChunk>> {
    const rows = await this.#around.store.jobs.where('id').startsWith(`${job.id}${CHUNK_MARK}`).toArray();
    return new Map(rows.flatMap(({ id, payload }) => (isKeptChunk(payload) ? [[id, payload]] : [])));
  }

  /** Keeps a chunk before it is written, and that the last but one of those written is on the device. */
  async #keep(job: Job, index: number, chunk: KeptChunk, written: readonly KeptChunk[]): Promise<void> {
    const done = written.at(-2);
    await this.#around.store.jobs.bulkPut([
      { id: chunkId(job, index), payload: chunk },
      ...(done ? [{ id: chunkId(job, index - 2), payload: { ...done, written: true } }] : []),
    ]);
  }

  async #end(job: Job, state: 'done' | 'failed'): Promise<void> {
    await this.#around.store.jobs.where('id').startsWith(job.id).delete();
    this.#report(job, chunkCount(job), state);
  }

  #report(job: Job, chunk: number, state: JobProgress['state'] = 'running'): void {
    const total = jobSize(job);
    const line = { id: job.id, kind: job.task.kind, done: chunkStart(job, chunk), total, state };
    this.#show([...this.#progress.filter((shown) => shown.id !== job.id), line]);
  }

  #show(progress: readonly JobProgress[]): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener();
  }
}
