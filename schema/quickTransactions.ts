/**
 * Lets a transaction cost what it changes. Yjs copies the clocks of all sessions that ever wrote three times in each
 * transaction (`getStateVector`): 20 µs after five sessions, 10 ms after ten thousand, for every key press and for every
 * edit of someone else. Here the clocks are noted as clients are touched, and untouched ones are read when asked for.
 * Invariant: what a document holds, sends and says in its events is byte for byte what Yjs alone would do.
 * It leans on the order in which Yjs' `transact` does things; where that is not as expected, Yjs' own way is taken. A
 * test holds the text of what it leans on, another compares with plain documents.
 */
import type * as Y from 'yjs';

type Structs = Y.Doc['store']['clients'] extends Map<number, infer S> ? S : never;

/** The clock that a client will write next; undefined for one that never wrote. */
const endOf = (structs: Structs | undefined): number | undefined => {
  const last = structs?.[structs.length - 1];
  return last && last.id.clock + last.length;
};

/** The structs of a document by client, which know who looks at them. */
class Clients extends Map<number, Structs[number][]> {
  /** transactions that run or are being told of */
  readonly live: Before[] = [];
  /** the next `forEach` copies clocks that nobody will look at */
  skipsNext = false;

  override get(client: number): Structs | undefined {
    this.skipsNext = false;
    const structs = super.get(client);
    // whoever changes a client's structs gets them here first, so this is its clock before the transaction
    for (const before of this.live) before.note(client, structs);
    return structs;
  }

  override forEach(visit: (structs: Structs, client: number, map: Map<number, Structs>) => void): void {
    if (this.skipsNext) this.skipsNext = false;
    else super.forEach(visit);
  }

  /** As `get`, by someone who only looks. */
  end(client: number): number | undefined {
    return endOf(super.get(client));
  }
}

/** `transaction.beforeState`: the clocks before a transaction. To be read until `afterAllTransactions`. */
class Before extends Map<number, number> {
  readonly #clients: Clients;
  readonly #born = new Set<number>();
  /** Yjs writes the update of this transaction now */
  encodes = false;

  constructor(clients: Clients) {
    super();
    this.#clients = clients;
  }

  note(client: number, structs: Structs | undefined): void {
    if (super.has(client) || this.#born.has(client)) return;
    const end = endOf(structs);
    if (end === undefined) this.#born.add(client);
    else this.set(client, end);
  }

  override get(client: number): number | undefined {
    return super.get(client) ?? (this.#born.has(client) ? undefined : this.#clients.end(client));
  }

  override has(client: number): boolean {
    return this.get(client) !== undefined;
  }

  /** Visits the clients that were touched; new ones with clock 0. Yjs picks those that wrote, then looks for new ones. */
  override forEach(visit: (clock: number, client: number, map: Map<number, number>) => void): void {
    super.forEach(visit);
    for (const client of this.#born) visit(0, client, this);
    this.#clients.skipsNext = this.encodes;
  }

  /** The clocks of touched clients that moved since. */
  moved(): [number, number][] {
    const moved: [number, number][] = [];
    for (const client of [...this.keys(), ...this.#born]) {
      const end = this.#clients.end(client);
      if (end !== undefined && end !== this.get(client)) moved.push([client, end]);
    }
    return moved;
  }
}

/** `transaction.afterState`: holds the clocks that moved, and answers for all. */
class After extends Map<number, number> {
  readonly #before: Before;

  constructor(before: Before) {
    super(before.moved());
    this.#before = before;
  }

  override get(client: number): number | undefined {
    return super.get(client) ?? this.#before.get(client);
  }
}

/**
 * From now on a transaction on this document takes as long after ten thousand sessions as after one. To be called once,
 * before or after it is filled, outside of a transaction. Answers the document.
 */
export function quicken<D extends Y.Doc>(doc: D): D {
  const clients = new Clients(doc.store.clients);
  doc.store.clients = clients;
  let current = doc._transaction;
  const befores = new WeakMap<Y.Transaction, Before>();

  // Only `transact` reads and writes it: null before it makes a transaction, null again before it tells of the first.
  Object.defineProperty(doc, '_transaction', {
    configurable: true,
    get() {
      clients.skipsNext = current === null;
      return current;
    },
    set(next: Y.Transaction | null) {
      const ended = current;
      current = next;
      const hasSkipped = !clients.skipsNext;
      clients.skipsNext = false;
      if (next === null) {
        clients.skipsNext = ended !== null && befores.has(ended) && doc._transactionCleanups[0] === ended;
      } else if (hasSkipped && next.beforeState.size === 0) {
        const before = new Before(clients);
        next.beforeState = before;
        befores.set(next, before);
        clients.live.push(before);
      }
    },
  });
  doc.on('beforeObserverCalls', (transaction) => {
    const before = befores.get(transaction);
    if (before && !clients.skipsNext && transaction.afterState.size === 0) transaction.afterState = new After(before);
    clients.skipsNext = false;
  });
  doc.on('afterTransactionCleanup', (transaction) => {
    const before = befores.get(transaction);
    if (before) before.encodes = true;
  });
  doc.on('afterAllTransactions', () => {
    for (const before of clients.live.splice(0)) before.encodes = false;
  });
  return doc;
}
