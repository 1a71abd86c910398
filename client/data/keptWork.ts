/**
 * What the device keeps of a member's work between visits: inverses on the undo stack, and jobs with their chunks.
 * Read once here; what another version of the app wrote and we cannot read is left out, never guessed at.
 */
import * as z from 'zod/mini';
import type { Inverse } from '#schema/command.ts';
import type { Job } from '#schema/jobs.ts';
import { RECORD_TYPES } from '#schema/records/index.ts';

const type = z.enum(RECORD_TYPES);
const changes = z.record(z.string(), z.unknown());

const InverseShape = z.object({
  command: z.string(),
  at: z.number(),
  batch: z.optional(z.string()),
  event: z.optional(z.string()),
  changes: z.array(
    z.union([
      z.object({ type, id: z.string(), created: z.literal(true) }),
      z.object({ type, id: z.string(), key: z.string(), before: z.unknown(), after: z.unknown() }),
    ]),
  ),
});

const ids = z.array(z.string());
const TaskShape = z.union([
  z.object({
    kind: z.literal('importRows'),
    title: z.string(),
    items: z.array(z.object({ op: z.enum(['campaign', 'create', 'fill']), id: z.string(), values: changes })),
  }),
  z.object({ kind: z.literal('patchRecords'), type, ids, changes }),
  z.object({ kind: z.literal('assignRecords'), type, ids, owner: z.nullable(z.string()) }),
  z.object({ kind: z.literal('moveStatus'), ids, to: z.string(), reason: z.optional(z.string()) }),
  z.object({ kind: z.enum(['binRecords', 'restoreRecords', 'purgeRecords']), type, ids }),
  z.object({
    kind: z.literal('mergeRecords'),
    pairs: z.array(
      z.object({
        type: z.enum(['lead', 'campaign']),
        keep: z.string(),
        twin: z.string(),
        followers: z.array(z.object({ type, id: z.string(), field: z.string() })),
      }),
    ),
  }),
  z.object({ kind: z.enum(['undone', 'redone']), inverse: InverseShape }),
]);
const JobShape = z.object({
  workspace: z.string(),
  job: z.object({ id: z.string(), at: z.number(), task: TaskShape }),
});
const ChunkShape = z.object({ inverse: InverseShape, value: z.unknown(), written: z.boolean() });
const EntryShape = z.object({ stack: z.enum(['undo', 'redo']), inverse: InverseShape });

export interface KeptEntry {
  readonly stack: 'undo' | 'redo';
  readonly inverse: Inverse;
}
/** A job as it was begun; how far it came stands in its chunks. */
export interface KeptJob {
  readonly workspace: string;
  readonly job: Job;
}
/** A chunk that was begun: how to take it back, what it answered, and whether it is on the device. */
export interface KeptChunk {
  readonly inverse: Inverse;
  readonly value: unknown;
  readonly written: boolean;
}

export const isKeptEntry = (value: unknown): value is KeptEntry => EntryShape.safeParse(value).success;
export const isKeptJob = (value: unknown): value is KeptJob => JobShape.safeParse(value).success;
export const isKeptChunk = (value: unknown): value is KeptChunk => ChunkShape.safeParse(value).success;
