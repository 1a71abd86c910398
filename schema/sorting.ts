/**
 * The order of records: a total one, the same wherever it is asked. Two ways to the same answer: comparing two records,
 * and sorting many, which reads each value once and lets the language order each different text once.
 */
import type { Locale } from './env.ts';
import { valueIn } from './filter.ts';
import type { AnyRecord } from './records/index.ts';
import { allAtOnce, mapped, mergeSorted, type Slices } from './slices.ts';
import { compareText } from './text.ts';
import { titleOf } from './title.ts';

export interface Sort {
  /** a field, `created`, `updated`, or `title` */
  readonly field: string;
  readonly descending?: boolean;
}

/** How values of choice-like fields are ordered: by label, not by key. */
export type SortLabel = (field: string, key: string) => string;

export interface Order {
  /** the sorts in turn, empty values last, then the id */
  compare(a: AnyRecord, b: AnyRecord): number;
  /** the same order over many records; the array given is left as it is */
  sorted<R extends AnyRecord>(records: readonly R[]): R[];
  /** as `sorted`, in slices */
  sorting<R extends AnyRecord>(records: readonly R[]): Slices<R[]>;
}

type Value = string | number | undefined;

/** See `Order`. */
export function orderOf(sorts: readonly Sort[], locale: Locale, label: SortLabel = (_, key) => key): Order {
  const text = compareText(locale);
  const labels = new Map<string, Map<string, string>>(sorts.map(({ field }) => [field, new Map<string, string>()]));
  const read = (record: AnyRecord, field: string): Value => {
    if (field === 'title') return titleOf(record) || undefined;
    const value = sortValue(record, field);
    if (typeof value !== 'string') return value;
    const known = labels.get(field)?.get(value);
    if (known !== undefined) return known;
    const found = label(field, value);
    // what is its own label need not be kept: there may be as many as records
    if (found !== value) labels.get(field)?.set(value, found);
    return found;
  };

  const compareValues = (x: Value, y: Value, sign: number): number => {
    if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? 1 : -1;
    if (typeof x === 'number' && typeof y === 'number') return (x - y) * sign;
    // a field that no declaration knows may hold both; numbers first keeps the order total
    if (typeof x !== typeof y) return typeof x === 'number' ? -1 : 1;
    return text(String(x), String(y)) * sign;
  };

  const compare = (a: AnyRecord, b: AnyRecord): number => {
    for (const { field, descending } of sorts) {
      const order = compareValues(read(a, field), read(b, field), descending ? -1 : 1);
      if (order !== 0) return order;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };

  /** Numbers that stand in the same order as the values. */
  function* ranks(records: readonly AnyRecord[], { field, descending }: Sort): Slices<number[]> {
    const sign = descending ? -1 : 1;
    const values = yield* mapped(records, (record) => read(record, field));
    const different = new Set(values);
    different.delete(undefined);
    if ([...different].every((value) => typeof value !== 'string'))
      return yield* mapped(values, (value) => (value === undefined ? Infinity : Number(value) * sign));
    const rankOf = new Map<Value, number>([[undefined, Infinity]]);
    const ordered = yield* mergeSorted([...different], (x, y) => compareValues(x, y, sign));
    let rank = 0;
    let before: Value;
    yield* mapped(ordered, (value) => {
      if (compareValues(before, value, sign) !== 0) rank += 1;
      rankOf.set(value, rank);
      before = value;
    });
    return yield* mapped(values, (value) => rankOf.get(value)!);
  }

  function* sorting<R extends AnyRecord>(records: readonly R[]): Slices<R[]> {
    const columns: (readonly number[])[] = [];
    for (const sort of sorts) columns.push(yield* ranks(records, sort));
    // many have equal values, as an import makes thousands in one moment: their ids decide
    columns.push(yield* mapped(records, ({ id }) => startOfId(id)));
    const places = yield* mergeSorted(Array.from(records.keys()), (a, b) => {
      for (const column of columns) {
        const x = column[a]!;
        const y = column[b]!;
        if (x !== y) return x < y ? -1 : 1;
      }
      const first = records[a]!.id;
      const second = records[b]!.id;
      return first < second ? -1 : first > second ? 1 : 0;
    });
    return yield* mapped(places, (at) => records[at]!);
  }

  return { compare, sorting, sorted: (records) => allAtOnce(sorting(records)) };
}

function sortValue(record: AnyRecord, field: string): Value {
  const value = valueIn(record, field);
  return typeof value === 'object' ? value.join(', ') : value;
}

/** The letters of an id that fit into one number: ids of which these differ stand in the order of the numbers. */
const LETTERS = 7;

function startOfId(id: string): number {
  let start = 0;
  // ids are of ASCII, which isId asks for
  for (let at = 0; at < LETTERS; at += 1) start = start * 128 + (at < id.length ? id.charCodeAt(at) : 0);
  return start;
}
