/**
 * What others changed while a device could not hear them: fields that its member changed too, with both values, and
 * records they worked on that were binned or purged meanwhile. Reads one transaction, as it ends, in which the server's
 * content came in; Yjs still holds there what it is about to throw away. Writes nothing: whichever value stands, stands.
 */
import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import { isOfKind, type Mark } from './fields.ts';
import { isRecordType, RECORD_TYPES, type AnyRecord, type RecordType } from './records/index.ts';
import { titleOf } from './title.ts';
import { fieldOf, isId, tableOf, type Json } from './workspace.ts';

interface Away {
  readonly type: RecordType;
  readonly record: string;
  /** who changed it, and when; null where that is not known any more */
  readonly by: string | null;
  readonly at: number | null;
}
/** A key that both changed. Null = cleared. */
export interface AwayField extends Away {
  readonly kind: 'field';
  readonly key: string;
  readonly mine: Json;
  readonly theirs: Json;
  /** their value was overwritten before it could be seen here */
  readonly isLost: boolean;
}
/** A record that the member changed, now in the bin. */
export interface AwayBinned extends Away {
  readonly kind: 'binned';
}
/** A record that the member changed, gone for good: what they wrote is here and nowhere else. */
export interface AwayPurged extends Away {
  readonly kind: 'purged';
  readonly title: string;
  readonly mine: readonly { readonly key: string; readonly value: Json }[];
}
export type AwayChange = AwayField | AwayBinned | AwayPurged;

/** Names what a change is about: a later one of the same takes its place. */
export const awayKey = (change: AwayChange): string =>
  `${change.type}/${change.record}${change.kind === 'field' ? `/${change.key}/${valueKey(change)}` : ''}`;

/** Of three who wrote one key, whoever overwrote two is told of both. */
const valueKey = ({ isLost, theirs }: AwayField): string => (isLost ? 'lost' : JSON.stringify(theirs));

/** Whether the struct with this id was made on this device and had not reached the server. */
export type IsUnsent = (client: number, clock: number) => boolean;

/** Keys that no one fills in by hand: who touched it, where a card lies, what an import left. */
const SILENT: ReadonlySet<string> = new Set(['$', '#text', 'v', 'updated', 'order', 'batch', 'rawHash', 'version']);
const isSilent = (key: string): boolean =>
  SILENT.has(key) || key.startsWith('editors/') || key.startsWith('contributors/');

/** What a transaction that brought the server's content changed of what the member had changed. */
export function awayChanges(doc: Y.Doc, transaction: Y.Transaction, isUnsent: IsUnsent): readonly AwayChange[] {
  const tables = new Map<unknown, RecordType>(RECORD_TYPES.map((type) => [tableOf(doc, type), type]));
  const around: Around = { doc, transaction, isUnsent };
  const found: AwayChange[] = [];
  for (const [changed, keys] of transaction.changed) {
    const table = tables.get(changed);
    if (table !== undefined) {
      for (const id of keys) if (id !== null && isId(id)) found.push(...purged(around, table, id));
      continue;
    }
    const item = changed._item;
    const type = item && tables.get(item.parent);
    const id = item?.parentSub;
    if (!(changed instanceof Y.Map) || !type || !isId(id) || item?.deleted) continue;
    for (const key of keys) {
      if (key === 'bin') found.push(...binned(around, changed, { type, record: id }));
      else if (key !== null && !isSilent(key)) found.push(...field(around, changed, { type, record: id }, key));
    }
  }
  return found;
}

interface Around {
  readonly doc: Y.Doc;
  readonly transaction: Y.Transaction;
  readonly isUnsent: IsUnsent;
}
type Named = Pick<Away, 'type' | 'record'>;
type RecordMap = Y.Map<unknown>;

function field(around: Around, map: RecordMap, named: Named, key: string): AwayField[] {
  const chain = chainOf(map, key);
  const mine = chain.find((item) => isMine(around, item));
  if (!mine) return [];
  const theirs = chain.filter((item) => isNew(around, item) && !knows(around, item, mine));
  const [newest] = theirs;
  if (!newest) return [];
  const base = { kind: 'field' as const, ...named, key, mine: valueOf(mine) };
  // Several may come at once, each of which someone wrote without the others; what its own writer took back is not told.
  const readable = theirs.filter((item) => isReadable(item) && !theirs.some((other) => knows(around, other, item)));
  if (readable.length === 0) return [{ ...base, theirs: null, isLost: true, ...markOf(around, map, newest) }];
  return readable
    .map((item) => ({ ...base, theirs: valueOf(item), isLost: false, ...markOf(around, map, item) }))
    .filter((change) => !same(change.mine, change.theirs));
}

function binned(around: Around, map: RecordMap, named: Named): AwayBinned[] {
  const bin = map._map.get('bin');
  if (!bin || bin.deleted || !isNew(around, bin)) return [];
  const mark = valueOf(bin);
  if (!isMark(mark) || mineIn(around, map).length === 0) return [];
  return [{ kind: 'binned', ...named, by: mark.by, at: mark.at }];
}

function purged(around: Around, type: RecordType, id: string): AwayPurged[] {
  const item = tableOf(around.doc, type)._map.get(id);
  if (!item?.deleted || !Y.isDeleted(around.transaction.deleteSet, item.id)) return [];
  const map = item.content instanceof Y.ContentType ? item.content.type : null;
  if (!(map instanceof Y.Map)) return [];
  const mine = mineIn(around, map).map(([key, own]) => ({ key, value: valueOf(own) }));
  if (mine.length === 0) return [];
  return [{ kind: 'purged', type, record: id, title: titleBefore(type, map), mine, by: null, at: null }];
}

/** What the member wrote in a record and the server lacks: the newest of each key. */
const mineIn = (around: Around, map: RecordMap): [key: string, item: Y.Item][] =>
  Array.from(map._map.keys()).flatMap((key) => {
    if (isSilent(key) || key === 'bin') return [];
    const mine = chainOf(map, key).find((item) => isMine(around, item));
    return mine && isReadable(mine) ? [[key, mine]] : [];
  });

/** All that was ever written under a key and not yet thrown away, the newest first. */
function chainOf(map: RecordMap, key: string): Y.Item[] {
  const chain: Y.Item[] = [];
  for (let item = map._map.get(key) ?? null; item; item = item.left) chain.push(item);
  return chain;
}

const isNew = ({ transaction }: Around, { id }: Y.Item): boolean =>
  id.clock >= (transaction.beforeState.get(id.client) ?? 0);

const isMine = (around: Around, item: Y.Item): boolean =>
  !isNew(around, item) && around.isUnsent(item.id.client, item.id.clock + item.length - 1);

/** Whether one value was written by someone who had seen the other. */
function knows({ doc }: Around, item: Y.Item, other: Y.Item): boolean {
  let origin = item.origin;
  while (origin) {
    const { client, clock } = origin;
    if (client === other.id.client && clock >= other.id.clock && clock < other.id.clock + other.length) return true;
    const before: unknown = Y.getItem(doc.store, origin);
    origin = before instanceof Y.Item ? before.origin : null;
  }
  return false;
}

const isReadable = ({ content }: Y.Item): boolean => content instanceof Y.ContentAny;

/** A value apart from the document, as plain JSON. */
function valueOf({ content }: Y.Item): Json {
  const value: Json = content.getContent().at(-1) ?? null;
  return value === null ? null : JSON.parse(JSON.stringify(value) ?? 'null');
}

/** Who wrote a value: what its writer said of the record right after it, else what the value itself says. */
function markOf(around: Around, map: RecordMap, item: Y.Item): Pick<Away, 'by' | 'at'> {
  const value = isReadable(item) ? valueOf(item) : null;
  if (isOfKind('move', value) || isMark(value)) return { by: (value as Mark).by, at: (value as Mark).at };
  const marks = chainOf(map, 'updated').flatMap((touch) => {
    const mark = isReadable(touch) ? valueOf(touch) : null;
    const isAfter = touch.id.client === item.id.client && touch.id.clock > item.id.clock;
    return isMark(mark) && isAfter ? [{ clock: touch.id.clock, by: mark.by, at: mark.at }] : [];
  });
  const [first] = marks.sort((a, b) => a.clock - b.clock);
  return first ? { by: first.by, at: first.at } : { by: null, at: null };
}

const isMark = (value: unknown): value is Mark => isOfKind('mark', value);

/** Both did the same, if perhaps not at the same time: a task finished twice, a deal moved to one stage. */
const same = (a: Json, b: Json): boolean => equalityDeep(timeless(a), timeless(b));

function timeless(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !['at', 'by', 'batch'].includes(name)));
}

/** What a record was called before it was purged. */
function titleBefore(type: RecordType, map: RecordMap): string {
  const record = { id: '', type, text: '' } as AnyRecord & Record<string, Json>;
  const take = (key: string, value: Json): void => {
    const declared = fieldOf(type, key);
    if (declared && declared.kind !== 'set' && isOfKind(declared.kind, value)) record[key] = value;
  };
  const base = map._map.get('$');
  for (const [key, value] of Object.entries(Object(base && isReadable(base) ? valueOf(base) : {}))) take(key, value);
  for (const [key, item] of map._map) if (isReadable(item)) take(key, valueOf(item));
  return titleOf(record);
}

/** Whether something that was kept on a device is such a change. */
export function isAwayChange(value: unknown): value is AwayChange {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, type, record, by, at, key, title, mine } = value as Record<string, unknown>;
  if (!isRecordType(type) || typeof record !== 'string') return false;
  if (!(by === null || typeof by === 'string') || !(at === null || isOfKind('instant', at))) return false;
  if (kind === 'field') return typeof key === 'string';
  return kind === 'binned' || (kind === 'purged' && typeof title === 'string' && Array.isArray(mine));
}
