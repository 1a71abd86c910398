/**
 * From text to a workspace file that can be trusted: parsed and checked once, here. A file that is not whole is refused
 * as a whole, with the place where it goes wrong; nothing is guessed and nothing is half taken.
 */
import { isRole } from '../policy.ts';
import { isId } from '../workspace.ts';
import { cleanObject } from './cleanJson.ts';
import {
  type FilePerson,
  type JsonObject,
  WORKSPACE_FILE_FORMAT,
  WORKSPACE_FILE_VERSION,
  type WorkspaceFile,
} from './format.ts';
import { richNodesFrom } from './richTextJson.ts';

/** `foreign`: no file of this kind. `newer`: written by a newer version. `damaged`: of this kind, but not whole. */
export type FileProblem = 'foreign' | 'newer' | 'damaged';
export type FileReading =
  | { readonly ok: true; readonly file: WorkspaceFile }
  /** `at` names the place, such as `records.lead[3].id` */
  | { readonly ok: false; readonly problem: FileProblem; readonly at?: string };

/** Reads the text of a file; never throws. */
export function readWorkspaceFile(text: string): FileReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { ok: false, problem: 'foreign' };
  }
  if (!isObject(value) || value['format'] !== WORKSPACE_FILE_FORMAT) return { ok: false, problem: 'foreign' };
  if (!Number.isSafeInteger(value['version'])) return { ok: false, problem: 'damaged', at: 'version' };
  if (Number(value['version']) > WORKSPACE_FILE_VERSION) return { ok: false, problem: 'newer' };
  try {
    return { ok: true, file: fileFrom(value) };
  } catch (error) {
    if (error instanceof Damage) return { ok: false, problem: 'damaged', at: error.message };
    throw error;
  }
}

/** Thrown and caught in this file alone; its message is the place. */
class Damage extends Error {}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fileFrom(value: Record<string, unknown>): WorkspaceFile {
  const { version, exportedAt, name, people, records, events, other = {}, settings = {} } = value;
  if (typeof exportedAt !== 'number') throw new Damage('exportedAt');
  if (typeof name !== 'string' || name.trim() === '') throw new Damage('name');
  const maps = mapsFrom(other, 'other');
  const tables = tablesFrom(records);
  const twice = Object.keys(maps).find((map) => Object.hasOwn(tables, map) || map === 'event');
  if (twice !== undefined) throw new Damage(`other.${twice}`);
  return {
    format: WORKSPACE_FILE_FORMAT,
    version: Number(version),
    exportedAt,
    name: name.trim().slice(0, 120),
    people: listFrom(people, 'people').map(personFrom),
    records: tables,
    events: unique(listFrom(events, 'events'), 'events', EVENT_ID),
    other: maps,
    settings: mapsFrom(settings, 'settings'),
  };
}

const EVENT_ID = /^[A-Za-z0-9_-]{1,128}$/;
const RECORD_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAP_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

function listFrom(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Damage(at);
  return value;
}

function personFrom(value: unknown, index: number): FilePerson {
  if (!isObject(value) || !isId(value['id']) || typeof value['name'] !== 'string' || !isRole(value['role'])) {
    throw new Damage(`people[${index}]`);
  }
  const { id, name, role, left } = value;
  return { id, name: name.slice(0, 120), role, ...(left === true && { left }) };
}

function tablesFrom(value: unknown): Record<string, JsonObject[]> {
  if (!isObject(value)) throw new Damage('records');
  const tables: Record<string, JsonObject[]> = {};
  for (const [type, list] of Object.entries(value)) {
    const at = `records.${type}`;
    if (!MAP_NAME.test(type) || type === 'event') throw new Damage(at);
    tables[type] = unique(listFrom(list, at), at, RECORD_ID);
    for (const [index, { richText }] of tables[type].entries()) {
      if (richText !== undefined && richNodesFrom(richText) === null) throw new Damage(`${at}[${index}].richText`);
    }
  }
  return tables;
}

/** Objects that each have an id of their own. */
function unique(list: readonly unknown[], at: string, pattern: RegExp): JsonObject[] {
  const seen = new Set<string>();
  return list.map((value, index) => {
    if (!isObject(value)) throw new Damage(`${at}[${index}]`);
    const { id, richText } = value;
    if (typeof id !== 'string' || !pattern.test(id) || seen.has(id)) throw new Damage(`${at}[${index}].id`);
    seen.add(id);
    const clean = cleanObject(value);
    // Texts nest deeper than values may; they are checked for themselves.
    return richText === undefined ? clean : { ...clean, richText: richText as JsonObject[string] };
  });
}

function mapsFrom(value: unknown, at: string): Record<string, JsonObject> {
  if (!isObject(value)) throw new Damage(at);
  const maps: Record<string, JsonObject> = {};
  for (const [name, map] of Object.entries(value)) {
    if (!MAP_NAME.test(name) || !isObject(map)) throw new Damage(`${at}.${name}`);
    maps[name] = cleanObject(map);
  }
  return maps;
}
