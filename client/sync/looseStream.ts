/**
 * What a tab can't write to the device reaches the other tabs all the same, and they keep it too. It first says all
 * that it could not write, then each thing more; whoever missed the beginning asks for it. What comes is handed on
 * only when the document has all that it builds on.
 */
import * as Y from 'yjs';
import { isComplete } from './isComplete.ts';
import type { TabMessage, Tabs } from './tabs.ts';

export interface LooseStreamOptions {
  room: string;
  tabs: Tabs;
  doc: Y.Doc;
  /** everything in memory that is not on the device, oldest first */
  unwritten: () => Uint8Array[];
}

export class LooseStream {
  readonly #options: LooseStreamOptions;
  /** this tab has something that it can't write, and says it */
  #isOpen = false;
  /** tabs whose streams this one has heard from their beginning */
  readonly #followed = new Set<string>();
  /** heard, and waiting for what it builds on */
  #held: Uint8Array[] = [];

  constructor(options: LooseStreamOptions) {
    this.#options = options;
  }

  /** Asks the other tabs for what they can't write: said on opening, before the device is read. */
  ask(): void {
    const { room, tabs } = this.#options;
    tabs.post({ kind: 'askLoose', room });
  }

  /** The device has refused a writing. */
  refused(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#sayAll();
  }

  /** The device has taken everything. */
  taken(): void {
    this.#isOpen = false;
  }

  /** An update came into being, or from the server, while the device takes nothing. */
  add(bytes: Uint8Array): void {
    const { room, tabs } = this.#options;
    if (this.#isOpen) tabs.post({ kind: 'loose', room, bytes, isBeginning: false });
  }

  /** Takes what another tab says; `release` then answers what may be applied. */
  hear(message: TabMessage, from: string): void {
    if (message.kind === 'askLoose' && this.#isOpen) this.#sayAll();
    if (message.kind !== 'loose') return;
    if (message.isBeginning) this.#followed.add(from);
    if (this.#followed.has(from)) this.#held.push(message.bytes);
    else this.ask();
  }

  /** The next update that was heard and that the document is ready for; null when there is none. */
  release(): Uint8Array | null {
    const index = this.#held.findIndex((update) => this.#isReady(update));
    return index < 0 ? null : (this.#held.splice(index, 1)[0] ?? null);
  }

  #isReady(update: Uint8Array): boolean {
    try {
      return isComplete(this.#options.doc, update);
    } catch {
      // Unreadable: released, and refused where it is applied.
      return true;
    }
  }

  #sayAll(): void {
    const { room, tabs, unwritten } = this.#options;
    const updates = unwritten();
    const bytes = updates.length > 0 ? Y.mergeUpdates(updates) : EMPTY_UPDATE;
    tabs.post({ kind: 'loose', room, bytes, isBeginning: true });
  }
}

const EMPTY_UPDATE = new Uint8Array([0, 0]);
