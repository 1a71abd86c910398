/**
 * The feed: what people read about what was done. One command writes at most one event. Append only, by time-sortable id.
 * KPIs never read it.
 */
import type * as Y from 'yjs';
import { isOfKind, type Subject } from './fields.ts';
import { isRecordType, type RecordType } from './records/index.ts';
import { eventMap } from './workspace.ts';

export const EVENT_KINDS = [
  'created',
  'edited',
  'statusMoved',
  'stageMoved',
  'won',
  'lost',
  'assigned',
  'taskDone',
  'binned',
  'restored',
  'purged',
  'imported',
  'merged',
  'posted',
  'undone',
  'redone',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface FeedEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: number;
  readonly by: string;
  /** what it is about; a bulk change names the type only */
  readonly type?: RecordType;
  readonly record?: string;
  /** its name at that time, so that the line still reads when the record is gone */
  readonly title?: string;
  /** lead or deal that a note, task or activity belongs to, so that the event shows there too */
  readonly subject?: { readonly type: RecordType; readonly id: string };
  readonly from?: string;
  readonly to?: string;
  /** records changed, where more than one */
  readonly count?: number;
  readonly batch?: string;
  /** the event that this one took back or did again */
  readonly of?: string;
  readonly text?: string;
}
export type EventDraft = Omit<FeedEvent, 'id' | 'at' | 'by'>;

/** A key that sorts by time: nine base-36 digits of milliseconds (until the year 5188), then a random tail. */
export const eventId = (at: number, tail: string): string =>
  `${Math.min(Math.max(Math.floor(at), 0), LATEST)
    .toString(36)
    .padStart(9, '0')}-${tail}`;
const LATEST = 36 ** 9 - 1;

/** Writes an event, once; must run inside a transaction. */
export function writeEvent(doc: Y.Doc, id: string, event: Omit<FeedEvent, 'id'>): void {
  const feed = eventMap(doc);
  if (!feed.has(id)) feed.set(id, event);
}

/** Removes an event for good, with what it told of a purged record; must run inside a transaction. */
export function purgeEvent(doc: Y.Doc, id: string): void {
  eventMap(doc).delete(id);
}

const ID = /^[0-9a-z]{9}-[A-Za-z0-9_-]{1,64}$/;
const TEXTS = ['record', 'title', 'from', 'to', 'batch', 'of', 'text'] as const;

/** Reads a stored event; null where it is not one. Parts of another JSON kind are left out. */
export function eventFrom(id: string, value: unknown): FeedEvent | null {
  if (!ID.test(id) || typeof value !== 'object' || value === null) return null;
  const raw = value as Record<string, unknown>;
  const { kind, at, by, type, subject, count } = raw;
  if (!isEventKind(kind) || !isInstant(at) || typeof by !== 'string') return null;
  if (type !== undefined && !isRecordType(type)) return null;
  // filled by hand: there are a hundred thousand of them when a large workspace opens
  const event: Record<string, unknown> & FeedEvent = { id, kind, at, by };
  const parts: Record<string, unknown> = event;
  if (type !== undefined) parts['type'] = type;
  if (isSubject(subject)) parts['subject'] = subject;
  if (typeof count === 'number') parts['count'] = count;
  for (const name of TEXTS) {
    const text = raw[name];
    if (typeof text === 'string') parts[name] = text;
  }
  return Object.freeze(event);
}

const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);
const isInstant = (value: unknown): value is number => isOfKind('instant', value);
const isSubject = (value: unknown): value is Subject => isOfKind('subject', value);
const isEventKind = (value: unknown): value is EventKind => KINDS.has(value);
