/**
 * What the server's thread and the thread of one transfer say to each other. A transfer reads or builds a whole
 * workspace: in a thread of its own it holds up nobody, and a file that eats its memory ends that thread alone.
 */
import { Worker } from 'node:worker_threads';
import type { FilePerson } from '#schema/workspaceFile/format.ts';
import type { FileProblem } from '#schema/workspaceFile/readWorkspaceFile.ts';
import type { StoredRoom } from '../storage/updateLog.ts';

export type TransferRequest =
  | {
      readonly kind: 'export';
      readonly workspace: StoredRoom;
      readonly settings: StoredRoom;
      readonly name: string;
      readonly people: readonly FilePerson[];
      readonly now: number;
    }
  | { readonly kind: 'import'; readonly bytes: Uint8Array };

/** A workspace out of a file, before it exists. */
export interface OpenedFile {
  readonly name: string;
  readonly people: readonly FilePerson[];
  readonly workspace: Uint8Array | null;
  readonly settings: Uint8Array | null;
  /** the Yjs client that wrote both */
  readonly client: number;
}

export type ImportAnswer =
  | { readonly ok: true; readonly opened: OpenedFile }
  | { readonly ok: false; readonly problem: FileProblem | 'too-large'; readonly at?: string };

/** The answer to each kind of request. */
interface Answers {
  export: Uint8Array<ArrayBuffer>;
  import: ImportAnswer;
}

/** Enough for the largest file that is taken; what needs more is no file of ours. */
const MEMORY = { maxOldGenerationSizeMb: 1_536 };

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** Runs one transfer in a thread of its own. Rejects when the thread fails. */
export function runTransfer<K extends TransferRequest['kind']>(
  request: Extract<TransferRequest, { kind: K }>,
): Promise<Answers[K] | 'out-of-memory'> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./transfer.worker.ts', import.meta.url), {
      workerData: request,
      resourceLimits: MEMORY,
    });
    worker.once('message', resolve);
    worker.once('error', (error) => (isOutOfMemory(error) ? resolve('out-of-memory') : reject(error)));
    // After an answer this changes nothing.
    worker.once('exit', () => reject(new Error('The thread of a transfer ended without an answer.')));
  });
}
