/**
 * From documents to a file: everything a workspace holds, the bin and what only newer clients know included. Reads
 * alone, never throws on what is stored; what JSON cannot hold is left out.
 */
import * as Y from 'yjs';
import { isRecordType } from '../records/index.ts';
import { DOCUMENT_VERSION, eventMap, fieldOf, readStored, type StoredRecord } from '../workspace.ts';
import { cleanJson, cleanObject } from './cleanJson.ts';
import {
  type FilePerson,
  type JsonObject,
  type JsonValue,
  WORKSPACE_FILE_FORMAT,
  WORKSPACE_FILE_VERSION,
  type WorkspaceFile,
} from './format.ts';
import { richTextToJson } from './richTextJson.ts';

export interface ExportedWorkspace {
  readonly workspace: Y.Doc;
  readonly settings: Y.Doc;
  readonly name: string;
  readonly people: readonly FilePerson[];
  /** milliseconds UTC */
  readonly now: number;
}

/** The file of a workspace. */
export function exportWorkspace({ workspace, settings, name, people, now }: ExportedWorkspace): WorkspaceFile {
  const feed = eventMap(workspace);
  const maps = rootMaps(workspace).filter(([, map]) => map !== feed);
  const isTable = ([type, map]: RootMap): boolean =>
    isRecordType(type) || [...map.values()].some((value) => value instanceof Y.Map);
  const tables = maps.filter(isTable);
  return {
    format: WORKSPACE_FILE_FORMAT,
    version: WORKSPACE_FILE_VERSION,
    exportedAt: now,
    name,
    people,
    records: Object.fromEntries(tables.map(([type, table]) => [type, recordsIn(type, table)])),
    events: [...feed.keys()].sort().flatMap((id) => eventIn(feed, id)),
    other: Object.fromEntries(maps.filter((map) => !isTable(map)).map(([key, map]) => [key, valuesIn(map)])),
    settings: Object.fromEntries(rootMaps(settings).map(([key, map]) => [key, valuesIn(map)])),
  };
}

type RootMap = readonly [name: string, map: Y.Map<unknown>];

/** The maps at the root of a document, by name; lists and texts there are nobody's. */
function rootMaps(doc: Y.Doc): RootMap[] {
  return [...doc.share]
    .filter(([name, root]) => name !== '__proto__' && root._start === null && root._map.size > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name]) => [name, doc.getMap(name)] as const);
}

const recordsIn = (type: string, table: Y.Map<unknown>): JsonObject[] =>
  [...table.keys()].sort().flatMap((id) => {
    const stored = readStored(table, id);
    return stored ? [recordOf(type, id, stored)] : [];
  });

function recordOf(type: string, id: string, { keys, text }: StoredRecord): JsonObject {
  const record: Record<string, JsonValue> = {};
  const sets = new Map<string, [key: string, label: string][]>();
  for (const [key, value] of keys) {
    const set = key.slice(0, Math.max(key.indexOf('/'), 0));
    if (isSet(type, set) && typeof value === 'string') sets.set(set, [...(sets.get(set) ?? []), [key, value]]);
    else if (!NOT_WRITTEN.has(key) && !(key === 'v' && value === DOCUMENT_VERSION)) {
      const json = cleanJson(value);
      if (json !== undefined) record[key] = json;
    }
  }
  for (const [set, members] of sets) record[set] = members.sort(byKey).map(([, label]) => label);
  return { id, ...record, ...(text && { richText: richTextToJson(text) }) };
}

const NOT_WRITTEN = new Set(['__proto__', 'constructor', 'id', 'richText']);

/** Whether a field of a type keeps its members apart. */
const isSet = (type: string, field: string): boolean =>
  field !== '' && isRecordType(type) && fieldOf(type, field)?.kind === 'set';

const byKey = (a: [string, string], b: [string, string]): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);

function eventIn(feed: Y.Map<unknown>, id: string): JsonObject[] {
  const event = feed.get(id);
  if (typeof event !== 'object' || event === null || Array.isArray(event) || event instanceof Y.AbstractType) return [];
  return [{ ...cleanObject(event), id }];
}

const valuesIn = (map: Y.Map<unknown>): JsonObject => cleanObject(Object.fromEntries(map.entries()));
