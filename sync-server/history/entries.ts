/**
 * The history of fields as it is stored: entries made of changes, in the log's own file, so that a backup holds both
 * and one commit can hold either. How far a room's history reaches is the number of a row of its log: whatever lies
 * after it can be derived again from the rows, which are kept until it is.
 */
import type { FieldChange, HistoryChange } from '#schema/history.ts';

/** Who sent a row of the log, and when: what its entries say. */
export interface Sent {
  readonly seq: number;
  readonly at: number;
  /** the account or key whose connection brought it; null for the server itself */
  readonly author: string | null;
}

/** One change, ready to be stored: values as JSON. */
export type Entry =
  | (Pick<FieldChange, 'kind' | 'type' | 'record' | 'field' | 'stood' | 'client'> & { before: string; after: string })
  | Exclude<HistoryChange, FieldChange>;

/** What one row of the log changed. */
export interface RowEntries extends Sent {
  readonly entries: readonly Entry[];
}

/** The history of a room's rows after `after` and up to `upTo`, none left out. */
export interface HistoryPart {
  readonly room: string;
  readonly after: number;
  readonly upTo: number;
  readonly rows: readonly RowEntries[];
}

/** Longer values are told as changed, without the value: no field that people fill in is near this. */
const MAX_VALUE_LENGTH = 256 * 1024;

/** Changes as they are stored. Values are copied here: those of a document are live. */
export const entriesOf = (changes: readonly HistoryChange[]): Entry[] =>
  changes.map((change) => {
    if (change.kind !== 'field') return change;
    const { kind, type, record, field, stood, client, before, after } = change;
    return { kind, type, record, field, stood, client, before: jsonOf(before), after: jsonOf(after) };
  });

function jsonOf(value: unknown): string {
  // A foreign client may write what JSON has no word for.
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null';
  return json.length > MAX_VALUE_LENGTH ? 'null' : json;
}
