/**
 * Sends what a room owes the server, and knows exactly what has arrived there. First what was made offline, in frames
 * of bounded size; then the exchange, whose acknowledgement covers everything before it; then each change as it is made.
 * What a tab that is gone left unsent is sent by one of those that live.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { TARGET_FRAME_BYTES } from '#schema/protocol.ts';
import type { Change, Outbox } from './outbox.ts';
import type { RoomLog } from './roomLog.ts';
import { RoomProvider } from './roomProvider.ts';
import type { RoomSocket } from './roomSocket.ts';
import type { TabMessage, Tabs } from './tabs.ts';

/** Small changes leave together up to this size; merging large ones would only cost time. Far below `TARGET_FRAME_BYTES`. */
const MERGE_BYTES = 64 * 1024;
/** While this much is on its way, changes wait, and then leave together. */
const MAX_FRAMES_IN_FLIGHT = 16;
const MAX_BYTES_IN_FLIGHT = 2 * TARGET_FRAME_BYTES;
/** A tab that says nothing for so long no longer sends what it wrote. */
const TAB_SILENT_MS = 8_000;
/** Time for the other tabs to say that they are sending, after this one was let in; a little different for each. */
const TAB_GREETING_MS = 300;
const TAB_GREETING_JITTER_MS = 300;
const TAB_REPEAT_MS = 3_000;

/**
 * - `out`: not let in (yet)
 * - `backlog`: what was made before is being sent
 * - `exchanging`: waiting for the answers to the exchange
 * - `live`: everything up to the exchange is on the server
 */
export type SenderPhase = 'out' | 'backlog' | 'exchanging' | 'live';

export interface SenderOptions {
  room: string;
  doc: Y.Doc;
  awareness: Awareness;
  socket: RoomSocket;
  /** see `ConnectionOptions` */
  documentVersion: number | undefined;
  outbox: Outbox;
  log: RoomLog;
  tabs: Tabs;
  changed: () => void;
  /** the server said something that is no part of a document */
  said: (payload: string) => void;
  /** the server's content has come and is to be put into the document */
  difference: (update: Uint8Array, apply: () => void) => void;
  /** the server's content is in the document for the first time on this connection */
  received: () => void;
  /** the server has everything that was made before it let us in */
  live: () => void;
  /** the server does not let us in */
  refused: (reason: string) => void;
  /** the server closed this room: with changes in flight only a new connection keeps the acknowledgements exact */
  closedByServer: (mustReconnect: boolean) => void;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #provider: RoomProvider;
  #greetingUntil = 0;
  readonly #tabsHeard = new Map<string, number>();
  readonly #adopted = new Set<string>();
  #phase: SenderPhase = 'out';
  #refusal: string | null = null;
  #writable = true;
  /** counts entries: what awaited something across a closed connection must not go on */
  #entry = 0;
  #fetching = false;
  /** let in with something made before: what comes in until all is exchanged, on however many connections, is news */
  #returning = false;
  /** the device can't be read just now: what lies only there goes with the exchange */
  #withoutDevice = false;
  #progressAt = Date.now();
  #heardAt = 0;
  #lastSaid = 0;
  #afterGreeting: ReturnType<typeof setTimeout> | null = null;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#provider = new RoomProvider({
      room: options.room,
      doc: options.doc,
      awareness: options.awareness,
      socket: options.socket,
      documentVersion: options.documentVersion,
      events: {
        entered: (write) => this.#enter(write),
        refused: (reason) => this.#refuse(reason),
        exchangeSent: (size) => {
          options.outbox.exchanged(size);
          this.#progress();
        },
        difference: options.difference,
        received: () => options.received(),
        acknowledged: (applied) => this.#acknowledged(applied),
        left: (reason) => this.#leave(reason),
        heard: () => {
          this.#heardAt = Date.now();
        },
        said: options.said,
      },
    });
  }

  get phase(): SenderPhase {
    return this.#phase;
  }

  /** Why the server does not let us in, or null. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** Whether the server takes changes from us in this room. */
  get writable(): boolean {
    return this.#writable;
  }

  /** Whether what was made before is being exchanged with what the server got meanwhile. */
  get isReturning(): boolean {
    return this.#returning;
  }

  get isAttached(): boolean {
    return this.#provider.isAttached;
  }

  /** Whether a transaction with this origin brought something from the server. */
  isOrigin(origin: unknown): boolean {
    return origin === this.#provider;
  }

  attach(): void {
    this.#progress();
    this.#provider.attach();
  }

  /** Shakes hands again on the open connection. */
  enterAgain(): void {
    this.#refusal = null;
    this.#progress();
    void this.#provider.onOpen(new Event('open'));
  }

  /** A change was made here: it leaves at once when it can. */
  push(): void {
    this.#pump();
    this.#saySending(false);
  }

  /** Another tab says something about who sends. */
  hear(message: TabMessage, from: string): void {
    if (message.kind === 'hello') this.#saySending(true);
    else if (message.kind === 'sending') {
      const now = Date.now();
      if (message.tabs.length === 0) this.#tabsHeard.delete(from);
      for (const tab of message.tabs) {
        this.#tabsHeard.set(tab, now);
        // A tab that is back sends for itself; of two that took up the same tab's changes, the smaller name keeps them.
        if (tab === from || from < this.#options.tabs.id) this.#adopted.delete(tab);
      }
    } else if (message.kind === 'sent') this.#pump();
  }

  /**
   * Called every second while the socket is open. Answers how long, in ms, the server has owed us an answer
   * (0 when it owes none). `idleMs` is the silence after which a live room asks for a sign of life.
   */
  watch(now: number, idleMs: number | null): number {
    this.#pump();
    this.#saySending(false);
    const { outbox } = this.#options;
    if (this.#phase === 'live' && idleMs !== null && outbox.framesInFlight === 0) {
      if (now - Math.max(this.#heardAt, this.#progressAt) >= idleMs) {
        this.#provider.sendUpdate();
        outbox.pinged();
        this.#progress();
      }
    }
    const waitsForTabs = this.#phase === 'backlog' && outbox.framesInFlight === 0;
    const waits = this.#refusal === null && !waitsForTabs && (this.#phase !== 'live' || outbox.framesInFlight > 0);
    return waits ? now - this.#progressAt : 0;
  }

  /** The line has moved (it was opened, or bytes are still leaving): a slow one is not a dead one. */
  progress(): void {
    this.#progress();
  }

  destroy(): void {
    this.#entry += 1;
    this.#phase = 'out';
    if (this.#afterGreeting) clearTimeout(this.#afterGreeting);
    this.#provider.destroy();
  }

  #progress(): void {
    this.#progressAt = Date.now();
  }

  #enter(write: boolean): void {
    const { outbox, changed, room, tabs } = this.#options;
    this.#entry += 1;
    this.#writable = write;
    this.#refusal = null;
    this.#withoutDevice = false;
    this.#greetingUntil = Date.now() + TAB_GREETING_MS + Math.random() * TAB_GREETING_JITTER_MS;
    this.#progress();
    if (write && outbox.edits > 0) this.#returning = true;
    outbox.holdClocks(this.#returning);
    if (!write) {
      this.#phase = 'exchanging';
      this.#provider.exchange();
    } else {
      this.#phase = 'backlog';
      tabs.post({ kind: 'hello', room });
      this.#saySending(true);
      // Ask first, answer after the backlog: a long upload must not keep the others' work from being seen, and once the
      // server has ours it throws away the values that ours take the place of.
      if (outbox.edits > 0) this.#provider.exchange(true);
      this.#pump();
    }
    changed();
  }

  #refuse(reason: string): void {
    this.#phase = 'out';
    this.#refusal = reason;
    this.#options.refused(reason);
    this.#options.changed();
  }

  #leave(reason?: string): void {
    const { outbox, changed, closedByServer } = this.#options;
    const hadFrames = outbox.framesInFlight > 0;
    this.#entry += 1;
    this.#refusal = null;
    if (this.#phase !== 'out') this.#sayStopped();
    this.#phase = 'out';
    this.#progress();
    outbox.void();
    if (reason !== undefined) closedByServer(hadFrames);
    changed();
  }

  #acknowledged(applied: boolean): void {
    const { outbox, log, changed } = this.#options;
    this.#progress();
    if (applied) {
      const answer = outbox.acknowledge();
      if (answer?.kind === 'exchange') this.#live();
      if (answer) log.settled(answer.settled);
    } else {
      const frame = outbox.refuse();
      if (frame?.kind === 'exchange') this.#live();
      // Refused while we believed to have the right: it was taken away since.
      if (frame?.kind !== 'ping') this.#writable = false;
    }
    this.#pump();
    changed();
  }

  readonly #mayTake = (change: Change): boolean => {
    const { tabs } = this.#options;
    if (change.bytes === null && this.#withoutDevice) return false;
    if (change.tab === tabs.id || this.#adopted.has(change.tab)) return true;
    const now = Date.now();
    if (now < this.#greetingUntil) return false;
    if (now - (this.#tabsHeard.get(change.tab) ?? 0) < TAB_SILENT_MS) return false;
    this.#adopted.add(change.tab);
    this.#saySending(true);
    return true;
  };

  /** Fills the line with what waits. Runs at once when the bytes are at hand, else after reading them from the device. */
  #pump(): void {
    const { outbox } = this.#options;
    if (this.#phase === 'out' || !this.#writable || this.#fetching || this.#isGreeting()) return;
    while (outbox.framesInFlight < MAX_FRAMES_IN_FLIGHT && outbox.bytesInFlight < MAX_BYTES_IN_FLIGHT) {
      const changes = outbox.next(MERGE_BYTES, this.#mayTake);
      if (changes.length === 0) {
        if (this.#phase === 'backlog' && this.#mayExchange()) this.#startExchange();
        // What lies only on a device that can't be read would keep all later changes waiting.
        if (this.#phase === 'live' && this.#withoutDevice && outbox.waitingBytes() > 0) this.#startExchange();
        return;
      }
      const updates = changes.flatMap(({ bytes }) => (bytes ? [bytes] : []));
      if (updates.length < changes.length) {
        void this.#fetch(changes);
        return;
      }
      const [only] = updates;
      outbox.sent(changes, this.#provider.sendUpdate(updates.length === 1 && only ? only : Y.mergeUpdates(updates)));
      if (outbox.framesInFlight === 1) this.#progress();
    }
  }

  async #fetch(changes: readonly Change[]): Promise<void> {
    const entry = this.#entry;
    this.#fetching = true;
    try {
      await this.#options.log.fetch(changes);
    } catch {
      // The log has said the fault. The document holds these changes too: the exchange brings them.
      if (entry === this.#entry) this.#withoutDevice = true;
    } finally {
      this.#fetching = false;
    }
    this.#pump();
    this.#options.changed();
  }

  /** The exchange is one frame: what other tabs still have to send must be little. */
  #mayExchange(): boolean {
    return this.#withoutDevice || this.#options.outbox.waitingBytes() <= TARGET_FRAME_BYTES;
  }

  /** What was made here may build on what others left unsent: it waits until it is known who sends that. */
  #isGreeting(): boolean {
    const greeting = this.#greetingUntil - Date.now();
    if (greeting <= 0 || this.#withoutDevice || !this.#options.outbox.hasOthers(this.#options.tabs.id)) return false;
    this.#afterGreeting ??= setTimeout(() => {
      this.#afterGreeting = null;
      this.#pump();
    }, greeting + 1);
    return true;
  }

  #sayStopped(): void {
    const { outbox, room, tabs } = this.#options;
    if (outbox.edits > 0) tabs.post({ kind: 'sending', room, tabs: [] });
  }

  #live(): void {
    this.#phase = 'live';
    this.#returning = false;
    this.#options.outbox.holdClocks(false);
    this.#options.live();
  }

  #startExchange(): void {
    this.#phase = 'exchanging';
    this.#provider.exchange();
  }

  /** Tells the other tabs whose changes this one sends, so that they need not. */
  #saySending(now: boolean): void {
    const { outbox, room, tabs } = this.#options;
    if (this.#phase === 'out' || !this.#writable || outbox.edits === 0) return;
    if (!now && Date.now() - this.#lastSaid < TAB_REPEAT_MS) return;
    this.#lastSaid = Date.now();
    tabs.post({ kind: 'sending', room, tabs: [tabs.id, ...this.#adopted] });
  }
}
