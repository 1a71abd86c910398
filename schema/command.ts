/**
 * The one way in: a command is allowed by role, checks what it is asked, collects what it would write, and is written as
 * one transaction with at most one event. It answers a value and its inverse, or a refusal code (also a translation key).
 * A refused or failed command has written nothing.
 */
import { equalityDeep } from 'lib0/function';
import type * as Y from 'yjs';
import type { Env } from './env.ts';
import { eventId, writeEvent, type EventDraft } from './event.ts';
import type { Mark } from './fields.ts';
import { may, type Action } from './policy.ts';
import type { AnyRecord, ChangesOf, RecordType, RecordTypes } from './records/index.ts';
import { readKey, readRecord, keyChanges, purgeRecord, writeKeys, writeRecord, type KeyChange } from './workspace.ts';

/** Why a command wrote nothing. Also a translation key under `commands.refusals`. */
export type CommandRefusal =
  | 'not-allowed'
  | 'not-found'
  | 'in-bin'
  | 'empty'
  | 'reason-required'
  | 'unknown-value'
  | 'has-records'
  | 'nothing-to-undo';

export class Refused {
  readonly code: CommandRefusal;
  constructor(code: CommandRefusal) {
    this.code = code;
  }
}
/** What a command returns to write nothing. */
export const refuse = (code: CommandRefusal): Refused => new Refused(code);

/** How to take a command back: the keys it wrote, and the records it made. Plain JSON, kept on the device. */
export interface Inverse {
  readonly command: string;
  readonly at: number;
  readonly batch?: string;
  /** the event it wrote */
  readonly event?: string;
  readonly changes: readonly InverseChange[];
}
export type InverseChange =
  | ({ readonly type: RecordType; readonly id: string } & KeyChange)
  | { readonly type: RecordType; readonly id: string; readonly created: true };

export type Outcome<R> =
  | { readonly ok: true; readonly value: R; readonly inverse: Inverse; readonly records: number }
  | { readonly ok: false; readonly code: CommandRefusal };

/** The part of a larger change that a command writes: see jobs.ts. All parts share one batch, one time and one event. */
export interface Chunk {
  readonly batch: string;
  readonly at: number;
  /** records in all chunks */
  readonly total: number;
  /** the first chunk writes the event */
  readonly first: boolean;
}

export interface Command<A, R> {
  readonly name: string;
  readonly action: Action;
  readonly run: (tx: Tx, args: A) => R | Refused;
}

/** Declares a command. */
export const command = <A, R>(name: string, action: Action, run: (tx: Tx, args: A) => R | Refused): Command<A, R> => ({
  name,
  action,
  run,
});

type Write =
  | { readonly kind: 'create'; readonly type: RecordType; readonly id: string; readonly values: ChangesOf<RecordType> }
  | { readonly kind: 'patch'; readonly type: RecordType; readonly id: string; readonly keys: readonly KeyChange[] }
  | { readonly kind: 'purge'; readonly type: RecordType; readonly id: string };

/** What a running command sees: records as they stand, and a list of writes that happen together at its end. */
export interface Tx {
  readonly env: Env;
  /** set while a larger change is written in parts */
  readonly chunk: Chunk | undefined;
  readonly doc: Y.Doc;
  /** the record as it stood before the command; binned ones too */
  get<T extends RecordType>(type: T, id: string): RecordTypes[T] | null;
  /** makes a record and answers its id; an id that exists is left alone (so a chunk may run twice) */
  create<T extends RecordType>(type: T, values: ChangesOf<T>, id?: string): string;
  /** changes fields; answers whether anything would change */
  patch<T extends RecordType>(type: T, id: string, changes: ChangesOf<T>): boolean;
  /** writes one key as it lies in the document; for undo, which knows keys and not fields */
  patchKey(type: RecordType, id: string, key: string, value: unknown): boolean;
  purge(type: RecordType, id: string): void;
  event(draft: EventDraft): void;
}

/** The origin of every transaction that a command makes; carriers store and send what has it like any local edit. */
export const COMMAND_ORIGIN = Symbol('command');

/** Runs a command on a document for the member in `env`. `chunk` is given for a part of a job. */
export function runCommand<A, R>(doc: Y.Doc, env: Env, what: Command<A, R>, args: A, chunk?: Chunk): Outcome<R> {
  const prepared = prepareCommand(doc, env, what, args, chunk);
  if (prepared.ok) prepared.apply();
  return prepared;
}

/** A command that is checked and knows its inverse, and has written nothing yet. */
export type Prepared<R> = Outcome<R> & { apply(): void };

/** The first half of `runCommand`: a job keeps the inverse on the device before it writes. Apply at once or never. */
export function prepareCommand<A, R>(doc: Y.Doc, env: Env, what: Command<A, R>, args: A, chunk?: Chunk): Prepared<R> {
  if (!may(env.actor.role, what.action)) return { ok: false, code: 'not-allowed', apply: noWrites };
  const writes: Write[] = [];
  let draft: EventDraft | undefined;
  const tx: Tx = {
    env,
    chunk,
    doc,
    get: (type, id) => readRecord(doc, type, id),
    create(type, values, id = env.newId()) {
      writes.push({ kind: 'create', type, id, values });
      return id;
    },
    patch(type, id, changes) {
      const keys = keyChanges(doc, type, id, changes);
      if (keys.length > 0) writes.push({ kind: 'patch', type, id, keys });
      return keys.length > 0;
    },
    patchKey(type, id, key, after) {
      const before = readKey(doc, type, id, key);
      if (equalityDeep(before ?? null, after ?? null)) return false;
      writes.push({ kind: 'patch', type, id, keys: [{ key, before, after }] });
      return true;
    },
    purge: (type, id) => writes.push({ kind: 'purge', type, id }),
    event(next) {
      draft = next;
    },
  };
  const value = what.run(tx, args);
  if (value instanceof Refused) return { ok: false, code: value.code, apply: noWrites };
  return { ok: true, value, ...planWrites(doc, env, what.name, writes, draft, chunk) };
}

const noWrites = (): void => {};

function planWrites(
  doc: Y.Doc,
  env: Env,
  name: string,
  writes: readonly Write[],
  draft: EventDraft | undefined,
  chunk: Chunk | undefined,
): { inverse: Inverse; records: number; apply(): void } {
  const at = chunk?.at ?? env.now();
  const batch = chunk && { batch: chunk.batch };
  const mark: Mark = { at, by: env.actor.id, ...batch };
  const changes: InverseChange[] = [];
  const patched = new Map<string, Write>();
  const touched = new Set<string>();
  for (const write of writes) {
    const { type, id } = write;
    touched.add(`${type}/${id}`);
    if (write.kind === 'create' && readRecord(doc, type, id) === null) changes.push({ type, id, created: true });
    if (write.kind !== 'patch') continue;
    patched.set(`${type}/${id}`, write);
    for (const key of write.keys) changes.push({ type, id, ...key });
  }
  // one id for the event of a batch: a first chunk that runs again after a crash writes the same event
  const event = draft && chunk?.first !== false ? eventId(at, chunk?.batch ?? env.newId()) : undefined;
  const count = chunk && chunk.total > 1 ? { count: chunk.total } : {};
  const apply = (): void => {
    for (const write of writes) {
      const { type, id } = write;
      if (write.kind === 'create') writeRecord(doc, type, id, mark, write.values);
      else if (write.kind === 'patch') writeKeys(doc, type, id, write.keys);
      else purgeRecord(doc, type, id);
    }
    for (const { type, id } of patched.values()) {
      writeKeys(doc, type, id, [{ key: 'updated', before: null, after: mark }]);
    }
    if (draft && event !== undefined) writeEvent(doc, event, { ...draft, ...count, ...batch, at, by: env.actor.id });
  };
  return {
    inverse: { command: name, at, ...batch, ...(event !== undefined && { event }), changes },
    records: touched.size,
    apply: () => doc.transact(apply, COMMAND_ORIGIN),
  };
}

/** What undo left alone because someone worked on it since. */
export interface Skipped {
  readonly type: RecordType;
  readonly id: string;
  readonly key?: string;
}
export interface Undone {
  readonly done: number;
  readonly skipped: readonly Skipped[];
}

/**
 * Undo is a command. Writes `before` only where a key still holds `after`; never deletes a key; a record made by the
 * command moves to the bin unless others worked on it since. Its own inverse is the redo.
 */
export const undo = (inverse: Inverse, kind: 'undone' | 'redone' = 'undone'): Command<null, Undone> => ({
  name: inverse.command,
  action: 'editRecords',
  run(tx) {
    const skipped: Skipped[] = [];
    let done = 0;
    for (const record of grouped(inverse.changes)) {
      const stays = undoRecord(tx, record.type, record.id, record.changes, skipped);
      if (stays) done += 1;
    }
    if (done === 0 && skipped.length === 0 && !tx.chunk) return refuse('nothing-to-undo');
    if (inverse.event !== undefined && (done > 0 || tx.chunk)) tx.event({ kind, of: inverse.event });
    return { done, skipped };
  },
});

interface Group {
  readonly type: RecordType;
  readonly id: string;
  readonly changes: InverseChange[];
}
function grouped(changes: readonly InverseChange[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const path = `${change.type}/${change.id}`;
    const group = groups.get(path);
    if (group) group.changes.push(change);
    else groups.set(path, { type: change.type, id: change.id, changes: [change] });
  }
  return groups.values();
}

function undoRecord(
  tx: Tx,
  type: RecordType,
  id: string,
  changes: readonly InverseChange[],
  skipped: Skipped[],
): boolean {
  const record = tx.get(type, id);
  if (!record) return false;
  if (changes.some((change) => 'created' in change)) {
    if (workedOnByOthers(record, tx.env.actor.id)) {
      skipped.push({ type, id });
      return false;
    }
    const bin: Mark = { at: tx.env.now(), by: tx.env.actor.id, ...(tx.chunk && { batch: tx.chunk.batch }) };
    return record.bin === undefined && tx.patch(type, id, { bin });
  }
  let wrote = false;
  for (const change of changes) {
    if ('created' in change) continue;
    if (equalityDeep(readKey(tx.doc, type, id, change.key) ?? null, change.after ?? null)) {
      wrote = tx.patchKey(type, id, change.key, change.before ?? null) || wrote;
    } else skipped.push({ type, id, key: change.key });
  }
  return wrote;
}

function workedOnByOthers(record: AnyRecord, me: string): boolean {
  if (record.updated !== undefined && record.updated.by !== me) return true;
  return record.type === 'note' && record.contributors.some((member) => member !== me);
}

/** Joins the inverses of the chunks of one job into the one entry that undo knows. */
export function joinInverses(parts: readonly Inverse[]): Inverse {
  const [first] = parts;
  if (!first) throw new Error('no inverse to join');
  const event = parts.find((part) => part.event !== undefined)?.event;
  return { ...first, ...(event !== undefined && { event }), changes: parts.flatMap((part) => part.changes) };
}
