/**
 * Which part of a document's history the device's log holds: a clock per client. Used to write only what is missing
 * when several tabs hear the same from the server. Never claims more than what was written without a gap.
 */
import * as Y from 'yjs';

/** Recently written rows without new structs (pure deletions), which clocks can't tell apart. */
const REMEMBERED_DELETIONS = 200;
const DELETION_BYTES = 1024;

export class StoredVector {
  #clocks = new Map<number, number>();
  readonly #deletions = new Set<string>();

  /** The log holds nothing that clocks tell of. */
  get isEmpty(): boolean {
    return this.#clocks.size === 0;
  }

  /** An update from the very beginning up to this was written to the log. */
  reached(vector: Uint8Array): void {
    for (const [client, end] of Y.decodeStateVector(vector)) {
      this.#clocks.set(client, Math.max(end, this.#clocks.get(client) ?? 0));
    }
  }

  /** The log holds exactly this. */
  reset(vector: Uint8Array): void {
    this.#clocks = Y.decodeStateVector(vector);
  }

  /** An update without holes was written to the log. */
  wrote(update: Uint8Array): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const known = this.#clocks.get(client) ?? 0;
      if ((from.get(client) ?? 0) <= known && end > known) this.#clocks.set(client, end);
    }
    if (to.size === 0) this.#remember(update);
  }

  /** What of an update the log lacks; null when it lacks nothing. */
  missing(update: Uint8Array): Uint8Array | null {
    const rest = Y.diffUpdate(update, this.#encode());
    if (rest.length <= 2) return null;
    if (Y.parseUpdateMeta(rest).to.size === 0 && this.#deletions.has(rest.join())) return null;
    return rest;
  }

  #remember(update: Uint8Array): void {
    if (update.length > DELETION_BYTES) return;
    this.#deletions.add(update.join());
    const [oldest] = this.#deletions;
    if (oldest !== undefined && this.#deletions.size > REMEMBERED_DELETIONS) this.#deletions.delete(oldest);
  }

  #encode(): Uint8Array {
    return Y.encodeStateVector(this.#clocks);
  }
}
