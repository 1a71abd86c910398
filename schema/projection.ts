/**
 * The one way out: turns each transaction into a change set of frozen records and keeps indexes over them.
 * The law: what it holds after any sequence of transactions equals what it would hold if it were built anew.
 */
import * as Y from 'yjs';
import { eventFrom, type FeedEvent } from './event.ts';
import { INDEXES, type IndexName } from './indexes.ts';
import { RECORD_TYPES, type AnyRecord, type RecordType, type RecordTypes } from './records/index.ts';
import { allAtOnce, mergeSorted, SLICE, type Slices } from './slices.ts';
import { eventMap, isId, recordFrom, tableOf } from './workspace.ts';

/** One record of a type before and after a transaction; absent = was not there. */
export interface Change<T extends RecordType = RecordType> {
  readonly id: string;
  readonly prev: RecordTypes[T] | undefined;
  readonly next: RecordTypes[T] | undefined;
}
export type RecordChanges = { readonly [T in RecordType]: readonly Change<T>[] };
export interface ChangeSet {
  readonly records: RecordChanges;
  /** new in the feed */
  readonly events: readonly FeedEvent[];
  /** whether events left the feed, as those of a purged record do, or turned unreadable */
  readonly eventsGone: boolean;
}
export type Listener = (changes: ChangeSet, transaction: Y.Transaction | null) => void;

export interface Projection {
  readonly doc: Y.Doc;
  /** a record, binned ones too */
  get<T extends RecordType>(type: T, id: string): RecordTypes[T] | undefined;
  /** every record of a type, binned ones too, in no order */
  all<T extends RecordType>(type: T): IterableIterator<RecordTypes[T]>;
  size(type: RecordType): number;
  /** records that an index files under a key, in no order; see indexes.ts */
  find<T extends RecordType>(type: T, index: IndexName, key: string): readonly RecordTypes[T][];
  /** makes an index before it is asked for, a part at each step; where records change meanwhile it is left to `find` */
  prepare(type: RecordType, index: IndexName): Generator<void, void>;
  /** the feed, oldest first */
  events(): readonly FeedEvent[];
  /** reads the feed before it is asked for, in slices; where it grows meanwhile it is left to `events` */
  prepareEvents(): Slices<void>;
  /** rises with each transaction that changed a type, or the feed */
  version(type: RecordType | 'event'): number;
  /** hears every change set after indexes stand; answers how to stop */
  subscribe(listener: Listener): () => void;
  destroy(): void;
}

/** Ids by key. Nearly all keys have one: a set for each of fifty thousand phones would weigh more than the phones. */
type Filed = Map<string, string | Set<string>>;

interface Table {
  readonly map: Y.Map<Y.Map<unknown>>;
  readonly rows: Map<string, AnyRecord>;
  /** those that were asked for: the others are built when they are */
  readonly indexes: Map<IndexName, Filed>;
  version: number;
}

/** Builds the projection of a document and keeps it in step. */
export function createProjection(doc: Y.Doc): Projection {
  const tables = new Map<RecordType, Table>();
  const listeners = new Set<Listener>();
  const feed = eventMap(doc);
  /** null until somebody reads the feed */
  let events: readonly FeedEvent[] | null = null;
  let eventVersion = 1;

  for (const type of RECORD_TYPES) {
    const table: Table = { map: tableOf(doc, type), rows: new Map(), indexes: new Map(), version: 1 };
    tables.set(type, table);
    table.map.forEach((map, id) => {
      const record = read(type, id, map);
      if (record) table.rows.set(id, record);
    });
  }

  const onTransaction = (transaction: Y.Transaction): void => {
    const changes = changesOf(transaction);
    if (!changes) return;
    for (const listener of listeners) listener(changes, transaction);
  };
  doc.on('afterTransaction', onTransaction);
  const typeOfMap = new Map<unknown, RecordType>([...tables].map(([type, table]) => [table.map, type]));

  function changesOf(transaction: Y.Transaction): ChangeSet | null {
    const dirty = new Map<RecordType, Set<string>>();
    let touched: ReadonlySet<string | null> = NO_KEYS;
    for (const [changed, keys] of transaction.changed) {
      if (Object.is(changed, feed)) touched = keys;
      else markDirty(changed, keys, typeOfMap, dirty);
    }
    const { added, eventsGone } = refreshEvents(touched);
    if (dirty.size === 0 && added.length === 0 && !eventsGone) return null;
    const records = {} as { -readonly [T in RecordType]: RecordChanges[T] };
    for (const type of RECORD_TYPES) {
      const table = tables.get(type)!;
      const ids = dirty.get(type);
      const list: Change[] = [];
      if (ids) for (const id of ids) push(list, refresh(type, table, id));
      if (list.length > 0) table.version += 1;
      Object.assign(records, { [type]: list });
    }
    return { records, events: added, eventsGone };
  }

  function* readEvents(): Slices<readonly FeedEvent[]> {
    const found: FeedEvent[] = [];
    let read = 0;
    for (const [id, value] of feed.entries()) {
      const event = eventFrom(id, value);
      if (event) found.push(event);
      read += 1;
      if (read % SLICE === 0) yield;
    }
    return yield* mergeSorted(found, byId);
  }

  const allEvents = (): readonly FeedEvent[] => (events ??= allAtOnce(readEvents()));

  function* prepareEvents(): Slices<void> {
    if (events) return;
    const begun = eventVersion;
    const found = yield* readEvents();
    if (eventVersion === begun) events ??= found;
  }

  function refreshEvents(keys: ReadonlySet<string | null>): { added: FeedEvent[]; eventsGone: boolean } {
    const ids = [...keys].filter((key) => key !== null);
    const added = ids.flatMap((id) => eventFrom(id, feed.get(id)) ?? []).sort(byId);
    const stay = new Set(added.map((event) => event.id));
    const eventsGone = ids.some((id) => !stay.has(id));
    const last = events?.at(-1);
    // nearly always what changed is newer than all there was
    if (events && last && ids.some((id) => id <= last.id)) {
      events = [...events.filter(({ id }) => !keys.has(id)), ...added].sort(byId);
    } else if (events && added.length > 0) events = events.concat(added);
    if (added.length > 0 || eventsGone) eventVersion += 1;
    return { added, eventsGone };
  }

  function read(type: RecordType, id: string, map: unknown): AnyRecord | undefined {
    return map instanceof Y.Map && isId(id) ? recordFrom(type, id, map) : undefined;
  }

  function refresh(type: RecordType, table: Table, id: string): Change | null {
    const prev = table.rows.get(id);
    const next = read(type, id, table.map.get(id));
    if (!prev && !next) return null;
    if (next) table.rows.set(id, next);
    else table.rows.delete(id);
    for (const [name, filed] of table.indexes) {
      const keyOf = INDEXES[type].get(name)!;
      refile(filed, id, prev && keyOf(prev), next && keyOf(next));
    }
    return { id, prev, next };
  }

  function indexOf(type: RecordType, name: IndexName): Filed | undefined {
    const { indexes, rows } = tables.get(type)!;
    const keyOf = INDEXES[type].get(name);
    let filed = indexes.get(name);
    if (filed || !keyOf) return filed;
    filed = new Map();
    for (const record of rows.values()) refile(filed, record.id, undefined, keyOf(record));
    indexes.set(name, filed);
    return filed;
  }

  function* prepare(type: RecordType, name: IndexName): Generator<void, void> {
    const table = tables.get(type)!;
    const { indexes, version } = table;
    const keyOf = INDEXES[type].get(name);
    if (!keyOf || indexes.has(name)) return;
    const filed: Filed = new Map();
    for (const [at, record] of [...table.rows.values()].entries()) {
      if (at % FILED_AT_ONCE === 0 && at > 0) yield;
      if (table.version !== version || indexes.has(name)) return;
      refile(filed, record.id, undefined, keyOf(record));
    }
    indexes.set(name, filed);
  }

  // rows of a table are only ever written by `refresh` with that table's type
  const row = <T extends RecordType>(type: T, id: string) =>
    tables.get(type)!.rows.get(id) as RecordTypes[T] | undefined;

  return {
    doc,
    get: row,
    all: <T extends RecordType>(type: T) => tables.get(type)!.rows.values() as MapIterator<RecordTypes[T]>,
    size: (type) => tables.get(type)!.rows.size,
    find(type, index, key) {
      const ids = indexOf(type, index)?.get(key);
      if (ids === undefined) return [];
      return typeof ids === 'string' ? [row(type, ids)!] : [...ids].map((id) => row(type, id)!);
    },
    prepare,
    events: allEvents,
    prepareEvents,
    version: (type) => (type === 'event' ? eventVersion : tables.get(type)!.version),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      doc.off('afterTransaction', onTransaction);
      listeners.clear();
    },
  };
}

/** Some milliseconds of work. */
const FILED_AT_ONCE = 4_000;

const NO_KEYS: ReadonlySet<string | null> = new Set();
/** Ids differ: each is the key of one event. */
const byId = (a: FeedEvent, b: FeedEvent): number => (a.id < b.id ? -1 : 1);

/** Moves an id from one key to another. */
function refile(filed: Filed, id: string, before: string | undefined, after: string | undefined): void {
  if (before === after) return;
  const from = before === undefined ? undefined : filed.get(before);
  if (before !== undefined && from !== undefined) {
    if (typeof from === 'object') from.delete(id);
    if (from === id || (typeof from === 'object' && from.size === 0)) filed.delete(before);
  }
  if (after === undefined) return;
  const to = filed.get(after);
  if (to === undefined) filed.set(after, id);
  else if (typeof to === 'object') to.add(id);
  else filed.set(after, new Set([to, id]));
}

const push = (list: Change[], change: Change | null): void => {
  if (change) list.push(change);
};

/** Finds the record that a changed Yjs type belongs to: the table, the record's map, or a text inside it. */
function markDirty(
  changed: unknown,
  keys: ReadonlySet<string | null>,
  typeOfMap: ReadonlyMap<unknown, RecordType>,
  dirty: Map<RecordType, Set<string>>,
): void {
  const add = (type: RecordType, id: string): void => {
    const ids = dirty.get(type);
    if (ids) ids.add(id);
    else dirty.set(type, new Set([id]));
  };
  const table = typeOfMap.get(changed);
  if (table) {
    for (const key of keys) if (key !== null) add(table, key);
    return;
  }
  let node = changed as Y.AbstractType<unknown> | null;
  while (node?._item) {
    const parent = node._item.parent as Y.AbstractType<unknown> | null;
    const type = typeOfMap.get(parent);
    if (type) {
      if (node._item.parentSub !== null) add(type, node._item.parentSub);
      return;
    }
    node = parent;
  }
}
