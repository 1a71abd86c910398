/**
 * What the member may take back, newest last, kept on the device and there again after a reload.
 * A batch is one entry. The stack holds inverses; whether they still apply is decided when they run.
 */
import type { Inverse } from '#schema/command.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import { isKeptEntry, type KeptEntry } from './keptWork.ts';

const LIMIT = 100;

export type UndoEntry = KeptEntry;
export interface UndoDepth {
  readonly undo: number;
  readonly redo: number;
}

interface Kept extends UndoEntry {
  seq: Promise<number>;
}

export class UndoStack {
  readonly #store: DeviceStore;
  readonly #workspace: string;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  #entries: Kept[] = [];
  #depth: UndoDepth = { undo: 0, redo: 0 };

  constructor(store: DeviceStore, workspace: string, onFault: (error: unknown) => void) {
    this.#store = store;
    this.#workspace = workspace;
    this.#onFault = onFault;
  }

  /** Reads what an earlier visit kept. */
  async load(): Promise<void> {
    const rows = await this.#store.undo
      .where('[workspace+seq]')
      .between([this.#workspace, 0], [this.#workspace, Number.MAX_SAFE_INTEGER])
      .toArray();
    const kept = rows.flatMap(({ seq, payload }) =>
      isKeptEntry(payload) ? [{ ...payload, seq: Promise.resolve(seq) }] : [],
    );
    this.#entries = [...kept, ...this.#entries];
    this.#changed();
  }

  /** Remembers something just done; what was taken back before can then no longer be done again. */
  did(inverse: Inverse): UndoEntry {
    for (const entry of this.#entries.filter((kept) => kept.stack === 'redo')) this.#drop(entry);
    return this.#add('undo', inverse);
  }

  /** Takes the newest entry of a stack off it, or the given one if it is still there. */
  take(stack: 'undo' | 'redo', wanted?: UndoEntry): UndoEntry | undefined {
    const entry = this.#entries.findLast((kept) => (wanted ? kept === wanted : kept.stack === stack));
    if (entry) this.#drop(entry);
    return entry;
  }

  /** Puts the inverse of what was just undone or redone on the other stack. */
  turned(stack: 'undo' | 'redo', inverse: Inverse): UndoEntry {
    return this.#add(stack, inverse);
  }

  depth = (): UndoDepth => this.#depth;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #add(stack: 'undo' | 'redo', inverse: Inverse): UndoEntry {
    const payload: KeptEntry = { stack, inverse };
    const entry: Kept = { stack, inverse, seq: this.#store.undo.add({ workspace: this.#workspace, payload }) };
    entry.seq.catch(this.#onFault);
    this.#entries.push(entry);
    const same = this.#entries.filter((kept) => kept.stack === stack);
    if (same.length > LIMIT) this.#drop(same[0]!);
    this.#changed();
    return entry;
  }

  #drop(entry: Kept): void {
    this.#entries = this.#entries.filter((kept) => kept !== entry);
    entry.seq.then((seq) => this.#store.undo.delete(seq)).catch(this.#onFault);
    this.#changed();
  }

  #changed(): void {
    const undo = this.#entries.filter((entry) => entry.stack === 'undo').length;
    this.#depth = { undo, redo: this.#entries.length - undo };
    for (const listener of this.#listeners) listener();
  }
}
