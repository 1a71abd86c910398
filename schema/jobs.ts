/**
 * Large changes as jobs: chunks under one batch id, each one transaction, resumable after a crash (a chunk may run twice
 * and writes once), one event and one undo for the whole. A job is plain JSON, so that the device can keep it.
 */
import type * as Y from 'yjs';
import { joinInverses, prepareCommand, type Chunk, type Command, type Inverse, type Prepared } from './command.ts';
import { importRows, type ImportItem } from './commands/importRows.ts';
import { moveStatus } from './commands/leads.ts';
import { mergeRecords, type MergePair } from './commands/mergeRecords.ts';
import { assignRecords, binRecords, patchRecords, purgeRecords, restoreRecords } from './commands/records.ts';
import type { Env } from './env.ts';
import type { ChangesOf, RecordType } from './records/index.ts';
import { undo } from './undo.ts';

/** Records a chunk writes: a transaction of this size stays within a frame or two. */
export const CHUNK_SIZE = 250;
/** Records that the first of several chunks writes: code that has not run yet takes three times as long. */
export const FIRST_CHUNK_SIZE = 50;

export type JobTask =
  | { readonly kind: 'importRows'; readonly items: readonly ImportItem[]; readonly title: string }
  | {
      readonly kind: 'patchRecords';
      readonly type: RecordType;
      readonly ids: readonly string[];
      readonly changes: ChangesOf<RecordType>;
    }
  | {
      readonly kind: 'assignRecords';
      readonly type: RecordType;
      readonly ids: readonly string[];
      readonly owner: string | null;
    }
  | { readonly kind: 'moveStatus'; readonly ids: readonly string[]; readonly to: string; readonly reason?: string }
  | {
      readonly kind: 'binRecords' | 'restoreRecords' | 'purgeRecords';
      readonly type: RecordType;
      readonly ids: readonly string[];
    }
  | { readonly kind: 'mergeRecords'; readonly pairs: readonly MergePair[] }
  | { readonly kind: 'undone' | 'redone'; readonly inverse: Inverse };

export interface Job {
  /** the batch id, chosen by who starts it */
  readonly id: string;
  readonly at: number;
  readonly task: JobTask;
}

/** How many records, rows or changes the job goes through. */
export const jobSize = ({ task }: Job): number =>
  'items' in task
    ? task.items.length
    : 'ids' in task
      ? task.ids.length
      : 'pairs' in task
        ? task.pairs.length
        : task.inverse.changes.length;

/** How many chunks it takes; at least one. */
export function chunkCount(job: Job): number {
  const size = jobSize(job);
  return size <= CHUNK_SIZE ? 1 : 1 + Math.ceil((size - FIRST_CHUNK_SIZE) / CHUNK_SIZE);
}

/** How many records, rows or changes come before a chunk; of the one after the last, all of them. */
export function chunkStart(job: Job, index: number): number {
  if (index === 0) return 0;
  return index >= chunkCount(job) ? jobSize(job) : FIRST_CHUNK_SIZE + (index - 1) * CHUNK_SIZE;
}

/** Makes one chunk ready to write. Its value has `changed`, `created` … as the command says. */
export function prepareChunk(doc: Y.Doc, env: Env, job: Job, index: number): Prepared<unknown> {
  const [from, to] = [chunkStart(job, index), chunkStart(job, index + 1)];
  const part = <A>(all: readonly A[]): readonly A[] => all.slice(from, to);
  // a job of one chunk is a plain command: it needs no batch, but an import is always one, for its undo and its traces
  const chunk: Chunk | undefined =
    chunkCount(job) > 1 || job.task.kind === 'importRows'
      ? { batch: job.id, at: job.at, total: recordCount(job), first: index === 0 }
      : undefined;
  const go = <A, R>(what: Command<A, R>, args: A): Prepared<unknown> => prepareCommand(doc, env, what, args, chunk);
  const { task } = job;
  switch (task.kind) {
    case 'importRows':
      return go(importRows, { items: part(task.items), title: task.title });
    case 'patchRecords':
      return go(patchRecords, { ...task, ids: part(task.ids) });
    case 'assignRecords':
      return go(assignRecords, { ...task, ids: part(task.ids) });
    case 'moveStatus':
      return go(moveStatus, { ...task, ids: part(task.ids) });
    case 'mergeRecords':
      return go(mergeRecords, { pairs: part(task.pairs) });
    case 'binRecords':
      return go(binRecords, { type: task.type, ids: part(task.ids) });
    case 'restoreRecords':
      return go(restoreRecords, { type: task.type, ids: part(task.ids) });
    case 'purgeRecords':
      return go(purgeRecords, { type: task.type, ids: part(task.ids) });
    default:
      return go(undo({ ...task.inverse, changes: lastFirst(task.inverse.changes, from, to) }, task.kind), null);
  }
}

/** The changes that a chunk takes back: undo goes backwards. */
const lastFirst = <A>(changes: readonly A[], from: number, to: number): readonly A[] =>
  changes.slice(changes.length - to, changes.length - from);

/** What the event counts: leads of an import, else records. Each chunk asks, and an undo may have ten thousands of changes. */
function recordCount({ task }: Job): number {
  let count = counts.get(task);
  if (count === undefined) counts.set(task, (count = countRecords(task)));
  return count;
}
const counts = new WeakMap<JobTask, number>();

function countRecords(task: JobTask): number {
  if (task.kind === 'importRows') return task.items.filter((item) => item.op !== 'campaign').length;
  if ('ids' in task) return task.ids.length;
  if ('pairs' in task) return task.pairs.filter((pair) => pair.type === 'lead').length;
  return new Set(task.inverse.changes.map((change) => `${change.type}/${change.id}`)).size;
}

/** The job's one undo entry, from its chunks in order. */
export const jobInverse = (parts: readonly Inverse[]): Inverse => joinInverses(parts);
