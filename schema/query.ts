/**
 * Questions as data, and lists that stay answered: a live list takes each change set and moves only what changed.
 * The law: a live list equals asking anew.
 */
import type { Locale } from './env.ts';
import { compileFilter, valueIn, type Filter } from './filter.ts';
import type { Change, ChangeSet, Projection } from './projection.ts';
import { RECORDS, subjectOf, type AnyRecord, type RecordType, type RecordTypes } from './records/index.ts';
import { phoneDigits } from './phone.ts';
import { searchedFields } from './search.ts';
import { orderOf, type Sort, type SortLabel } from './sorting.ts';
import { fold } from './text.ts';
import { isBinned } from './workspace.ts';

export type { Sort, SortLabel } from './sorting.ts';

export interface Query<T extends RecordType = RecordType> {
  readonly type: T;
  readonly where?: Filter;
  /** every word of it must occur in the record's texts, folded; digits are looked for in phones */
  readonly text?: string;
  readonly sort?: readonly Sort[];
  /** records in the bin instead of the others */
  readonly bin?: boolean;
}

const texts = new WeakMap<AnyRecord, string>();
/** All searchable words of a record, folded, in one string. Records are frozen, so it is made once each. */
export function searchText(record: AnyRecord): string {
  let text = texts.get(record);
  if (text === undefined) {
    let all = record.type === 'note' ? record.text : '';
    for (const { name } of searchedFields(record.type)) {
      const value = valueIn(record, name);
      if (value !== undefined) all += ` ${typeof value === 'object' ? value.join(' ') : value}`;
    }
    text = fold(all);
    if (record.type === 'lead' && record.phone !== undefined) text += ` ${phoneDigits(record.phone)}`;
    texts.set(record, text);
  }
  return text;
}

/** Turns a query into a predicate. */
export function compileQuery(query: Query): (record: AnyRecord) => boolean {
  const where = query.where ? compileFilter(query.where) : () => true;
  const words = fold(query.text ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const digits = /^[\d\s()+-]{4,}$/.test(query.text ?? '') ? phoneDigits(query.text ?? '') : '';
  return (record) => {
    if (isBinned(record) !== (query.bin === true) || !where(record)) return false;
    if (words.length === 0) return true;
    const text = searchText(record);
    return words.every((word) => text.includes(word)) || (digits.length >= 4 && text.includes(digits));
  };
}

/** Asks once: all records that match, in order. */
export function ask<T extends RecordType>(
  projection: Projection,
  query: Query<T>,
  locale: Locale,
  label?: SortLabel,
): readonly RecordTypes[T][] {
  const matches = shownMatches(projection, query);
  const result: RecordTypes[T][] = [];
  for (const record of projection.all(query.type)) if (matches(record)) result.push(record);
  return orderOf(query.sort ?? [], locale, label).sorted(result);
}

/**
 * Whether what a record belongs to is there and not in the bin: what was put on a lead is hidden with it, and comes back
 * with it. A record that belongs to nothing is by itself.
 */
export function isBorne(projection: Pick<Projection, 'get'>, record: AnyRecord): boolean {
  const subject = subjectOf(record);
  if (!subject) return true;
  const bearer = projection.get(subject.type, subject.id);
  return bearer !== undefined && !isBinned(bearer);
}

const shownMatches = (projection: Projection, query: Query): ((record: AnyRecord) => boolean) => {
  const matches = compileQuery(query);
  if (query.bin || !hasSubject(query.type)) return matches;
  return (record) => matches(record) && isBorne(projection, record);
};

const hasSubject = (type: RecordType): boolean => 'subject' in RECORDS[type].fields;

/** Whether leads or deals came, went, or changed sides of the bin: what belongs to them then shows or hides. */
const bearersTurned = ({ records }: ChangeSet): boolean =>
  [...records.lead, ...records.deal].some(
    ({ prev, next }) => (prev !== undefined && !isBinned(prev)) !== (next !== undefined && !isBinned(next)),
  );

export interface LiveList<T extends RecordType> {
  /** the answer as it stands: the same array until it changes */
  rows(): readonly RecordTypes[T][];
  /** the answer where it is known and still true, without asking */
  known(): readonly RecordTypes[T][] | undefined;
  /** hears of each change of the answer; while nobody listens the list asks anew when it is read */
  subscribe(listener: () => void): () => void;
}

/** Above this many changes at once a list is asked anew instead of mended: sorting all costs less then. */
const MEND_LIMIT = 5_000;
/** Up to this many changes are moved one by one. */
const FEW = 16;

/**
 * Asks, and stays answered while somebody listens. `wider` is a list of the same order that holds all that this one can:
 * where its answer is known, it is asked of those alone.
 */
export function liveList<T extends RecordType>(
  projection: Projection,
  query: Query<T>,
  locale: Locale,
  label?: SortLabel,
  wider?: LiveList<T>,
): LiveList<T> {
  const matches = shownMatches(projection, query);
  const borne = !query.bin && hasSubject(query.type);
  const order = orderOf(query.sort ?? [], locale, label);
  const listeners = new Set<() => void>();
  let rows: readonly RecordTypes[T][] = [];
  let version = -1;
  let stop: (() => void) | undefined;

  const current = (): number =>
    projection.version(query.type) + (borne ? projection.version('lead') + projection.version('deal') : 0);

  const refresh = (): void => {
    if (version === current()) return;
    version = current();
    rows = wider?.known()?.filter(matches) ?? ask(projection, query, locale, label);
    // once: what it knows later was asked by nobody
    wider = undefined;
  };

  const take = (changes: ChangeSet): void => {
    version = current();
    const turned = borne && bearersTurned(changes);
    const list: readonly Change<T>[] = turned ? [] : changes.records[query.type];
    const relevant = list.filter(({ prev, next }) => (prev && matches(prev)) || (next && matches(next)));
    if (relevant.length === 0 && !turned) return;
    rows = turned || relevant.length > MEND_LIMIT ? ask(projection, query, locale, label) : mend(rows, relevant);
    for (const listener of listeners) listener();
  };

  function mend(old: readonly RecordTypes[T][], list: readonly Change<T>[]): readonly RecordTypes[T][] {
    const gone: number[] = [];
    const come: RecordTypes[T][] = [];
    for (const { prev, next } of list) {
      if (prev && matches(prev)) {
        const at = place(old, prev, 0);
        if (old[at] !== prev) throw new Error('a live list lost its order');
        gone.push(at);
      }
      if (next && matches(next)) come.push(next);
    }
    gone.sort((a, b) => a - b);
    return list.length > FEW ? merge(old, gone, order.sorted(come)) : patched(old, gone, come);
  }

  /** Moves a few records within a copy, which costs less than walking the list. */
  function patched(old: readonly RecordTypes[T][], gone: readonly number[], come: readonly RecordTypes[T][]) {
    const result = [...old];
    for (const at of gone.toReversed()) result.splice(at, 1);
    for (const record of come) result.splice(place(result, record, 0), 0, record);
    return result;
  }

  /** Walks the list once, however many records leave and enter it. */
  function merge(old: readonly RecordTypes[T][], gone: readonly number[], come: readonly RecordTypes[T][]) {
    const result: RecordTypes[T][] = [];
    let from = 0;
    let left = 0;
    const takeUpTo = (end: number): void => {
      for (; from < end; from += 1) {
        if (gone[left] === from) left += 1;
        else result.push(old[from]!);
      }
    };
    for (const record of come) {
      takeUpTo(place(old, record, from));
      result.push(record);
    }
    takeUpTo(old.length);
    return result;
  }

  function place(list: readonly RecordTypes[T][], record: RecordTypes[T], from: number): number {
    let low = from;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order.compare(list[middle]!, record) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    rows() {
      if (!stop) refresh();
      return rows;
    },
    known: () => (version === current() ? rows : undefined),
    subscribe(listener) {
      refresh();
      listeners.add(listener);
      stop ??= projection.subscribe(take);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}
