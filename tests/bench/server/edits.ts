/** Updates as pages make them: one field of a lead of one's own. Made before the clock runs, by sessions never used before. */
import * as Y from 'yjs';

/** One update of a session, and the clock that the session has come to with it. */
export interface Edit {
  readonly client: number;
  readonly end: number;
  readonly update: Uint8Array;
}

export class Edits {
  readonly #doc = new Y.Doc();
  readonly #leads: readonly string[];
  #last: Uint8Array = new Uint8Array();
  #count = 0;
  #rounds = 0;
  /** sessions of this room begin here, so that none is used twice */
  #session = 1_000_000;

  /** Edits of a document of this content; `writers` is the most that write at once. */
  constructor(state: Uint8Array, writers: number) {
    Y.applyUpdate(this.#doc, state);
    this.#leads = [...this.#doc.getMap('lead').keys()].slice(0, writers);
    this.#doc.on('update', (update: Uint8Array) => {
      this.#last = update;
    });
  }

  /**
   * As many client ids that nobody used. They write another field than those before: what was made ready and never sent
   * must not be missing under what comes after.
   */
  sessions(count: number): readonly number[] {
    this.#rounds += 1;
    return Array.from({ length: count }, () => (this.#session += 1));
  }

  next(client: number, writer: number): Edit {
    this.#doc.clientID = client;
    this.#count += 1;
    const lead = this.#doc.getMap<Y.Map<unknown>>('lead').get(this.#leads[writer % this.#leads.length]!)!;
    lead.set(`field${this.#rounds}`, `Satın alma müdürü ${this.#count}`);
    return { client, end: Y.getState(this.#doc.store, client), update: this.#last };
  }
}
