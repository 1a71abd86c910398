/** Commands on records of any type: edit, assign, tag, bin, restore, purge. */
import { command, refuse, type Tx } from '../command.ts';
import type { Field, Mark } from '../fields.ts';
import { eventFrom } from '../event.ts';
import { subjectKey } from '../indexes.ts';
import { may } from '../policy.ts';
import { subjectOf, type AnyRecord, type ChangesOf, type RecordType } from '../records/index.ts';
import { eventMap, fieldOf, isBinned, tableOf } from '../workspace.ts';
import { titleOf } from '../title.ts';

export interface PatchRecord<T extends RecordType = RecordType> {
  readonly type: T;
  readonly id: string;
  readonly changes: ChangesOf<T>;
}

/** Edits fields of one record. Writes no event: the feed tells what people read, the history keeps every field. */
export const patchRecord = command('patchRecord', 'editRecords', (tx: Tx, { type, id, changes }: PatchRecord) => {
  const record = tx.get(type, id);
  if (!record) return refuse('not-found');
  if (isBinned(record)) return refuse('in-bin');
  if (!arePlain(type, changes)) return refuse('not-allowed');
  return tx.patch(type, id, changes);
});

const isOpen = (field: Field | undefined): boolean => field !== undefined && field.guarded !== true;

/** Whether all are fields that a plain edit may write; guarded ones have commands of their own. */
const arePlain = (type: RecordType, changes: ChangesOf<RecordType>): boolean =>
  Object.keys(changes).every((name) => isOpen(fieldOf(type, name)));

/** `patchRecord` with the changes held to the type's own fields. */
export const patch = <T extends RecordType>(type: T, id: string, changes: ChangesOf<T>): PatchRecord => ({
  type,
  id,
  changes,
});

export interface ManyRecords {
  readonly type: RecordType;
  readonly ids: readonly string[];
}
/** How many records a bulk command changed, and how many it left alone because the member may not. */
export interface BulkResult {
  readonly changed: number;
  readonly refused: number;
}

/** The records of a bulk command that are there and not in the bin. */
function living(tx: Tx, { type, ids }: ManyRecords): AnyRecord[] {
  const records: AnyRecord[] = [];
  for (const id of new Set(ids)) {
    const record = tx.get(type, id);
    if (record && !isBinned(record)) records.push(record);
  }
  return records;
}

const about = (tx: Tx, type: RecordType, records: readonly AnyRecord[]) => {
  const [first] = records;
  if (tx.chunk || !first || records.length > 1) return { type, count: records.length };
  const subject = subjectOf(first);
  return { type, record: first.id, title: titleOf(first), ...(subject && { subject }) };
};

/** Changes the same fields of many records: sets add or take away, other fields are overwritten. */
export const patchRecords = command(
  'patchRecords',
  'bulkEdit',
  (tx: Tx, { type, ids, changes }: ManyRecords & { readonly changes: ChangesOf<RecordType> }) => {
    if (!arePlain(type, changes)) return refuse('not-allowed');
    const changed = living(tx, { type, ids }).filter((record) => tx.patch(type, record.id, changes));
    if (changed.length > 0 || tx.chunk)
      tx.event({ kind: 'edited', ...about(tx, type, changed), text: Object.keys(changes).join(' ') });
    return { changed: changed.length, refused: 0 } satisfies BulkResult;
  },
);

/** Hands records to another owner. A rep hands over what is theirs or nobody's; a manager or admin anything. */
export const assignRecords = command(
  'assignRecords',
  'editRecords',
  (tx: Tx, { type, ids, owner }: ManyRecords & { readonly owner: string | null }) => {
    const { actor } = tx.env;
    const records = living(tx, { type, ids });
    const free = records.filter(
      (record) => may(actor.role, 'transferRecords') || record.owner === undefined || record.owner === actor.id,
    );
    if (records.length > 0 && free.length === 0 && !tx.chunk) return refuse('not-allowed');
    const changed = free.filter((record) => tx.patch(type, record.id, { owner }));
    if (changed.length > 0 || tx.chunk) {
      tx.event({ kind: 'assigned', ...about(tx, type, changed), ...(owner !== null && { to: owner }) });
    }
    return { changed: changed.length, refused: records.length - free.length } satisfies BulkResult;
  },
);

/** Moves records to the bin. What belongs to them is hidden with them, and comes back with them. */
export const binRecords = command('binRecords', 'editRecords', (tx: Tx, many: ManyRecords) => {
  const records = living(tx, many);
  if (records.length === 0 && !tx.chunk) return refuse('not-found');
  const bin: Mark = { at: tx.env.now(), by: tx.env.actor.id, ...(tx.chunk && { batch: tx.chunk.batch }) };
  for (const record of records) tx.patch(many.type, record.id, { bin });
  tx.event({ kind: 'binned', ...about(tx, many.type, records) });
  return { changed: records.length, refused: 0 } satisfies BulkResult;
});

/** Takes records out of the bin. */
export const restoreRecords = command('restoreRecords', 'editRecords', (tx: Tx, many: ManyRecords) => {
  const records: AnyRecord[] = [];
  for (const id of many.ids) {
    const record = tx.get(many.type, id);
    if (record && tx.patch(many.type, id, { bin: null })) records.push(record);
  }
  if (records.length === 0 && !tx.chunk) return refuse('not-found');
  tx.event({ kind: 'restored', ...about(tx, many.type, records) });
  return { changed: records.length, refused: 0 } satisfies BulkResult;
});

/**
 * Removes records in the bin for good, with the notes, tasks and activities that belong to them and the events that
 * tell of them. Cannot be undone.
 */
export const purgeRecords = command('purgeRecords', 'purgeRecords', (tx: Tx, many: ManyRecords) => {
  const gone = new Set<string>();
  for (const id of many.ids) {
    const record = tx.get(many.type, id);
    if (!record || !isBinned(record)) continue;
    tx.purge(many.type, id);
    gone.add(`${many.type}/${id}`);
  }
  const count = gone.size;
  if (count === 0 && !tx.chunk) return refuse('not-found');
  for (const type of ['note', 'task', 'activity'] as const) {
    for (const id of tableOf(tx.doc, type).keys()) {
      const subject = tx.get(type, id)?.subject;
      if (!subject || !gone.has(subjectKey(subject))) continue;
      tx.purge(type, id);
      gone.add(`${type}/${id}`);
    }
  }
  eventMap(tx.doc).forEach((value, id) => {
    const event = eventFrom(id, value);
    const named = event?.type !== undefined && event.record !== undefined && gone.has(`${event.type}/${event.record}`);
    if (named || (event?.subject && gone.has(subjectKey(event.subject)))) tx.purgeEvent(id);
  });
  // without a title: what was purged leaves no name behind
  tx.event({ kind: 'purged', type: many.type, count });
  return { changed: count, refused: 0 } satisfies BulkResult;
});
