/**
 * Runs large changes chunk by chunk, keeping on the device how far each came, so that a closed page goes on where it was.
 * Order per chunk: keep its inverse → write it → wait until the write is on the device → keep that it is done.
 * A chunk that was cut off between the two runs again and writes once; its first inverse stands.
 */
import type * as Y from 'yjs';
import type { CommandRefusal, Inverse } from '#schema/command.ts';
import type { Env } from '#schema/env.ts';
import { chunkCount, CHUNK_SIZE, jobInverse, jobSize, prepareChunk, type Job, type JobTask } from '#schema/jobs.ts';
import type { DeviceStore, Json } from '../sync/deviceStore.ts';

export interface JobProgress {
  readonly id: string;
  readonly kind: JobTask['kind'];
  readonly done: number;
  readonly total: number;
  readonly state: 'running' | 'done' | 'failed';
}
export type JobResult =
  | { readonly ok: true; readonly inverse: Inverse; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly code: CommandRefusal };

/** What the device keeps of a job. */
interface KeptJob {
  readonly workspace: string;
  readonly job: Job;
  /** chunks that are written */
  readonly next: number;
  /** one per chunk begun */
  readonly inverses: readonly Inverse[];
  readonly values: readonly unknown[];
}

interface Surroundings {
  readonly workspace: string;
  readonly doc: Y.Doc;
  readonly env: Env;
  readonly store: DeviceStore;
  /** resolves when all writes so far are on the device */
  flush(): Promise<void>;
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    // a macrotask between chunks: the page paints and answers keys
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Runs work unless another tab is at it; undefined then. Without Web Locks (plain HTTP) two tabs may both work: a chunk writes once. */
async function alone<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(`ortak-job-${id}`, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
}

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
    const start: KeptJob = { workspace: this.#around.workspace, job, next: 0, inverses: [], values: [] };
    if (chunkCount(job) === 1) return this.#single(job);
    return (await alone(job.id, () => this.#go(start))) ?? this.#go(start);
  }

  /** Goes on with the jobs that an earlier visit left unfinished, unless another tab is at it. */
  async resume(finished: (job: Job, result: JobResult) => void): Promise<void> {
    for (const row of await this.#around.store.jobs.toArray()) {
      const kept = row.payload as unknown as KeptJob;
      if (kept.workspace !== this.#around.workspace) continue;
      await alone(kept.job.id, async () => {
        const still = await this.#around.store.jobs.get(kept.job.id);
        if (still) finished(kept.job, await this.#go(still.payload as unknown as KeptJob));
      });
    }
  }

  /** Takes an ended job off the list. */
  dismiss(id: string): void {
    this.#show(this.#progress.filter((shown) => shown.id !== id));
  }

  async #go(start: KeptJob): Promise<JobResult> {
    const { job } = start;
    const chunks = chunkCount(job);
    let kept = start;
    for (let index = kept.next; index < chunks; index += 1) {
      this.#report(job, index);
      const prepared = prepareChunk(this.#around.doc, this.#around.env, job, index);
      if (!prepared.ok) {
        await this.#end(job, 'failed');
        return prepared;
      }
      const inverses = kept.inverses[index] ? kept.inverses : [...kept.inverses, prepared.inverse];
      kept = { ...kept, inverses, values: [...kept.values, prepared.value] };
      await this.#keep(kept);
      // records may have changed while the device wrote: look again, in the same turn as the write
      const fresh = prepareChunk(this.#around.doc, this.#around.env, job, index);
      if (fresh.ok) fresh.apply();
      await this.#around.flush();
      kept = { ...kept, next: index + 1 };
      await this.#keep(kept);
      await pause();
    }
    await this.#end(job, 'done');
    return { ok: true, inverse: jobInverse(kept.inverses), values: kept.values };
  }

  #single(job: Job): JobResult {
    const prepared = prepareChunk(this.#around.doc, this.#around.env, job, 0);
    if (!prepared.ok) return prepared;
    prepared.apply();
    return { ok: true, inverse: prepared.inverse, values: [prepared.value] };
  }

  async #keep(kept: KeptJob): Promise<void> {
    // a job is plain JSON by its definition
    await this.#around.store.jobs.put({ id: kept.job.id, payload: kept as unknown as Json });
  }

  async #end(job: Job, state: 'done' | 'failed'): Promise<void> {
    await this.#around.store.jobs.delete(job.id);
    this.#report(job, chunkCount(job), state);
  }

  #report(job: Job, chunk: number, state: JobProgress['state'] = 'running'): void {
    const total = jobSize(job);
    const line = { id: job.id, kind: job.task.kind, done: Math.min(chunk * CHUNK_SIZE, total), total, state };
    this.#show([...this.#progress.filter((shown) => shown.id !== job.id), line]);
  }

  #show(progress: readonly JobProgress[]): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener();
  }
}
