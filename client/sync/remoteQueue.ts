/**
 * What came from the server and is not on the device yet. It is safe where it came from, so it waits a while: one of
 * the tabs that all heard it writes it, and the others find that it is there. Nothing is written twice that can be
 * recognised, and nothing is left out that is not certainly on the device.
 */
import * as Y from 'yjs';
import { StoredVector } from './storedVector.ts';
import type { Whole } from './takeWhole.ts';

const DELAY_MS = 250;
const JITTER_MS = 1_250;
/** Rows are announced soon after they are written, if not quite in order: older ones are surely known. */
const MAX_OUT_OF_ORDER = 200;

export class RemoteQueue {
  #waiting: Uint8Array[] = [];
  #taken: Uint8Array[] = [];
  /** the first content of the room, whose end is known without reading it again */
  #whole: Whole | null = null;
  #dueAt = 0;
  readonly #stored = new StoredVector();
  readonly #known = new Set<number>();
  #newest = 0;
  /** everything up to this row is known */
  #floor = 0;

  /** Everything that is in memory only, oldest first; also what is being written. */
  get unwritten(): Uint8Array[] {
    return [...this.#taken, ...this.#waiting];
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** An update came; `whole` if it is the first content of the room, which began empty. */
  add(update: Uint8Array, whole: Whole | null = null): void {
    if (whole) this.#whole = whole;
    this.#waiting.push(update);
  }

  /**
   * From now on this tab waits its turn. Drawn once for all that waits: else the shortest of many draws would win. The
   * first content of the room has none: without it the device can open nothing, and no other tab is likely to hold it.
   */
  drawTurn(now: number, isFirst: boolean): void {
    this.#dueAt = now + DELAY_MS + (isFirst ? 0 : Math.random() * JITTER_MS);
  }

  /** How long this tab's turn is off, in ms. */
  turnIn(now: number): number {
    return Math.max(0, this.#dueAt - now);
  }

  /** All that waits, to be written now: whoever takes it says `written` or `putBack`. */
  take(): Uint8Array[] {
    this.#taken = this.#waiting;
    this.#waiting = [];
    return this.#taken;
  }

  /** What was taken is on the device. */
  written(): void {
    if (this.#whole && this.#taken.includes(this.#whole.bytes)) this.#whole = null;
    this.#taken = [];
  }

  /** What was taken could not be written: it waits again. */
  putBack(): void {
    this.#waiting.unshift(...this.#taken);
    this.#taken = [];
  }

  /** What of these updates the device lacks, given rows on it that another tab wrote and this one has not heard of. */
  lacking(updates: readonly Uint8Array[], unheard: readonly Uint8Array[]): Uint8Array[] {
    for (const bytes of unheard) this.#stored.wrote(bytes);
    const [first] = updates;
    // the device has nothing: all of it is lacking, and looking for what is not would mean to write it anew
    const whole = first !== undefined && first === this.#whole?.bytes && this.#stored.isEmpty ? [first] : [];
    const rest = updates.slice(whole.length).flatMap((update) => this.#stored.missing(update) ?? []);
    return [...whole, ...mergeAdjacent(rest)];
  }

  /** The number after which rows may be on the device that this tab has not heard of, and which of them it has. */
  get unheard(): { after: number; isKnown: (seq: number) => boolean } {
    return { after: Math.max(this.#floor, this.#newest - MAX_OUT_OF_ORDER), isKnown: (seq) => this.#known.has(seq) };
  }

  /** The device holds exactly what this state vector says, up to this row. */
  reset(vector: Uint8Array, newest: number): void {
    this.#stored.reset(vector);
    this.#newest = Math.max(this.#newest, newest);
    this.#floor = this.#newest;
  }

  /** A row was written to the device, here or in another tab. */
  wrote(seq: number, bytes: Uint8Array): void {
    if (bytes === this.#whole?.bytes) {
      this.#stored.reached(this.#whole.vector);
      this.#whole = null;
    } else this.#stored.wrote(bytes);
    this.#known.add(seq);
    this.#newest = Math.max(this.#newest, seq);
    if (this.#known.size <= 2 * MAX_OUT_OF_ORDER) return;
    for (const old of this.#known) if (old < this.#newest - MAX_OUT_OF_ORDER) this.#known.delete(old);
  }
}

/**
 * Merges updates that follow each other. A hole inside one row would be taken for content by whoever only looks at
 * where a row begins and ends.
 */
function mergeAdjacent(updates: readonly Uint8Array[]): Uint8Array[] {
  const merged: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  let ends = new Map<number, number>();
  const close = (): void => {
    if (group.length > 0) merged.push(Y.mergeUpdates(group));
  };
  for (const update of updates) {
    const { from, to } = Y.parseUpdateMeta(update);
    const follows = Array.from(from).every(([client, start]) => start <= (ends.get(client) ?? start));
    if (!follows) {
      close();
      group = [];
      ends = new Map();
    }
    group.push(update);
    for (const [client, end] of to) ends.set(client, Math.max(end, ends.get(client) ?? 0));
  }
  close();
  return merged;
}
