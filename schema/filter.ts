/**
 * Filters as data: what a segment, a list's quick filters and a figure of a report all are. Evaluated on frozen records.
 * An empty value matches `empty` alone; texts compare folded.
 */
import { isIsoDay, type Field, type Money, type Move, type Source } from './fields.ts';
import { RECORDS, type AnyRecord, type RecordType } from './records/index.ts';
import { fold } from './text.ts';

export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | Condition;

export type Operator = 'is' | 'in' | 'contains' | 'empty' | 'atLeast' | 'atMost';
export interface Condition {
  readonly field: string;
  readonly op: Operator;
  /** text or number; for `in` a list of them; absent for `empty` */
  readonly value?: string | number | readonly string[];
}

/** A stored value as one a filter or sort can compare: the key of a move or source, the amount of money, a day, a time. */
export function plainValue(
  kind: Field['kind'] | undefined,
  value: unknown,
): string | number | readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  switch (kind) {
    case 'move':
      return (value as Move).to;
    case 'source':
      return (value as Source).key;
    case 'money':
      return (value as Money).amount;
    case 'due':
      return `${(value as { day: string }).day} ${(value as { time?: string }).time ?? '99'}`;
    case 'subject':
      return `${(value as { type: string }).type}/${(value as { id: string }).id}`;
    case 'mark':
      return (value as { at: number }).at;
    case 'consent':
      return (value as { given: boolean }).given ? 'yes' : 'no';
    case 'boolean':
      return value === true ? 'yes' : 'no';
    case 'set':
      return (value as readonly string[]).length > 0 ? (value as readonly string[]) : undefined;
    default:
      return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  }
}

/**
 * The kind of a field by name. Beside the declared fields: `created` (a mark), and for each move its time (`statusAt`,
 * `stageAt`).
 */
export function kindOf(type: RecordType, name: string): Field['kind'] | undefined {
  if (name === 'created') return 'mark';
  const fields: Readonly<Record<string, Field>> = RECORDS[type].fields;
  return fields[name]?.kind ?? (moveOf(fields, name) === undefined ? undefined : 'instant');
}

/** `stage` for `stageAt`, where stage is a move. */
const moveOf = (fields: Readonly<Record<string, Field>>, name: string): string | undefined => {
  const base = name.endsWith('At') ? name.slice(0, -2) : '';
  return fields[base]?.kind === 'move' ? base : undefined;
};

/** How a field is read from records of a type. Found once for each name, as lists ask it of every record. */
interface Reading {
  readonly kind: Field['kind'] | undefined;
  /** the move whose time is meant */
  readonly move: string | undefined;
}
const readings = new Map<RecordType, Map<string, Reading>>();
/** Names come from addresses too: what nobody declared is not kept without end. */
const MOST_READINGS = 200;

function readingOf(type: RecordType, name: string): Reading {
  let known = readings.get(type);
  if (!known) readings.set(type, (known = new Map<string, Reading>()));
  let reading = known.get(name);
  if (!reading) {
    const fields: Readonly<Record<string, Field>> = RECORDS[type].fields;
    reading = { kind: kindOf(type, name), move: fields[name] ? undefined : moveOf(fields, name) };
    if (known.size < MOST_READINGS) known.set(name, reading);
  }
  return reading;
}

/** What a record holds in a field, comparable. A record that was never edited was last touched when it was made. */
export function valueIn(record: AnyRecord, name: string): string | number | readonly string[] | undefined {
  if (name === 'updated') return (record.updated ?? record.created).at;
  const { kind, move } = readingOf(record.type, name);
  if (move !== undefined) return (record[move as keyof AnyRecord] as Move | undefined)?.at;
  return plainValue(kind, record[name as keyof AnyRecord]);
}

/** Turns a filter into a predicate. An unknown field matches nothing but `empty`. */
export function compileFilter(filter: Filter): (record: AnyRecord) => boolean {
  if ('all' in filter) {
    const parts = filter.all.map(compileFilter);
    return (record) => parts.every((part) => part(record));
  }
  if ('any' in filter) {
    const parts = filter.any.map(compileFilter);
    return (record) => parts.some((part) => part(record));
  }
  if ('not' in filter) {
    const part = compileFilter(filter.not);
    return (record) => !part(record);
  }
  return compileCondition(filter);
}

function compileCondition({ field, op, value }: Condition): (record: AnyRecord) => boolean {
  if (op === 'empty') return (record) => valueIn(record, field) === undefined;
  if (op === 'atLeast' || op === 'atMost') return (record) => isInRange(record, field, op, value);
  const wanted = (Array.isArray(value) ? value : [value ?? '']).map(String);
  const exact = new Set(wanted);
  const folded = new Set(wanted.map(fold));
  if (op === 'contains') {
    const holds = remembered((text) => {
      const own = fold(text);
      return [...folded].some((part) => own.includes(part));
    });
    return (record) => texts(valueIn(record, field)).some(holds);
  }
  const isExact = (text: string): boolean => exact.has(text);
  const isSame = remembered((text) => folded.has(fold(text)));
  return (record) => {
    const held = valueIn(record, field);
    if (held === undefined) return false;
    // ids are what they are: two that differ in case are two
    const fits = IDS.has(readingOf(record.type, field).kind) ? isExact : isSame;
    return typeof held === 'object' ? held.some(fits) : fits(String(held));
  };
}

/** Different values that one condition remembers its answers of: cities and statuses are few, companies are not. */
const MOST_ANSWERS = 2_000;

/** The same test, which folds each different text once. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = test(text);
      if (answers.size < MOST_ANSWERS) answers.set(text, answer);
    }
    return answer;
  };
}

const IDS: ReadonlySet<Field['kind'] | undefined> = new Set(['member', 'ref', 'subject', 'order']);

function isInRange(record: AnyRecord, field: string, op: 'atLeast' | 'atMost', value: Condition['value']): boolean {
  const sign = op === 'atLeast' ? 1 : -1;
  const held = valueIn(record, field);
  if (typeof held === 'number' && typeof value === 'number') return (held - value) * sign >= 0;
  if (typeof held !== 'string' || typeof value !== 'string') return false;
  const kind = kindOf(record.type, field);
  // a day that can't be read lies in no range
  if ((kind === 'day' || kind === 'due') && !isIsoDay(held.slice(0, 10))) return false;
  // a task that is due on a day at some hour is due by that day
  const text = kind === 'due' ? held.slice(0, value.length) : held;
  return sign > 0 ? text >= value : text <= value;
}

const texts = (held: string | number | readonly string[] | undefined): readonly string[] =>
  held === undefined ? [] : typeof held === 'object' ? held : [String(held)];
