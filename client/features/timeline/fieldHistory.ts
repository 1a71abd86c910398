/** What a line of a record's field history says, and which value it can put back. Pure. */
import { equalityDeep } from 'lib0/function';
import { isOfKind, type Move } from '#schema/fields.ts';
import { CREATION, type HistoryEntry, TEXT } from '#schema/history.ts';
import type { RecordType } from '#schema/records/index.ts';
import { fieldOf, type Json } from '#schema/workspace.ts';

/** The field that a key belongs to: a member of a set has a key of its own. */
export const fieldOfKey = (key: string): string => key.split('/', 1)[0] ?? key;

/** Lines that say something to people: a field that this app knows, the creation, the bin. */
export const isTold = (type: RecordType, { field }: HistoryEntry): boolean => {
  if (field === CREATION || field === 'bin') return true;
  return field !== TEXT && fieldOf(type, fieldOfKey(field)) !== undefined;
};

/** How a value is put back: each guarded field by its own command, all others as they were. */
export type PuttingBack =
  | { readonly by: 'value'; readonly key: string; readonly value: Json }
  | { readonly by: 'status' | 'stage'; readonly to: string; readonly reason?: string }
  | { readonly by: 'owner'; readonly owner: string | null };

/**
 * What a line can put back: the value before it, or, where it lost against another written at the same time, its own.
 * Null where there is nothing to put back, or it stands already.
 */
export function puttingBack(type: RecordType, entry: HistoryEntry, now: Json): PuttingBack | null {
  const { field: key, before, after, stood } = entry;
  const name = fieldOfKey(key);
  const field = fieldOf(type, name);
  const value: Json = (stood ? before : after) ?? null;
  if (!field || (value !== null && !isOfKind(field.kind, value))) return null;
  if (field.kind === 'move') {
    if (value === null) return null;
    const { to, reason } = value as Move;
    if (isOfKind('move', now) && (now as Move).to === to) return null;
    const by = name === 'status' ? 'status' : name === 'stage' ? 'stage' : null;
    return by && { by, to, ...(reason !== undefined && { reason }) };
  }
  if (equalityDeep(value, now ?? null)) return null;
  if (name === 'owner') return { by: 'owner', owner: value as string | null };
  return field.guarded ? null : { by: 'value', key, value };
}

/** Two lists of entries as one, the newest first, each once. */
export function merged(known: readonly HistoryEntry[], more: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const byId = new Map([...known, ...more].map((entry) => [entry.id, entry]));
  return Array.from(byId.values()).sort((a, b) => b.id - a.id);
}
