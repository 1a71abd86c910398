// The obvious recomputation of everything that the projection keeps in step: reads the whole document anew, each time.
// The oracle of the tests; slow by intention, and it shares no code with what it judges but declarations and kinds.
import * as Y from 'yjs';
import { isOfKind } from '#schema/fields.ts';
import { compileFilter } from '#schema/filter.ts';
import { INDEXES, type IndexName } from '#schema/indexes.ts';
import type { Projection } from '#schema/projection.ts';
import { searchText, type Query } from '#schema/query.ts';
import { orderOf } from '#schema/sorting.ts';
import { RECORD_TYPES, RECORDS, type AnyRecord, type RecordType, type RecordTypes } from '#schema/records/index.ts';
import type { Fields } from '#schema/records/declare.ts';
import { EVENT_KINDS } from '#schema/event.ts';
import { fold } from '#schema/text.ts';

type Json = Record<string, unknown>;

/** Every record, by type and id, as the layout in DESIGN says it reads. */
export type SlowTables = { readonly [T in RecordType]: ReadonlyMap<string, RecordTypes[T]> };
export const slowTables = (doc: Y.Doc): SlowTables => ({
  lead: slowRecords(doc, 'lead'),
  deal: slowRecords(doc, 'deal'),
  task: slowRecords(doc, 'task'),
  activity: slowRecords(doc, 'activity'),
  note: slowRecords(doc, 'note'),
  campaign: slowRecords(doc, 'campaign'),
});

function slowRecords<T extends RecordType>(doc: Y.Doc, type: T): Map<string, RecordTypes[T]> {
  const records = new Map<string, RecordTypes[T]>();
  doc.getMap(type).forEach((map, id) => {
    if (map instanceof Y.Map && /^[A-Za-z0-9_-]{1,64}$/.test(id))
      records.set(id, slowRecord(type, id, map) as RecordTypes[T]);
  });
  return records;
}

function slowRecord(type: RecordType, id: string, map: Y.Map<unknown>): object {
  const base = map.get('$');
  const raw = new Map<string, unknown>();
  if (typeof base === 'object' && base !== null && !Array.isArray(base) && !(base instanceof Y.AbstractType)) {
    for (const [key, value] of Object.entries(base)) raw.set(key, value);
  }
  const created = raw.get('created');
  map.forEach((value, key) => raw.set(key, value));
  const record: Json = { id, type, created: isOfKind('mark', created) ? created : { at: 0, by: '' } };
  const fields: Fields = RECORDS[type].fields;
  for (const [key, value] of raw) {
    if (['$', '#text', 'id', 'type', 'created', 'v', '__proto__'].includes(key) || key.includes('/')) continue;
    if (value === null || value === undefined || value === '') continue;
    if (!Object.keys(fields).includes(key)) {
      if (!(value instanceof Y.AbstractType)) record[key] = value;
    } else if (fields[key]!.kind !== 'set' && isOfKind(fields[key]!.kind, value)) record[key] = value;
  }
  for (const [key, { kind }] of Object.entries(fields)) {
    if (kind !== 'set') continue;
    const members = [...raw].filter(
      ([path, label]) => path.startsWith(`${key}/`) && typeof label === 'string' && label !== '',
    );
    record[key] = members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, label]) => label);
  }
  if (RECORDS[type].richText) record['text'] = slowText(map.get('#text'));
  return record;
}

function slowText(fragment: unknown): string {
  if (!(fragment instanceof Y.XmlFragment)) return '';
  const textOf = (node: unknown): string => {
    if (node instanceof Y.XmlText) {
      return (node.toDelta() as { insert: unknown }[])
        .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
        .join('');
    }
    if (!(node instanceof Y.XmlElement)) return '';
    const inner = node.toArray().map(textOf).join('');
    const label = node.getAttribute('label');
    return node.nodeName === 'mention' ? (label ? `@${label}` : '') + inner : `${inner}\n`;
  };
  const lines = fragment.toArray().map(textOf).join('').split('\n');
  return lines
    .filter((line) => line !== '')
    .join('\n')
    .trim()
    .slice(0, 2000);
}

/** The feed, oldest first: only the ids, kinds and times, which is what order and presence hang on. */
export function slowEvents(doc: Y.Doc): { id: string; kind: unknown; at: unknown }[] {
  const events: { id: string; kind: unknown; at: unknown }[] = [];
  doc.getMap('event').forEach((value, id) => {
    const raw = value as Json | null;
    if (typeof raw !== 'object' || raw === null || !/^[0-9a-z]{9}-[A-Za-z0-9_-]{1,64}$/.test(id)) return;
    const known = (EVENT_KINDS as readonly unknown[]).includes(raw['kind']);
    const typed = raw['type'] === undefined || (RECORD_TYPES as readonly unknown[]).includes(raw['type']);
    if (known && typed && Number.isFinite(raw['at']) && typeof raw['by'] === 'string') {
      events.push({ id, kind: raw['kind'], at: raw['at'] });
    }
  });
  return events.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ids by key, for every index of a type. */
export function slowIndexes(tables: SlowTables, type: RecordType): Map<IndexName, Map<string, string[]>> {
  const records: readonly AnyRecord[] = [...tables[type].values()];
  return new Map(
    [...INDEXES[type]].map(([name, keyOf]) => {
      const filed = new Map<string, string[]>();
      for (const record of records) {
        const key = keyOf(record);
        if (key !== undefined) filed.set(key, [...(filed.get(key) ?? []), record.id].sort());
      }
      return [name, filed];
    }),
  );
}

/** The answer to a query, asked of every record there is. */
export function slowAsk(tables: SlowTables, query: Query): AnyRecord[] {
  const isLiving = (record: AnyRecord | undefined): boolean => record !== undefined && record.bin === undefined;
  const isBorne = (record: AnyRecord): boolean => {
    const belongs = record.type === 'note' || record.type === 'task' || record.type === 'activity';
    return !belongs || !record.subject || isLiving(tables[record.subject.type].get(record.subject.id));
  };
  const passes = query.where ? compileFilter(query.where) : () => true;
  const words = fold(query.text ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const all: readonly AnyRecord[] = [...tables[query.type].values()];
  return all
    .filter((record) => isLiving(record) === (query.bin !== true) && passes(record))
    .filter((record) => words.every((word) => searchText(record).includes(word)))
    .filter((record) => query.bin === true || isBorne(record))
    .sort(orderOf(query.sort ?? [], 'tr').compare);
}

/**
 * Every way in which a projection differs from the recomputation; empty when the law holds. `filedOnce` remembers the
 * index keys of earlier calls, so that an entry which nothing stands under any more is seen as the ghost it is.
 */
export function differences(
  projection: Projection,
  tables: SlowTables = slowTables(projection.doc),
  filedOnce: Set<string> = new Set(),
): string[] {
  const found: string[] = [];
  const compare = (what: string, held: unknown, expected: unknown): void => {
    const [a, b] = [stable(held), stable(expected)];
    if (a !== b) found.push(`${what}\n  held     ${a.slice(0, 600)}\n  expected ${b.slice(0, 600)}`);
  };
  const { doc } = projection;
  for (const type of RECORD_TYPES) {
    const expected: ReadonlyMap<string, AnyRecord> = tables[type];
    const held = new Map([...projection.all(type)].map((record) => [record.id, record]));
    compare(`ids of ${type}`, [...held.keys()].sort(), [...expected.keys()].sort());
    for (const [id, record] of expected) compare(`${type} ${id}`, held.get(id), record);
    if (projection.size(type) !== expected.size) found.push(`size of ${type}`);
    for (const record of held.values()) if (!Object.isFrozen(record)) found.push(`${type} ${record.id} is not frozen`);
    for (const [name, filed] of slowIndexes(tables, type)) {
      for (const [key, ids] of filed)
        compare(
          `index ${type}.${name} ${key}`,
          projection
            .find(type, name, key)
            .map(({ id }) => id)
            .sort(),
          ids,
        );
      for (const key of filed.keys()) filedOnce.add(`${type} ${name} ${key}`);
      for (const path of filedOnce) {
        const [ofType, ofName] = path.split(' ', 2) as [RecordType, IndexName];
        const key = path.slice(ofType.length + ofName.length + 2);
        const isHere = ofType === type && ofName === name;
        if (isHere && !filed.has(key) && projection.find(type, name, key).length > 0) found.push(`ghost in ${path}`);
      }
    }
  }
  compare(
    'events',
    projection.events().map(({ id, kind, at }) => ({ id, kind, at })),
    slowEvents(doc),
  );
  return found;
}

/** JSON with sorted keys, so that equal values give equal texts. */
export function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part) && !ArrayBuffer.isView(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : typeof part === 'bigint'
          ? `${part}n`
          : part,
    ) ?? 'undefined'
  );
}
