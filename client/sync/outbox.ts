/**
 * What a room owes the server: changes in the order of their making, and the frames on their way.
 * Acknowledgements of one room on one connection come in order, so each stands for the oldest frame in flight.
 * Pure bookkeeping: no network, no storage, no clock. A change leaves only when the server has it.
 */

import { UnsentClocks } from './unsentClocks.ts';

/** One local change (or several, once compacted) that the server has not acknowledged. */
export interface Change {
  /** its row on this device; null until written there */
  seq: number | null;
  /** null when the bytes must be read from the device first */
  bytes: Uint8Array | null;
  size: number;
  /** how many edits it stands for */
  edits: number;
  /** the tab that wrote it */
  tab: string;
  state: 'waiting' | 'inFlight' | 'acknowledged';
}

/** `exchange` is the second step of the handshake: it carries all that the server lacked. `ping` carries nothing. */
export interface Frame {
  kind: 'update' | 'exchange' | 'ping';
  changes: readonly Change[];
  size: number;
}

export class Outbox {
  readonly #changes = new Set<Change>();
  readonly #bySeq = new Map<number, Change>();
  readonly #clocks = new UnsentClocks();
  #frames: Frame[] = [];
  #edits = 0;
  #holdsClocks = false;

  /** Edits that the server has not acknowledged, in all tabs of this browser. */
  get edits(): number {
    return this.#edits;
  }

  get framesInFlight(): number {
    return this.#frames.length;
  }

  get bytesInFlight(): number {
    return this.#frames.reduce((sum, frame) => sum + frame.size, 0);
  }

  /** Whether a struct of the document with this id was made here, and the server may not have it. */
  get isUnsent(): (client: number, clock: number) => boolean {
    return this.#clocks.has;
  }

  /**
   * Takes up a change, with what it brought into the document (null when that is known); one whose row is known already
   * is left as it is.
   */
  add(change: Change, update: Uint8Array | null): void {
    if (update) this.#clocks.add(update);
    if (change.seq !== null) {
      if (this.#bySeq.has(change.seq)) return;
      this.#bySeq.set(change.seq, change);
    }
    this.#changes.add(change);
    this.#edits += change.edits;
  }

  /** The change was written to the device under this number. */
  stored(change: Change, seq: number): void {
    change.seq = seq;
    if (this.#changes.has(change)) this.#bySeq.set(seq, change);
  }

  has(seq: number): boolean {
    return this.#bySeq.has(seq);
  }

  /** All changes that the server has not acknowledged, oldest first. */
  all(): Change[] {
    return [...this.#changes];
  }

  /**
   * The next changes to send, up to `maxBytes` together (always at least one when any waits and may be taken). Never
   * passes one over: what comes later may build on it, and would be at the server without it.
   */
  next(maxBytes: number, mayTake: (change: Change) => boolean): Change[] {
    const taken: Change[] = [];
    let size = 0;
    for (const change of this.#changes) {
      if (change.state !== 'waiting') continue;
      if (!mayTake(change)) break;
      if (taken.length > 0 && size + change.size > maxBytes) break;
      taken.push(change);
      size += change.size;
    }
    return taken;
  }

  /** Whether something waits that another tab than this one wrote. */
  hasOthers(tab: string): boolean {
    for (const change of this.#changes) if (change.state === 'waiting' && change.tab !== tab) return true;
    return false;
  }

  /** Bytes that wait to be sent. */
  waitingBytes(): number {
    let size = 0;
    for (const change of this.#changes) if (change.state === 'waiting') size += change.size;
    return size;
  }

  /** These changes left in one frame. */
  sent(changes: readonly Change[], size: number): void {
    for (const change of changes) change.state = 'inFlight';
    this.#frames.push({ kind: 'update', changes, size });
  }

  /** A handshake frame with everything that the document holds has left: it covers all changes known now. */
  exchanged(size: number): void {
    this.#frames.push({ kind: 'exchange', changes: this.all(), size });
  }

  /** An empty frame has left, only to hear an answer. */
  pinged(): void {
    this.#frames.push({ kind: 'ping', changes: [], size: 0 });
  }

  /** The server has the oldest frame: answers it with the changes that are now settled. Undefined when none was expected. */
  acknowledge(): { kind: Frame['kind']; settled: Change[] } | undefined {
    const frame = this.#frames.shift();
    if (!frame) return undefined;
    const settled = frame.changes.filter((change) => this.#settle(change));
    this.#forgetClocks();
    return { kind: frame.kind, settled };
  }

  /** The server refused the oldest frame: its changes wait again. */
  refuse(): Frame | undefined {
    const frame = this.#frames.shift();
    for (const change of frame?.changes ?? []) if (change.state === 'inFlight') change.state = 'waiting';
    return frame;
  }

  /** The connection is gone: what was in flight may or may not have arrived, so it waits again. */
  void(): void {
    for (const frame of this.#frames) {
      for (const change of frame.changes) if (change.state === 'inFlight') change.state = 'waiting';
    }
    this.#frames = [];
  }

  /** Another tab heard that the server has these rows, or they were replaced. */
  forget(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const change = this.#bySeq.get(seq);
      if (change) this.#settle(change);
    }
    this.#forgetClocks();
  }

  /**
   * One change now stands for these, in the place of the first of them: what was made meanwhile may build on it. What was
   * in flight goes on its way; its acknowledgement settles nothing more.
   */
  replace(changes: readonly Change[], by: Change): void {
    const replaced = new Set(changes);
    const order = [...this.#changes];
    const first = order.findIndex((change) => replaced.has(change));
    const later = first < 0 ? [] : order.slice(first).filter((change) => !replaced.has(change));
    for (const change of changes) this.#settle(change);
    this.add(by, null);
    for (const change of later) {
      this.#changes.delete(change);
      this.#changes.add(change);
    }
  }

  /** As `replace`, by the numbers of the rows. */
  replaceRows(seqs: readonly number[], by: Change): void {
    const known = seqs.flatMap((seq) => this.#bySeq.get(seq) ?? []);
    this.replace(known, by);
  }

  /** While they are held, what was made here counts as unsent even after the server has it: its news may come later. */
  holdClocks(isHeld: boolean): void {
    this.#holdsClocks = isHeld;
    this.#forgetClocks();
  }

  #forgetClocks(): void {
    if (this.#changes.size === 0 && !this.#holdsClocks) this.#clocks.clear();
  }

  #settle(change: Change): boolean {
    if (!this.#changes.delete(change)) return false;
    if (change.seq !== null) this.#bySeq.delete(change.seq);
    change.state = 'acknowledged';
    this.#edits -= change.edits;
    return true;
  }
}
