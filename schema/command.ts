/**
 * The one way in: a command is allowed by role, checks what it is asked, collects what it would write, and is written as
 * one transaction with at most one event. It answers a value and its inverse, or a refusal code (also a translation key).
 * A refused or failed command has written nothing.
 */
import { equalityDeep } from 'lib0/function';
import type * as Y from 'yjs';
import { isNewerDocument } from './documentVersion.ts';
import type { Env } from './env.ts';
import { eventId, purgeEvent, writeEvent, type EventDraft } from './event.ts';
import type { Mark } from './fields.ts';
import { may, type Action } from './policy.ts';
import type { ChangesOf, RecordType, RecordTypes } from './records/index.ts';
import {
  keyChanges,
  purgeRecord,
  readKey,
  readRecord,
  writeKeys,
  writeRecord,
  writeTouch,
  type KeyChange,
} from './workspace.ts';

/** Why a command wrote nothing. Also a translation key under `commands.refusals`. */
export type CommandRefusal =
  | 'not-allowed'
  | 'newer-document'
  | 'not-found'
  | 'in-bin'
  | 'empty'
  | 'reason-required'
  | 'unknown-value'
  | 'has-records'
  | 'last-one'
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
  /** the event it wrote; of an undo or redo, the event of what was first done */
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
  /** a key as it lies in the document, under what this command already wrote; for undo, which knows keys and not fields */
  key(type: RecordType, id: string, key: string): unknown;
  /** writes such a key */
  patchKey(type: RecordType, id: string, key: string, value: unknown): boolean;
  purge(type: RecordType, id: string): void;
  purgeEvent(id: string): void;
  event(draft: EventDraft): void;
}

/** What a command wants written. Each record is patched once, however often the command changed it. */
interface Writes {
  readonly creates: Map<string, { readonly type: RecordType; readonly id: string; readonly values: object }>;
  readonly patches: Map<
    string,
    { readonly type: RecordType; readonly id: string; readonly keys: Map<string, KeyChange> }
  >;
  readonly purges: Map<string, { readonly type: RecordType; readonly id: string }>;
  readonly purgedEvents: string[];
  event?: EventDraft;
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
  if (isNewerDocument(doc)) return { ok: false, code: 'newer-document', apply: noWrites };
  const writes: Writes = { creates: new Map(), patches: new Map(), purges: new Map(), purgedEvents: [] };
  const value = what.run(transaction(doc, env, writes, chunk), args);
  if (value instanceof Refused) return { ok: false, code: value.code, apply: noWrites };
  return { ok: true, value, ...planWrites(doc, env, what.name, writes, chunk) };
}

const noWrites = (): void => {};

function transaction(doc: Y.Doc, env: Env, writes: Writes, chunk: Chunk | undefined): Tx {
  const current = (type: RecordType, id: string, key: string): unknown => {
    // asked of thousands of records before the first is written
    const pending = writes.patches.size === 0 ? undefined : writes.patches.get(`${type}/${id}`)?.keys.get(key);
    return pending ? pending.after : readKey(doc, type, id, key);
  };
  const write = (type: RecordType, id: string, key: string, after: unknown): boolean => {
    if (same(current(type, id, key), after)) return false;
    const path = `${type}/${id}`;
    let patch = writes.patches.get(path);
    if (!patch) writes.patches.set(path, (patch = { type, id, keys: new Map() }));
    const before = patch.keys.get(key)?.before ?? readKey(doc, type, id, key);
    if (same(before, after)) patch.keys.delete(key);
    else patch.keys.set(key, { key, before, after });
    return true;
  };
  return {
    env: chunk ? { ...around(env), now: () => chunk.at } : env,
    chunk,
    doc,
    get: (type, id) => readRecord(doc, type, id),
    create(type, values, id = env.newId()) {
      const path = `${type}/${id}`;
      if (!writes.creates.has(path)) writes.creates.set(path, { type, id, values });
      return id;
    },
    patch(type, id, changes) {
      let wrote = false;
      for (const { key, after } of keyChanges(doc, type, id, changes)) wrote = write(type, id, key, after) || wrote;
      return wrote;
    },
    key: current,
    patchKey: (type, id, key, after) => write(type, id, key, after ?? null),
    purge: (type, id) => writes.purges.set(`${type}/${id}`, { type, id }),
    purgeEvent: (id) => writes.purgedEvents.push(id),
    event(draft) {
      writes.event = draft;
    },
  };
}

/** All parts of a job happen at its time, so that a part which runs twice writes the same. */
const around = (env: Env): Omit<Env, 'now'> => ({
  today: () => env.today(),
  newId: () => env.newId(),
  random: () => env.random(),
  locale: env.locale,
  actor: env.actor,
});

/** Undefined (never there) and null (cleared) are the same emptiness. */
const same = (a: unknown, b: unknown): boolean => equalityDeep(a ?? null, b ?? null);

function planWrites(
  doc: Y.Doc,
  env: Env,
  name: string,
  writes: Writes,
  chunk: Chunk | undefined,
): { inverse: Inverse; records: number; apply(): void } {
  const at = chunk?.at ?? env.now();
  const batch = chunk && { batch: chunk.batch };
  const mark: Mark = { at, by: env.actor.id, ...batch };
  const creates = [...writes.creates.values()];
  const patches = [...writes.patches.values()].filter(({ keys }) => keys.size > 0);
  const changes: InverseChange[] = [];
  for (const { type, id } of creates) if (isNew(doc, type, id, chunk)) changes.push({ type, id, created: true });
  for (const { type, id, keys } of patches) for (const key of keys.values()) changes.push({ type, id, ...key });

  const draft = chunk?.first === false ? undefined : writes.event;
  // one id for the event of a batch: a first chunk that runs again after a crash writes the same event
  const event = draft && eventId(at, chunk?.batch ?? env.newId());
  const count = chunk && chunk.total > 1 ? { count: chunk.total } : {};
  const apply = (): void => {
    for (const { type, id, values } of creates) writeRecord(doc, type, id, mark, values);
    for (const { type, id, keys } of patches) {
      writeKeys(doc, type, id, [...keys.values()]);
      writeTouch(doc, type, id, mark);
    }
    for (const { type, id } of writes.purges.values()) purgeRecord(doc, type, id);
    for (const id of writes.purgedEvents) purgeEvent(doc, id);
    if (draft && event) writeEvent(doc, event, { ...draft, ...count, ...batch, at, by: env.actor.id });
  };
  const first = draft?.of ?? event;
  return {
    inverse: { command: name, at, ...batch, ...(first !== undefined && { event: first }), changes },
    records: new Set([...writes.creates.keys(), ...writes.patches.keys(), ...writes.purges.keys()]).size,
    apply: () => doc.transact(apply, COMMAND_ORIGIN),
  };
}

/** Whether the command makes this record: it is not there, or an earlier run of the same chunk made it. */
function isNew(doc: Y.Doc, type: RecordType, id: string, chunk: Chunk | undefined): boolean {
  const record = readRecord(doc, type, id);
  return record === null || (chunk !== undefined && record.created.batch === chunk.batch);
}

/** Joins the inverses of the chunks of one job into the one entry that undo knows. */
export function joinInverses(parts: readonly Inverse[]): Inverse {
  const [first] = parts;
  if (!first) throw new Error('no inverse to join');
  const event = parts.find((part) => part.event !== undefined)?.event;
  return { ...first, ...(event !== undefined && { event }), changes: parts.flatMap((part) => part.changes) };
}
