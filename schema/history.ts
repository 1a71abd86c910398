/**
 * The history of fields: what one change of a document wrote into which record, with before and after, and the shapes
 * in which the server tells it. Reads one transaction as it ends, where Yjs still holds what it is about to throw away;
 * so also a value that lost against another written at the same time is told. Writes nothing.
 */
import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import * as z from 'zod/mini';
import { RECORD_TYPES, type RecordType } from './records/index.ts';
import { isId, type Json, tableOf } from './workspace.ts';

/** Stands as the field of the one entry that tells a record's creation; its value is what it was made with. */
export const CREATION = '$';
/** Stands as the field of entries that tell that someone worked on a record's text. */
export const TEXT = '#text';

/** One write of one field. Null = empty, or cleared. */
export interface FieldChange {
  readonly kind: 'field';
  readonly type: RecordType;
  readonly record: string;
  /** a field's key, a member of a set (`tags/x`), or `$` */
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  /** false for a value that another one, written at the same time, stands before; `before` is that one then */
  readonly stood: boolean;
  /** the Yjs client id that wrote it */
  readonly client: number;
}
/** Someone worked on the text of a record; letters have no history. */
export interface TextChange {
  readonly kind: 'text';
  readonly type: RecordType;
  readonly record: string;
}
/** A record is gone for good: nothing of it may be kept. */
export interface PurgeChange {
  readonly kind: 'purge';
  readonly type: RecordType;
  readonly record: string;
}
export type HistoryChange = FieldChange | TextChange | PurgeChange;

/** Keys that nobody fills in: who touched a record, and where a card lies. */
const SILENT: ReadonlySet<string> = new Set(['v', 'updated', 'order', 'version']);
const isSilent = (key: string): boolean =>
  SILENT.has(key) || key.startsWith('editors/') || key.startsWith('contributors/');

export interface Collected<T> {
  readonly result: T;
  readonly changes: readonly HistoryChange[];
  /** what went wrong in telling; the change itself is done all the same */
  readonly problem: unknown;
}

/** Does what changes a document and tells what it changed in records. Throws only what `change` throws. */
export function collectChanges<T>(doc: Y.Doc, change: () => T): Collected<T> {
  const changes: HistoryChange[] = [];
  let problem: unknown = null;
  // before anything changes: a root that nobody asked for yet is of no kind, and becomes another object when it is
  const tables: Tables = new Map(RECORD_TYPES.map((type) => [tableOf(doc, type), type]));
  const collect = (transaction: Y.Transaction): void => {
    try {
      changes.push(...changesIn(doc, transaction, tables));
    } catch (error) {
      // thrown here it would stand as a fault of the update
      problem = error;
    }
  };
  doc.on('afterTransaction', collect);
  try {
    const result = change();
    return { result, changes, problem };
  } finally {
    doc.off('afterTransaction', collect);
  }
}

type RecordMap = Y.Map<unknown>;

type Tables = ReadonlyMap<unknown, RecordType>;

function changesIn(doc: Y.Doc, transaction: Y.Transaction, tables: Tables): HistoryChange[] {
  const writes = writesIn(doc, transaction, tables);
  const created = new Set(
    writes.filter(({ field }) => field === CREATION).map(({ type, record }) => `${type}/${record}`),
  );
  const texts = textsIn(transaction, tables).filter(({ type, record }) => !created.has(`${type}/${record}`));
  return [...writes, ...texts, ...purgesIn(transaction, tables)];
}

/** Each new item under a key of a record is one write of it; of several by one writer the last counts. */
function writesIn(doc: Y.Doc, transaction: Y.Transaction, tables: Tables): FieldChange[] {
  const latest = new Map<string, { item: Y.Item; map: RecordMap; type: RecordType; record: string; field: string }>();
  for (const item of newItems(doc, transaction)) {
    const map = item.parent;
    const field = item.parentSub;
    if (field === null || isSilent(field) || !(map instanceof Y.Map) || !isPlain(item)) continue;
    const type = tables.get(map._item?.parent);
    const record = map._item?.parentSub;
    if (!type || !isId(record) || map._item?.deleted) continue;
    latest.set(`${type}/${record}/${item.id.client}/${field}`, { item, map, type, record, field });
  }
  return Array.from(latest.values()).flatMap(({ item, map, type, record, field }) => {
    const stood = map._map.get(field) === item && !item.deleted;
    const after = valueOf(item);
    const before = stood ? valueBefore(transaction, map, field, item) : standing(map, field);
    if (stood && equalityDeep(before, after)) return [];
    return [{ kind: 'field', type, record, field, before, after, stood, client: item.id.client }];
  });
}

function* newItems(doc: Y.Doc, { beforeState, afterState }: Y.Transaction): Generator<Y.Item> {
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (end <= start || !structs) continue;
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index++) {
      const struct = structs[index];
      if (struct instanceof Y.Item) yield struct;
    }
  }
}

/** What stood under a key before the transaction: the nearest older item, else what the record was made with. */
function valueBefore({ beforeState }: Y.Transaction, map: RecordMap, field: string, item: Y.Item): Json {
  let older = item.left;
  while (older && older.id.clock >= (beforeState.get(older.id.client) ?? 0)) older = older.left;
  if (older) return isPlain(older) ? valueOf(older) : null;
  return field === CREATION ? null : baseValue(map, field);
}

function standing(map: RecordMap, field: string): Json {
  const item = map._map.get(field);
  if (item && !item.deleted) return isPlain(item) ? valueOf(item) : null;
  return baseValue(map, field);
}

function baseValue(map: RecordMap, field: string): Json {
  const base = map.get(CREATION);
  const own = typeof base === 'object' && base !== null && Object.hasOwn(base, field);
  return own ? ((base as Record<string, Json>)[field] ?? null) : null;
}

const isPlain = ({ content }: Y.Item): boolean => content instanceof Y.ContentAny || content instanceof Y.ContentJSON;

const valueOf = ({ content }: Y.Item): Json => content.getContent().at(-1) ?? null;

/** Records whose text was worked on: what changed lies somewhere below one. */
function textsIn({ changed }: Y.Transaction, tables: Tables): TextChange[] {
  const found = new Map<string, TextChange>();
  for (const [below] of changed) {
    // a record's own keys, and tables, are no text
    let item = below instanceof Y.Map ? null : below._item;
    while (item && !item.deleted && item.parent instanceof Y.AbstractType) {
      const above: Y.Item | null = item.parent._item;
      const type = tables.get(above?.parent);
      const record = above?.parentSub;
      if (type && isId(record) && item.parentSub === TEXT)
        found.set(`${type}/${record}`, { kind: 'text', type, record });
      item = above;
    }
  }
  return [...found.values()];
}

function purgesIn({ changed, deleteSet }: Y.Transaction, tables: Tables): PurgeChange[] {
  const found: PurgeChange[] = [];
  for (const [table, keys] of changed) {
    const type = tables.get(table);
    if (!type) continue;
    for (const record of keys) {
      const item = record === null ? undefined : table._map.get(record);
      if (isId(record) && item?.deleted && Y.isDeleted(deleteSet, item.id)) found.push({ kind: 'purge', type, record });
    }
  }
  return found;
}

/** One line of a record's history, as the server tells it. */
export const HistoryEntryShape = z.object({
  id: z.number(),
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** false: another value, written at the same time, stood before this one; that one is `before` */
  stood: z.boolean(),
  /** when the server took it, milliseconds UTC: what was written offline has the time of its arrival */
  at: z.number(),
  /** the account (or key) whose connection brought it; null for the server itself */
  author: z.nullable(z.string()),
  /** whose session it was written in as far as the server knows, where someone else's connection brought it */
  claimed: z.optional(z.string()),
});
export type HistoryEntry = z.infer<typeof HistoryEntryShape>;

/** A page of a record's history, the newest first; `next` is the cursor of the page after it. */
export const HistoryPageShape = z.object({ entries: z.array(HistoryEntryShape), next: z.optional(z.number()) });
export type HistoryPage = z.infer<typeof HistoryPageShape>;

/** `GET /api/workspaces/:id/history/:type/:record?before=<cursor>` answers a `HistoryPage`, to whoever may read the room. */
export const historyPath = (workspace: string, type: string, record: string): string =>
  `/api/workspaces/${workspace}/history/${type}/${record}`;
