/**
 * The feed: what people read about what was done. One command writes at most one event. Append only, by time-sortable id.
 * KPIs never read it.
 */
import type * as Y from 'yjs';
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
export const eventId = (at: number, tail: string): string => `${at.toString(36).padStart(9, '0')}-${tail}`;

/** Writes an event; must run inside a transaction. */
export function writeEvent(doc: Y.Doc, id: string, event: Omit<FeedEvent, 'id'>): void {
  eventMap(doc).set(id, event);
}

/** Reads a stored event; null where it is not one. */
export function eventFrom(id: string, value: unknown): FeedEvent | null {
  if (typeof value !== 'object' || value === null) return null;
  const raw = value as Record<string, unknown>;
  if (!EVENT_KINDS.includes(raw['kind'] as EventKind) || typeof raw['at'] !== 'number' || typeof raw['by'] !== 'string')
    return null;
  if (raw['type'] !== undefined && !isRecordType(raw['type'])) return null;
  return Object.freeze({ ...raw, id }) as FeedEvent;
}
