// Runs commands and jobs the way the app does, for tests that expect them to be allowed.
import type * as Y from 'yjs';
import { joinInverses, prepareCommand, runCommand, type Chunk, type Command, type Inverse } from '#schema/command.ts';
import type { Env } from '#schema/env.ts';
import { chunkCount, prepareChunk, type Job } from '#schema/jobs.ts';

export interface Did<R> {
  readonly value: R;
  readonly inverse: Inverse;
  readonly records: number;
}

/** Runs a command; throws with its code where it is refused. */
export function did<A, R>(doc: Y.Doc, env: Env, what: Command<A, R>, args: A, chunk?: Chunk): Did<R> {
  const outcome = runCommand(doc, env, what, args, chunk);
  if (!outcome.ok) throw new Error(`${what.name} refused: ${outcome.code}`);
  return outcome;
}

/** The refusal of a command; throws where it is allowed. Nothing is written. */
export function refusal<A, R>(doc: Y.Doc, env: Env, what: Command<A, R>, args: A): string {
  const outcome = prepareCommand(doc, env, what, args);
  if (outcome.ok) throw new Error(`${what.name} was allowed`);
  return outcome.code;
}

/** Runs a job to its end and gives its one inverse. */
export function didJob(doc: Y.Doc, env: Env, job: Job): { values: unknown[]; inverse: Inverse } {
  const values: unknown[] = [];
  const inverses: Inverse[] = [];
  for (let index = 0; index < chunkCount(job); index += 1) {
    const prepared = prepareChunk(doc, env, job, index);
    if (!prepared.ok) throw new Error(`${job.task.kind} refused: ${prepared.code}`);
    prepared.apply();
    values.push(prepared.value);
    inverses.push(prepared.inverse);
  }
  return { values, inverse: joinInverses(inverses) };
}
