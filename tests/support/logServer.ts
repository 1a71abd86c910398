// A server as DESIGN has it: an update lies in the log before it is applied and passed on; the log alone survives a crash.
import * as Y from 'yjs';
import type { FakeNetwork, Message } from './network.ts';

/** Applies an update to a document; what a planted bug replaces. */
export type Merge = (doc: Y.Doc, update: Uint8Array) => void;
export const merge: Merge = (doc, update) => Y.applyUpdate(doc, update, 'network');

/** Puts an update into the log. */
export type Keep = (log: Uint8Array[], update: Uint8Array) => void;
export const keep: Keep = (log, update) => {
  log.push(update);
};

export class LogServer {
  doc = new Y.Doc();
  #log: Uint8Array[] = [];
  readonly #network: FakeNetwork;
  readonly #merge: Merge;
  readonly #keep: Keep;

  constructor(network: FakeNetwork, parts: { readonly merge: Merge; readonly keep: Keep }) {
    this.#network = network;
    this.#merge = parts.merge;
    this.#keep = parts.keep;
  }

  /** A peer's connection opened: both ask for what they lack. */
  greet(peer: string): void {
    this.#network.toPeer(peer, { ask: Y.encodeStateVector(this.doc) });
  }

  receive(peer: string, message: Message, peers: readonly string[]): void {
    if ('ask' in message) {
      this.#network.toPeer(peer, { update: Y.encodeStateAsUpdate(this.doc, message.ask) });
      return;
    }
    this.#keep(this.#log, message.update);
    this.#merge(this.doc, message.update);
    for (const other of peers) if (other !== peer) this.#network.toPeer(other, { update: message.update });
  }

  /** Everything but the log is gone, and read from it again. */
  crash(): void {
    this.doc = this.rebuilt();
  }

  /** The log becomes one snapshot, through a document that forgets deleted content. */
  compact(): void {
    this.#log = [Y.encodeStateAsUpdate(this.rebuilt())];
  }

  /** A document made of the log alone. */
  rebuilt(): Y.Doc {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of this.#log) merge(doc, update);
    }, 'network');
    return doc;
  }
}
