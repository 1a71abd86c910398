/**
 * What search reads of a record and how a question is put to the index: one place for worker, page and tests.
 * Words are folded on both sides, so İSTANBUL and istanbul are one.
 */
import type { Options, SearchOptions } from 'minisearch';
import type { Field } from './fields.ts';
import { valueIn } from './filter.ts';
import { RECORDS, type AnyRecord, type RecordType } from './records/index.ts';
import { fold } from './text.ts';
import { isBinned } from './workspace.ts';

/** Record types that search finds. */
export const SEARCHED = ['lead', 'deal', 'note'] as const satisfies readonly RecordType[];
export type SearchedType = (typeof SEARCHED)[number];

/** A record as the index keeps it: texts by their weight. */
export interface SearchEntry {
  /** `<type>/<id>` */
  readonly id: string;
  /** names and titles */
  readonly name: string;
  /** cities, e-mails and other second thoughts */
  readonly detail: string;
  /** descriptions, notes, tags */
  readonly rest: string;
}

/** What the index keeps of a record; null for one that search must not find. */
export function searchEntry(record: AnyRecord): SearchEntry | null {
  if (isBinned(record)) return null;
  const fields: Readonly<Record<string, Field>> = RECORDS[record.type].fields;
  const parts: { name: string[]; detail: string[]; rest: string[] } = { name: [], detail: [], rest: [] };
  for (const key of Object.keys(fields)) {
    const weight = fields[key]!.search;
    const value = weight === undefined ? undefined : valueIn(record, key);
    if (weight === undefined || value === undefined) continue;
    const slot = weight >= 4 ? parts.name : weight >= 2 ? parts.detail : parts.rest;
    slot.push(typeof value === 'object' ? value.join(' ') : String(value));
  }
  if (record.type === 'note') parts.rest.push(record.text);
  return {
    id: `${record.type}/${record.id}`,
    name: parts.name.join(' '),
    detail: parts.detail.join(' '),
    rest: parts.rest.join(' '),
  };
}

/** How the index is made. */
export const INDEX_OPTIONS = {
  fields: ['name', 'detail', 'rest'],
  processTerm: fold,
} satisfies Options<SearchEntry>;

/** How a question is put: all words, their beginnings, and from four letters on with a typo or two. */
export const QUERY_OPTIONS = {
  boost: { name: 4, detail: 2 },
  combineWith: 'AND',
  prefix: (term: string) => term.length >= 2,
  fuzzy: (term: string) => (term.length >= 4 ? 0.2 : false),
} satisfies SearchOptions;

/** Splits `lead/abc` into its parts; null for what no index of ours wrote. */
export function parseEntryId(entry: string): { readonly type: SearchedType; readonly id: string } | null {
  const slash = entry.indexOf('/');
  const type = SEARCHED.find((one) => one === entry.slice(0, slash));
  return type ? { type, id: entry.slice(slash + 1) } : null;
}
