/**
 * The kinds of field a record may have: the JSON a kind holds, and whether a stored value is of it.
 * A kind never changes for a field that was ever stored; a value of the wrong JSON type reads as empty while its bytes stay.
 */
import type { ListName } from './settings.ts';

/** Integer minor units (kuruş, cents) and an ISO 4217 code; written whole. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}
/** Where a status or stage stands and since when; written whole, so KPIs need no feed. */
export interface Move {
  readonly to: string;
  readonly at: number;
  readonly by: string;
  /** key of a win or loss reason, or text as typed */
  readonly reason?: string;
  readonly comment?: string;
}
/** Where a lead came from: a key of the `source` list and who or what exactly. */
export interface Source {
  readonly key: string;
  readonly detail?: string;
}
/** The record that a note, task or activity belongs to. */
export interface Subject {
  readonly type: 'lead' | 'deal';
  readonly id: string;
}
/** A day, and an hour of it where one was given (`15:00`, local to the reader). */
export interface Due {
  readonly day: string;
  readonly time?: string;
}
/** Who did something once, and when. */
export interface Mark {
  readonly at: number;
  readonly by: string;
  /** the bulk or import it was part of */
  readonly batch?: string;
}
/** Consent for one channel (KVKK): given or refused, when, how. */
export interface Consent {
  readonly given: boolean;
  readonly day?: string;
  readonly how?: string;
}

export interface KindValues {
  text: string;
  longText: string;
  /** E.164, or as typed where unreadable */
  phone: string;
  /** lower case, or as typed where unreadable */
  email: string;
  number: number;
  boolean: boolean;
  money: Money;
  /** ISO day, `2025-10-08`, or as typed where unreadable */
  day: string;
  /** milliseconds UTC */
  instant: number;
  due: Due;
  /** key of a settings list, or a value as typed where the list is open */
  choice: string;
  /** labels; kept as one key a member so that additions apart both survive */
  set: readonly string[];
  member: string;
  ref: string;
  subject: Subject;
  move: Move;
  source: Source;
  consent: Consent;
  mark: Mark;
  /** fractional index, compared by code unit */
  order: string;
}
export type FieldKind = keyof KindValues;

export interface Field<K extends FieldKind = FieldKind> {
  readonly kind: K;
  /** the settings list a choice, set, move or source takes its keys from */
  readonly list?: ListName;
  /** values outside the list are kept as typed */
  readonly open?: boolean;
  /** record type a ref points to */
  readonly to?: string;
  /** weight in search; absent = not searched */
  readonly search?: number;
  /** may be a column of a list */
  readonly column?: boolean;
  /** may be filled by an import */
  readonly importable?: boolean;
  /** written by commands of its own, not by a plain edit */
  readonly guarded?: boolean;
}

type Options = Omit<Field, 'kind'>;
/** Declares a field of a kind. */
export const field = <K extends FieldKind>(kind: K, options: Options = {}): Field<K> => ({ kind, ...options });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
/** What a Date can hold in any zone: a time beyond it would throw wherever it is shown. */
const isInstant = (value: unknown): value is number => isNumber(value) && Math.abs(value) <= 8e15;
const optional = (check: (v: unknown) => boolean, value: unknown): boolean => value === undefined || check(value);

const CHECKS: { readonly [K in FieldKind]: (value: unknown) => boolean } = {
  text: isText,
  longText: isText,
  phone: isText,
  email: isText,
  number: isNumber,
  boolean: (v) => typeof v === 'boolean',
  money: (v) => isObject(v) && Number.isSafeInteger(v['amount']) && isText(v['currency']),
  day: isText,
  instant: isInstant,
  due: (v) => isObject(v) && isText(v['day']) && optional(isText, v['time']),
  choice: isText,
  set: isText,
  member: isText,
  ref: isText,
  subject: (v) => isObject(v) && (v['type'] === 'lead' || v['type'] === 'deal') && isText(v['id']),
  move: (v) =>
    isObject(v) &&
    isText(v['to']) &&
    isInstant(v['at']) &&
    isText(v['by']) &&
    optional(isText, v['reason']) &&
    optional(isText, v['comment']),
  source: (v) => isObject(v) && isText(v['key']) && optional(isText, v['detail']),
  consent: (v) =>
    isObject(v) && typeof v['given'] === 'boolean' && optional(isText, v['day']) && optional(isText, v['how']),
  mark: (v) => isObject(v) && isInstant(v['at']) && isText(v['by']) && optional(isText, v['batch']),
  order: isText,
};

/** Whether a stored JSON value is one of this kind (for a set: one member's label). */
export const isOfKind = (kind: FieldKind, value: unknown): boolean => CHECKS[kind](value);

/** Whether a day is a real ISO calendar day; what is not stays as typed and is marked. */
export function isIsoDay(day: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return false;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 100 && date >= 1 && date <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
