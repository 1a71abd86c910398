// One device of one member: a document whose updates are kept on the device, its projection and live lists, the
// member's undo stack, and jobs that go on after a crash. What a crash leaves is what was kept, nothing else.
import * as Y from 'yjs';
import {
  COMMAND_ORIGIN,
  joinInverses,
  prepareCommand,
  type Command,
  type CommandRefusal,
  type Inverse,
} from '#schema/command.ts';
import { chunkCount, prepareChunk, type Job } from '#schema/jobs.ts';
import type { createProjection, Projection } from '#schema/projection.ts';
import { liveList, type LiveList, type Query } from '#schema/query.ts';
import type { RecordType } from '#schema/records/index.ts';
import { eventMap, readKey } from '#schema/workspace.ts';
import type { undo } from '#schema/undo.ts';
import type { TestEnv } from './env.ts';
import { merge, type Keep, type Merge } from './logServer.ts';
import type { FakeNetwork, Message } from './network.ts';
import { differences, slowAsk, slowTables, stable } from './slowProjection.ts';

/** The parts under test, so that a test can plant a broken one. */
export interface Parts {
  readonly createProjection: typeof createProjection;
  readonly undo: typeof undo;
  readonly merge: Merge;
  /** what the server does to have an update in its log before it passes it on */
  readonly keep: Keep;
}

interface KeptJob {
  readonly job: Job;
  readonly next: number;
  readonly inverses: readonly Inverse[];
}

const QUERIES: readonly Query[] = [
  { type: 'lead', sort: [{ field: 'company' }, { field: 'updated', descending: true }] },
  { type: 'lead', where: { field: 'status', op: 'in', value: ['new', 'contacted'] }, sort: [{ field: 'title' }] },
  { type: 'lead', text: 'metal', sort: [{ field: 'score', descending: true }] },
  { type: 'lead', bin: true },
  { type: 'deal', sort: [{ field: 'stage' }, { field: 'order' }] },
  { type: 'task', where: { not: { field: 'done', op: 'empty' } }, sort: [{ field: 'due' }] },
  { type: 'note', sort: [{ field: 'created' }] },
  { type: 'activity' },
];

export class Peer {
  readonly name: string;
  readonly env: TestEnv;
  doc!: Y.Doc;
  projection!: Projection;
  lists: LiveList<RecordType>[] = [];
  undoable: Inverse[] = [];
  redoable: Inverse[] = [];
  jobs: KeptJob[] = [];
  /** transactions of this peer that changed its document */
  writes = 0;
  readonly #network: FakeNetwork;
  readonly #parts: Parts;
  #rows: Uint8Array[] = [];
  /**
   * Rows before this one survive any crash: they were flushed, or sent. (A device that loses what it sent is real, but on
   * a real wire nothing overtakes; here a later row may already have reached the server without the lost one.)
   */
  #sure = 0;
  #filedOnce = new Set<string>();
  #receiving = false;
  #transactions = 0;

  constructor(name: string, env: TestEnv, network: FakeNetwork, parts: Parts) {
    this.name = name;
    this.env = env;
    this.#network = network;
    this.#parts = parts;
    this.#start(new Y.Doc());
  }

  /** Opens the connection: both ends ask for what they lack. */
  connect(): void {
    this.#network.open(this.name);
    this.#network.toServer(this.name, { ask: Y.encodeStateVector(this.doc) });
  }

  receive(message: Message): void {
    if ('ask' in message) {
      this.#network.toServer(this.name, { update: Y.encodeStateAsUpdate(this.doc, message.ask) });
      return;
    }
    this.#receiving = true;
    this.#parts.merge(this.doc, message.update);
    this.#receiving = false;
  }

  /** Runs a command as the app does; the refusal where there is one. */
  run<A, R>(what: Command<A, R>, args: A): CommandRefusal | { readonly value: R; readonly inverse: Inverse } {
    const before = Y.encodeStateVector(this.doc);
    const prepared = prepareCommand(this.doc, this.env, what, args);
    if (stable([...Y.encodeStateVector(this.doc)]) !== stable([...before])) throw new Error('preparing wrote');
    if (!prepared.ok) return prepared.code;
    this.#transactions = 0;
    prepared.apply();
    if (this.#transactions > 1) throw new Error(`${what.name} took ${this.#transactions} transactions`);
    return prepared;
  }

  /** Runs a command and remembers how to take it back. */
  do<A, R>(what: Command<A, R>, args: A): R | undefined {
    const outcome = this.run(what, args);
    if (typeof outcome === 'string') return undefined;
    if (outcome.inverse.changes.length > 0) {
      this.undoable.push(outcome.inverse);
      this.redoable = [];
    }
    return outcome.value;
  }

  /** Takes back the newest step, or does it again; throws if that took away anything that was written since. */
  turnBack(from: 'undo' | 'redo'): void {
    const inverse = (from === 'undo' ? this.undoable : this.redoable).pop();
    if (!inverse) return;
    const later = inverse.changes.flatMap((change) => {
      if ('created' in change) return [];
      const { type, id, key, after } = change;
      const now = readKey(this.doc, type, id, key) ?? null;
      return stable(now) === stable(after ?? null) ? [] : [{ type, id, key, now }];
    });
    const outcome = this.run(this.#parts.undo(inverse, from === 'undo' ? 'undone' : 'redone'), null);
    if (typeof outcome === 'string') return;
    for (const { type, id, key, now } of later) {
      if (stable(readKey(this.doc, type, id, key) ?? null) !== stable(now)) {
        throw new Error(`undo took away what was written later: ${type} ${id} ${key}`);
      }
    }
    if (outcome.inverse.changes.length > 0) (from === 'undo' ? this.redoable : this.undoable).push(outcome.inverse);
  }

  begin(job: Job): void {
    this.jobs.push({ job, next: 0, inverses: [] });
  }

  /** Goes one chunk on with a job, crashing at one of its seams when told: see jobRunner in the client. */
  work(crashAt?: 'kept' | 'written' | 'flushed'): void {
    const kept = this.jobs.shift();
    if (!kept) return;
    const prepared = prepareChunk(this.doc, this.env, kept.job, kept.next);
    if (!prepared.ok) return;
    const inverses = kept.inverses[kept.next] ? kept.inverses : [...kept.inverses, prepared.inverse];
    this.jobs.push({ ...kept, inverses });
    if (crashAt === 'kept') return this.crash();
    this.#transactions = 0;
    prepared.apply();
    if (this.#transactions > 1) throw new Error('a chunk took more than one transaction');
    if (crashAt === 'written') return this.crash();
    this.#sure = this.#rows.length;
    if (crashAt === 'flushed') return this.crash();
    this.jobs.pop();
    if (kept.next + 1 < chunkCount(kept.job)) this.jobs.push({ ...kept, inverses, next: kept.next + 1 });
    else this.undoable.push(joinInverses(inverses));
  }

  /** The device goes off and comes back: rows that were not kept for sure may be missing, and it is disconnected. */
  crash(): void {
    this.#network.cut(this.name);
    const unsure = this.#rows.length - this.#sure;
    this.#rows = this.#rows.slice(0, this.#rows.length - this.env.chance.below(Math.min(unsure, 4) + 1));
    this.#sure = this.#rows.length;
    this.projection.destroy();
    this.#start(this.rebuilt());
  }

  /** The rows become one snapshot. */
  compact(): void {
    this.#rows = [Y.encodeStateAsUpdate(this.rebuilt())];
    this.#sure = 1;
  }

  /** A document made of what the device kept. */
  rebuilt(): Y.Doc {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of this.#rows) merge(doc, update);
    }, 'network');
    return doc;
  }

  /** Every law that is broken at this moment. */
  broken(): string[] {
    const tables = slowTables(this.doc);
    const found = differences(this.projection, tables, this.#filedOnce);
    for (const [at, query] of QUERIES.entries()) {
      const [held, expected] = [this.lists[at]!.rows(), slowAsk(tables, query)];
      // the records themselves were compared: a list must hold the same ones, in order
      const isStale = held.some((record) => this.projection.get(record.type, record.id) !== record);
      if (isStale || names(held) !== names(expected)) {
        found.push(`live list ${stable(query)}\n  held     ${names(held)}\n  expected ${names(expected)}`);
      }
    }
    return found.map((text) => `${this.name}: ${text}`);
  }

  #start(doc: Y.Doc): void {
    this.doc = doc;
    // never the id of an earlier start: what was lost under it must not be written anew
    doc.clientID = this.env.chance.below(2 ** 31);
    this.projection = this.#parts.createProjection(doc);
    this.#filedOnce = new Set();
    this.lists = QUERIES.map((query) => {
      const list = liveList(this.projection, query, 'tr');
      list.subscribe(() => undefined);
      return list;
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      const isOwn = origin !== 'network';
      // Yjs itself tidies formatting marks that a remote change made useless: deletions only, nothing new
      if (isOwn && this.#receiving && Y.decodeUpdate(update).structs.length > 0) {
        throw new Error('a replica wrote in answer to a remote change');
      }
      if (isOwn) this.writes += 1;
      this.#rows.push(update);
      if (!isOwn || !this.#network.isOpen(this.name)) return;
      this.#sure = this.#rows.length;
      this.#network.toServer(this.name, { update });
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin !== COMMAND_ORIGIN) return;
      this.#transactions += 1;
      const feed = eventMap(doc);
      const touched = [...transaction.changed].flatMap(([type, keys]) => (Object.is(type, feed) ? [...keys] : []));
      const added = touched.filter((id) => id !== null && feed.has(id));
      if (added.length > 1) throw new Error('a command wrote more than one event');
    });
  }
}

const names = (records: readonly { readonly type: string; readonly id: string }[]): string =>
  records.map(({ id }) => id).join(' ');
