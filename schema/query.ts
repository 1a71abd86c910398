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
import { allAtOnce, SLICE, type Pace, type Slices } from './slices.ts';
import { orderOf, type Order, type Sort, type SortLabel } from './sorting.ts';
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
  const order = orderOf(query.sort ?? [], locale, label);
  return allAtOnce(asking([...projection.all(query.type)], shownMatches(projection, query), order));
}

/** Finds and orders in slices. Records that stand in order already need none. */
function* asking<R extends AnyRecord>(
  records: readonly R[],
  matches: (record: AnyRecord) => boolean,
  order: Order | null,
): Slices<R[]> {
  const result: R[] = [];
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at]!;
    if (matches(record)) result.push(record);
    if (at % SLICE === SLICE - 1) yield;
  }
  return order ? yield* order.sorting(result) : result;
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
  /** as `known`, and begins to ask: of a few records at once, of many in slices, after which listeners hear of it */
  soon(): readonly RecordTypes[T][] | undefined;
  /** the answer as it last was, perhaps no longer true; undefined where there never was one */
  last(): readonly RecordTypes[T][] | undefined;
  /** hears of each change of the answer; while nobody listens the list asks anew when it is read */
  subscribe(listener: () => void): () => void;
}

/** What a list may be given beside its question. */
interface Surroundings<T extends RecordType> {
  readonly label?: SortLabel | undefined;
  /** a list of the same order that holds all that this one can: where its answer is known, it is asked of those alone */
  readonly wider?: LiveList<T> | undefined;
  /** lets the page go on while many records are asked; without it all is done at once */
  readonly pace?: Pace | undefined;
}

/** Above this many changes at once a list is asked anew instead of mended: sorting all costs less then, */
const MEND_LIMIT = 5_000;
/** and above this many where that lets the page go on in between. */
const PACED_LIMIT = 500;
/** Up to this many changes are moved one by one. */
const FEW = 16;
/** Up to this many records are asked at once: some milliseconds. */
const AT_ONCE = 2_000;

const NONE: readonly never[] = [];

/** Asks, and stays answered while somebody listens. What changes while it is being asked is mended in at the end. */
export function liveList<T extends RecordType>(
  projection: Projection,
  query: Query<T>,
  locale: Locale,
  { label, wider, pace }: Surroundings<T> = {},
): LiveList<T> {
  const matches = shownMatches(projection, query);
  const borne = !query.bin && hasSubject(query.type);
  const order = orderOf(query.sort ?? [], locale, label);
  const listeners = new Set<() => void>();
  let rows: readonly RecordTypes[T][] = NONE;
  let version = -1;
  let stop: (() => void) | undefined;
  /** the answer in the making, of the records as they were when it began */
  let making: Slices<RecordTypes[T][]> | undefined;
  /** what changed since then */
  let late: (readonly Change<T>[])[] = [];

  const current = (): number =>
    projection.version(query.type) + (borne ? projection.version('lead') + projection.version('deal') : 0);

  function begin(): void {
    version = current();
    late = [];
    const found = wider?.known();
    // once: what it knows later was asked by nobody
    wider = undefined;
    making = found ? asking(found, matches, null) : asking([...projection.all(query.type)], matches, order);
  }

  function end(found: readonly RecordTypes[T][]): void {
    making = undefined;
    rows = found;
    for (const list of late) rows = mend(rows, list.filter(isRelevant));
    late = [];
  }

  /** Makes the answer until its pace asks to rest; answers what for. */
  function goOn(work: Slices<RecordTypes[T][]>): Promise<void> | undefined {
    const resting = pace?.();
    for (;;) {
      const step = work.next();
      if (step.done) {
        end(step.value);
        return undefined;
      }
      const rest = resting?.();
      if (rest) return rest;
    }
  }

  /** Goes on to the end while somebody listens, and tells them; also where someone else came to the end of it. */
  async function carryOn(work: Slices<RecordTypes[T][]>): Promise<void> {
    while (making === work && stop) await goOn(work);
    if (!making) for (const listener of listeners) listener();
  }

  function refresh(): void {
    if (version !== current()) begin();
    if (making) end(allAtOnce(making));
  }

  const isRelevant = ({ prev, next }: Change<T>): boolean =>
    (prev !== undefined && matches(prev)) || (next !== undefined && matches(next));

  const take = (changes: ChangeSet): void => {
    version = current();
    const turned = borne && bearersTurned(changes);
    const list: readonly Change<T>[] = changes.records[query.type];
    if (making && !turned) {
      late.push(list);
      return;
    }
    const relevant = list.filter(isRelevant);
    if (relevant.length === 0 && !turned) return;
    if (!turned && relevant.length <= (pace ? PACED_LIMIT : MEND_LIMIT)) rows = mend(rows, relevant);
    else {
      begin();
      if (pace && making) return void carryOn(making);
      refresh();
    }
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
      if (making || !stop) refresh();
      return rows;
    },
    known: () => (version === current() && !making ? rows : undefined),
    soon() {
      if (!pace || projection.size(query.type) <= AT_ONCE) refresh();
      else if (version !== current()) {
        begin();
        if (making) void goOn(making);
      }
      return making ? undefined : rows;
    },
    last: () => (rows === NONE ? undefined : rows),
    subscribe(listener) {
      listeners.add(listener);
      stop ??= projection.subscribe(take);
      if (!pace) refresh();
      else {
        if (version !== current()) begin();
        if (making) void carryOn(making);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
        // a part of an answer is of no use to whoever asks later
        if (making) version = -1;
        making = undefined;
      };
    },
  };
}
