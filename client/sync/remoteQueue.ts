/**
 * What came from the server and is not on the device yet. It is safe where it came from, so it waits a while: one of
 * the tabs that all heard it writes it, and the others find that it is there. Nothing is written twice that can be
 * recognised, and nothing is left out that is not certainly on the device.
 */
import * as Y from 'yjs';
import { StoredVector } from './storedVector.ts';

const DELAY_MS = 250;
const JITTER_MS = 1_250;
/** While the device takes nothing, what waits is kept as one update from this number on. */
const MAX_WAITING = 1_000;
/** Rows are announced soon after they are written, if not quite in order: older ones are surely known. */
const MAX_OUT_OF_ORDER = 200;

export class RemoteQueue {
  #waiting: Uint8Array[] = [];
  #dueAt = 0;
  readonly #stored = new StoredVector();
  readonly #known = new Set<number>();
  #newest = 0;
  /** everything up to this row is known */
  #floor = 0;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(update: Uint8Array): void {
    this.#waiting.push(update);
    if (this.#waiting.length > MAX_WAITING) this.#waiting = [Y.mergeUpdates(this.#waiting)];
  }

  /** From now on this tab waits its turn. Drawn once for all that waits: else the shortest of many draws would win. */
  drawTurn(now: number): void {
    this.#dueAt = now + DELAY_MS + Math.random() * JITTER_MS;
  }

  /** How long this tab's turn is off, in ms. */
  turnIn(now: number): number {
    return Math.max(0, this.#dueAt - now);
  }

  /** All that waits and is not known to be on the device, as one update; null when there is nothing. */
  take(): Uint8Array | null {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.length === 0 ? null : this.#stored.missing(Y.mergeUpdates(waiting));
  }

  /** It could not be written: it waits again. */
  putBack(update: Uint8Array): void {
    this.#waiting.unshift(update);
  }

  /** What of an update is not in these rows either, which another tab wrote and this one has not heard of. */
  lacking(update: Uint8Array, unheard: readonly Uint8Array[]): Uint8Array | null {
    for (const bytes of unheard) this.#stored.wrote(bytes);
    return unheard.length === 0 ? update : this.#stored.missing(update);
  }

  /** The number after which rows may be on the device that this tab has not heard of, and which of them it has. */
  get unheard(): { after: number; isKnown: (seq: number) => boolean } {
    return { after: Math.max(this.#floor, this.#newest - MAX_OUT_OF_ORDER), isKnown: (seq) => this.#known.has(seq) };
  }

  /** The device holds exactly what this document does, up to this row. */
  reset(doc: Y.Doc, newest: number): void {
    this.#stored.reset(doc);
    this.#newest = Math.max(this.#newest, newest);
    this.#floor = this.#newest;
  }

  /** A row was written to the device, here or in another tab. */
  wrote(seq: number, bytes: Uint8Array): void {
    this.#stored.wrote(bytes);
    this.#known.add(seq);
    this.#newest = Math.max(this.#newest, seq);
    if (this.#known.size <= 2 * MAX_OUT_OF_ORDER) return;
    for (const old of this.#known) if (old < this.#newest - MAX_OUT_OF_ORDER) this.#known.delete(old);
  }
}
