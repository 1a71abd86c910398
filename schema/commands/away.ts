/** Commands for someone who was away: take a value that was written at the same time as another. */
import { command, refuse, type Tx } from '../command.ts';
import type { RecordType } from '../records/index.ts';
import { isBinned, type Json } from '../workspace.ts';

export interface TakeValue {
  readonly type: RecordType;
  readonly id: string;
  /** a field, or a member of a set field */
  readonly key: string;
  /** as it lay in the document; null = cleared */
  readonly value: Json;
}

/** Lets the other one of two values stand. Whole, with its own time and author where it carries them. */
export const takeValue = command('takeValue', 'editRecords', (tx: Tx, { type, id, key, value }: TakeValue) => {
  const record = tx.get(type, id);
  if (!record) return refuse('not-found');
  if (isBinned(record)) return refuse('in-bin');
  return tx.patchKey(type, id, key, value);
});
