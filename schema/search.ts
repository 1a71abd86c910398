/** What search reads of a record: one place for worker, page and tests. Texts go as they are; the index folds them. */
import type { Field } from './fields.ts';
import { valueIn } from './filter.ts';
import { RECORD_TYPES, RECORDS, type AnyRecord, type RecordType } from './records/index.ts';
import { phoneDigits } from './phone.ts';
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
  /** the digits by which a phone is found */
  readonly phone?: string;
}

interface SearchedField {
  readonly name: string;
  /** the part of an entry that it belongs to, by its weight */
  readonly part: 'name' | 'detail' | 'rest';
}

const FIELDS = new Map<RecordType, readonly SearchedField[]>(
  RECORD_TYPES.map((type) => {
    const fields: Readonly<Record<string, Field>> = RECORDS[type].fields;
    return [
      type,
      Object.entries(fields).flatMap(([name, { search: weight }]): SearchedField[] =>
        weight === undefined ? [] : [{ name, part: weight >= 4 ? 'name' : weight >= 2 ? 'detail' : 'rest' }],
      ),
    ];
  }),
);

/** The fields of a type that are searched, in the order they are declared. */
export const searchedFields = (type: RecordType): readonly SearchedField[] => FIELDS.get(type) ?? [];

/** What the index keeps of a record; null for one that search must not find. */
export function searchEntry(record: AnyRecord): SearchEntry | null {
  if (isBinned(record)) return null;
  const texts = { name: '', detail: '', rest: record.type === 'note' ? record.text : '' };
  for (const { name, part } of searchedFields(record.type)) {
    const value = valueIn(record, name);
    if (value !== undefined) texts[part] += ` ${typeof value === 'object' ? value.join(' ') : value}`;
  }
  const phone = record.type === 'lead' && record.phone !== undefined ? { phone: phoneDigits(record.phone) } : {};
  return { id: `${record.type}/${record.id}`, ...texts, ...phone };
}

/** Splits `lead/abc` into its parts; null for what no index of ours wrote. */
export function parseEntryId(entry: string): { readonly type: SearchedType; readonly id: string } | null {
  const slash = entry.indexOf('/');
  const type = SEARCHED.find((one) => one === entry.slice(0, slash));
  return type ? { type, id: entry.slice(slash + 1) } : null;
}
