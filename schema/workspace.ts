/**
 * Where records lie in a workspace's Y.Doc, and the only code that reads or writes them there.
 * Layout: one Y.Map a record type; in it a Y.Map a record with `$`, the JSON of its creation (written once), and later
 * values as keys beside it. A member of a set field is a key of its own, `field/<member>`. Reading merges, freezes and
 * never throws; clearing writes null (a deleted key would uncover the base). Never mutate what `get` returns: it is live.
 */
import { equalityDeep } from 'lib0/function';
import * as Y from 'yjs';
import { isOfKind, type Field, type Mark } from './fields.ts';
import {
  RECORD_TYPES,
  RECORDS,
  type AnyRecord,
  type ChangesOf,
  type RecordType,
  type RecordTypes,
} from './records/index.ts';
import type { SetChange } from './records/declare.ts';
import { cleanLine, foldKey } from './text.ts';

/** Layout version of the document. */
export const DOCUMENT_VERSION = 1;

export type Json = unknown;
/** One key of a record as it lies in the document, with its value before and after. Undefined = was never there. */
export interface KeyChange {
  readonly key: string;
  readonly before: Json;
  readonly after: Json;
}

const BASE = '$';
const TEXT = '#text';
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const TEXT_LIMIT = 2000;
/** deeper than any editor nests; what a foreign client nested deeper must not overflow the stack */
const DEPTH_LIMIT = 64;

export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

type RecordMap = Y.Map<unknown>;

/** The map of all records of a type, bin included. */
export const tableOf = (doc: Y.Doc, type: RecordType): Y.Map<RecordMap> => doc.getMap<RecordMap>(type);

/** The map of the feed: time-sortable id → event, append only. */
export const eventMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('event');

const recordMap = (doc: Y.Doc, type: RecordType, id: string): RecordMap | undefined => {
  const map = tableOf(doc, type).get(id);
  return map instanceof Y.Map ? map : undefined;
};

const isYjsType = (value: unknown): boolean => value instanceof Y.AbstractType || value instanceof Y.Doc;

/** A decoded object may have any prototype (a foreign client's `__proto__` key sets it): only its own keys are read. */
const isPlain = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value) &&
  !isYjsType(value);

const baseOf = (map: RecordMap): Readonly<Record<string, Json>> => {
  const base = map.get(BASE);
  return isPlain(base) ? base : {};
};

/** By name in maps, so that no name of an object's internals is found. */
const FIELDS = new Map<RecordType, ReadonlyMap<string, Field>>(
  RECORD_TYPES.map((type) => [type, new Map<string, Field>(Object.entries(RECORDS[type].fields))]),
);
const fieldsOf = (type: RecordType): ReadonlyMap<string, Field> => FIELDS.get(type)!;

/** Names of the fields that are sets. */
const SETS = new Map<RecordType, readonly string[]>(
  RECORD_TYPES.map((type) => [type, [...fieldsOf(type)].flatMap(([name, { kind }]) => (kind === 'set' ? [name] : []))]),
);

/** The declaration of a field; undefined for a name that is none, `constructor` and its like among them. */
export const fieldOf = (type: RecordType, name: string): Field | undefined => fieldsOf(type).get(name);

const rawValue = (map: RecordMap, base: Readonly<Record<string, Json>>, key: string): Json =>
  map.has(key) ? map.get(key) : Object.hasOwn(base, key) ? base[key] : undefined;

/** The key under which a set keeps one member: its folded label, so that `Çelik` and `celik` are one tag. */
export const memberKey = (field: string, label: string): string => `${field}/${foldKey(label)}`;

const ABSENT_MARK: Mark = Object.freeze({ at: 0, by: '' });
const isMark = (value: unknown): value is Mark => isOfKind('mark', value);

/** The record as people see it, or null where there is none. Unknown fields pass through. */
export function readRecord<T extends RecordType>(doc: Y.Doc, type: T, id: string): RecordTypes[T] | null {
  const map = recordMap(doc, type, id);
  return map && isId(id) ? recordFrom(type, id, map) : null;
}

/** Reads a record from its map: see `readRecord`. Runs for each record of a workspace when it opens: keep it lean. */
export function recordFrom<T extends RecordType>(type: T, id: string, map: RecordMap): RecordTypes[T] {
  const fields = fieldsOf(type);
  const base = baseOf(map);
  const created = base['created'];
  // Filled field by field against its declaration: this is the one place where JSON becomes a record.
  const whole = {} as RecordTypes[T] & Record<string, Json>;
  const record: Record<string, Json> = whole;
  record['id'] = id;
  record['type'] = type;
  record['created'] = isMark(created) ? frozen(created) : ABSENT_MARK;
  const members: Member[] = [];
  for (const key of Object.keys(base)) if (!map.has(key)) take(record, fields, members, key, base[key]);
  map.forEach((value, key) => take(record, fields, members, key, value));
  for (const name of SETS.get(type)!) {
    const own = members.filter((member) => member.set === name);
    record[name] = own.length > 0 ? Object.freeze(own.sort(byKey).map(({ label }) => label)) : NONE;
  }
  if (RECORDS[type].richText) record['text'] = plainText(map.get(TEXT));
  Object.freeze(whole);
  return whole;
}

/** One member of a set as it lies in a record: `tags/sicak` → Sıcak. */
interface Member {
  readonly set: string;
  readonly key: string;
  readonly label: string;
}

/** Puts what a key holds where it belongs; nothing where it holds nothing that its field may. */
function take(
  record: Record<string, Json>,
  fields: ReadonlyMap<string, Field>,
  members: Member[],
  key: string,
  value: Json,
): void {
  if (value === null || value === undefined || value === '') return;
  const declared = fields.get(key);
  if (declared) {
    if (declared.kind !== 'set' && isOfKind(declared.kind, value)) record[key] = frozen(value);
    return;
  }
  if (RESERVED.has(key)) return;
  const slash = key.indexOf('/');
  if (slash >= 0) {
    const set = key.slice(0, slash);
    if (typeof value === 'string' && fields.get(set)?.kind === 'set') members.push({ set, key, label: value });
    return;
  }
  // what a newer client wrote passes through; a Yjs type of a foreign one is no value
  if (!isYjsType(value)) record[key] = frozen(value);
}

/** Keys of a record that are no fields. `v` is the layout it was made in. */
const RESERVED: ReadonlySet<string> = new Set([BASE, TEXT, 'id', 'type', 'created', 'v', '__proto__']);

/** Values are the document's own objects: frozen, so that nobody changes the next encode by writing to one. */
function frozen(value: Json): Json {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    for (const key of Object.keys(value)) frozen((value as Record<string, Json>)[key]);
    Object.freeze(value);
  }
  return value;
}

const NONE: readonly string[] = Object.freeze([]);
const byKey = (a: Member, b: Member): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** The co-edited text of a record that has one. The only way to it, so that texts can move to rooms of their own. */
export function richText(doc: Y.Doc, type: RecordType, id: string): Y.XmlFragment | null {
  const text = recordMap(doc, type, id)?.get(TEXT);
  return text instanceof Y.XmlFragment ? text : null;
}

function plainText(fragment: unknown): string {
  if (!(fragment instanceof Y.XmlFragment)) return '';
  const parts: string[] = [];
  let length = 0;
  const walk = (node: Y.XmlFragment | Y.XmlElement, depth: number): void => {
    if (depth > DEPTH_LIMIT) return;
    for (const child of node.toArray()) {
      if (length > TEXT_LIMIT) return;
      if (child instanceof Y.XmlText) {
        for (const { insert } of child.toDelta() as { insert: unknown }[]) {
          if (typeof insert === 'string') {
            parts.push(insert);
            length += insert.length;
          }
        }
      } else if (child instanceof Y.XmlElement) {
        const label = child.nodeName === 'mention' ? child.getAttribute('label') : undefined;
        if (label) parts.push(`@${label}`);
        walk(child, depth + 1);
        if (child.nodeName !== 'mention') parts.push('\n');
      }
    }
  };
  walk(fragment, 0);
  return parts
    .join('')
    .replace(/\n{2,}/g, '\n')
    .trim()
    .slice(0, TEXT_LIMIT);
}

/** Every key that writing these changes would touch, with before and after; nothing for what would not change. */
export function keyChanges<T extends RecordType>(
  doc: Y.Doc,
  type: T,
  id: string,
  changes: ChangesOf<T>,
): readonly KeyChange[] {
  const map = recordMap(doc, type, id);
  if (!map) return [];
  const base = baseOf(map);
  const result: KeyChange[] = [];
  for (const [key, after] of encodeChanges(type, changes, () => setMembers(map, base))) {
    const before = rawValue(map, base, key);
    if (!equalityDeep(before ?? null, after ?? null)) result.push({ key, before, after: after ?? null });
  }
  return result;
}

function setMembers(map: RecordMap, base: Readonly<Record<string, Json>>): readonly string[] {
  const keys = new Set(Object.keys(base).filter((key) => key.includes('/')));
  map.forEach((_, key) => key.includes('/') && keys.add(key));
  return [...keys].filter((key) => typeof rawValue(map, base, key) === 'string');
}

/**
 * Changes as keys and values of the document. A whole set becomes additions, and nulls for the members seen.
 * Throws on a field that is not declared and on a value that is not of its kind: callers parse at their edge.
 */
function* encodeChanges<T extends RecordType>(
  type: T,
  changes: ChangesOf<T>,
  members: () => readonly string[],
): Generator<[string, Json]> {
  for (const [name, value] of Object.entries(changes) as [string, Json][]) {
    if (value === undefined) continue;
    const declared = fieldOf(type, name);
    if (!declared) throw new Error(`${type} has no field ${name}`);
    if (declared.kind !== 'set') {
      const after = value === '' ? null : value;
      if (after !== null && !isOfKind(declared.kind, after)) throw new Error(`${type}.${name} holds no such value`);
      yield [name, after];
      continue;
    }
    const change = (value ?? []) as SetChange;
    const wanted = new Map<string, string>();
    const whole = isWhole(change);
    for (const label of whole ? change : (change.add ?? [])) {
      const clean = cleanLine(label);
      const key = memberKey(name, clean);
      // the first spelling stands
      if (clean !== '' && !wanted.has(key)) wanted.set(key, clean);
    }
    const away = whole
      ? members().filter((key) => key.startsWith(`${name}/`))
      : (change.remove ?? []).map((label) => memberKey(name, label));
    for (const key of away) if (!wanted.has(key)) yield [key, null];
    const here = new Set(members());
    // an existing member keeps its spelling: adding `celik` to `Çelik` changes nothing
    for (const [key, label] of wanted) if (!here.has(key)) yield [key, label];
  }
}

const isWhole = (change: SetChange): change is readonly string[] => Array.isArray(change);

/** Writes keys of a record; must run inside a transaction. Keys of a record that is gone are passed over. */
export function writeKeys(doc: Y.Doc, type: RecordType, id: string, keys: readonly KeyChange[]): void {
  const map = recordMap(doc, type, id);
  if (map) for (const { key, after } of keys) map.set(key, after ?? null);
}

/** Says who touched a record last and, unless they made it, that they did; must run inside a transaction. */
export function writeTouch(doc: Y.Doc, type: RecordType, id: string, mark: Mark): void {
  const map = recordMap(doc, type, id);
  if (!map) return;
  map.set('updated', mark);
  const made = baseOf(map)['created'];
  const editor = memberKey('editors', mark.by);
  if (!(isMark(made) && made.by === mark.by) && map.get(editor) !== mark.by) map.set(editor, mark.by);
}

/** What a key of a record holds now; undefined where the record or the key is not there. */
export function readKey(doc: Y.Doc, type: RecordType, id: string, key: string): Json {
  const map = recordMap(doc, type, id);
  return map ? rawValue(map, baseOf(map), key) : undefined;
}

/** Makes a record; must run inside a transaction. An id that is already there is left alone: false. Throws on a bad id. */
export function writeRecord<T extends RecordType>(
  doc: Y.Doc,
  type: T,
  id: string,
  created: Mark,
  values: ChangesOf<T>,
): boolean {
  if (!isId(id)) throw new Error('not an id');
  const table = tableOf(doc, type);
  if (table.has(id)) return false;
  const base: Record<string, Json> = { v: DOCUMENT_VERSION, created };
  for (const [key, value] of encodeChanges(type, values, () => [])) if (value !== null) base[key] = value;
  const map = new Y.Map<unknown>();
  map.set(BASE, base);
  if (RECORDS[type].richText) map.set(TEXT, new Y.XmlFragment());
  table.set(id, map);
  return true;
}

/** Removes a record for good; must run inside a transaction. */
export function purgeRecord(doc: Y.Doc, type: RecordType, id: string): void {
  tableOf(doc, type).delete(id);
}

/** A record as it lies in the document: its keys with what they hold, cleared ones left out, and its text. */
export interface StoredRecord {
  readonly keys: readonly (readonly [key: string, value: Json])[];
  readonly text: Y.XmlFragment | null;
}

/** Reads a record of any type, known or not, from its table; null where there is none. */
export function readStored(table: Y.Map<unknown>, id: string): StoredRecord | null {
  const map = table.get(id);
  if (!(map instanceof Y.Map)) return null;
  const base = baseOf(map);
  const names = new Set([...Object.keys(base), ...map.keys()]);
  const keys = [...names]
    .filter((key) => key !== BASE && key !== TEXT)
    .map((key) => [key, rawValue(map, base, key)] as const)
    .filter(([, value]) => value !== null && value !== undefined);
  const text: unknown = map.get(TEXT);
  return { keys, text: text instanceof Y.XmlFragment ? text : null };
}

/** Makes a record of any type from what `readStored` gave; must run inside a transaction. Answers its text, where it has one. */
export function writeStored(
  table: Y.Map<unknown>,
  id: string,
  keys: Readonly<Record<string, Json>>,
  hasText: boolean,
): Y.XmlFragment | null {
  const map = new Y.Map<unknown>();
  map.set(BASE, keys);
  const text = hasText ? new Y.XmlFragment() : null;
  if (text) map.set(TEXT, text);
  table.set(id, map);
  return text;
}

/** Whether a record lies in the bin. */
export const isBinned = (record: AnyRecord): boolean => record.bin !== undefined;
