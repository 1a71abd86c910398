/**
 * One open room: its document, and the carriers bound to it. The device is read first, so that a known room opens
 * without a server; only then does the room go to the server, which so hears all that this device knows.
 */
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { RoomAccess } from '#schema/policy.ts';
import { quicken } from '#schema/quickTransactions.ts';
import { shareAwareness } from './awarenessTabs.ts';
import type { Connection } from './connection.ts';
import type { DeviceStore } from './deviceStore.ts';
import { forgetBehind, foundBehind, leaveBehind, takeBack } from './leftBehind.ts';
import { ORIGIN } from './origins.ts';
import { Outbox } from './outbox.ts';
import { isPageHidden } from './pageLifecycle.ts';
import { askPersistence } from './persistence.ts';
import { tryApply } from './readStored.ts';
import { RoomLog } from './roomLog.ts';
import { Sender } from './sender.ts';
import { isSameState, Observable, type SyncState, syncStateOf } from './syncState.ts';
import type { TabMessage, Tabs } from './tabs.ts';
import { takeWhole } from './takeWhole.ts';

/** A tab that ends between writing and saying so leaves rows that no other tab has heard of. */
const LOOK_FOR_OTHERS_MS = 5_000;

export type ReturnListener = (transaction: Y.Transaction, isUnsent: (client: number, clock: number) => boolean) => void;

export interface OpenRoom {
  readonly room: string;
  readonly doc: Y.Doc;
  /** presence in this room; its local state is set by whoever shows it */
  readonly awareness: Awareness;
  /** what this device holds of the room is in the document (nothing, on its first visit or when storage is broken) */
  readonly loaded: Promise<void>;
  /** the document can be shown: this device holds the whole room, or the server has sent it */
  readonly ready: Promise<void>;
  /** the server's content has been heard for the first time since opening */
  readonly firstSync: Promise<void>;
  readonly state: Pick<Observable<SyncState>, 'subscribe' | 'getSnapshot'>;
  /** Calls back with what the server says in this room outside of the document (see `NudgeShape`). */
  onSaid(listener: (payload: string) => void): () => void;
  /**
   * Calls back at the end of each transaction that brings what the server got while this device owed it something, with
   * which structs of the document those are. For whoever was away; must not write to the document.
   */
  onReturn(listener: ReturnListener): () => void;
  /** Writes to the device what is still in memory; also resolves when the device can't take it (`state` says so). */
  flush(): Promise<void>;
  /** Resolves when nothing waits to be written to the device, each thing in its time. */
  idle(): Promise<void>;
  /** Writes what is left, then ends. */
  close(): Promise<void>;
  /** Ends, in all tabs, and takes the room off this device with whatever was not sent. */
  destroyLocal(): Promise<void>;
}

/** The updates that the server has stored of a room, or null when they cannot be had now. */
export type FetchContent = (room: string) => Promise<readonly Uint8Array[] | null>;

export interface RoomHandleOptions {
  user: string;
  room: string;
  /** what the member may do here as far as this device knows; `none` opens the device's copy and does not knock */
  access: RoomAccess;
  /** see `Carriers.openRoom` */
  after: Promise<void>;
  store: DeviceStore;
  tabs: Tabs;
  connection: Connection;
  fetchContent?: FetchContent | undefined;
  ended: () => void;
}

export class RoomHandle implements OpenRoom {
  readonly room: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly loaded: Promise<void>;
  readonly ready: Promise<void>;
  readonly firstSync: Promise<void>;
  readonly #state: Observable<SyncState>;

  readonly #options: RoomHandleOptions;
  readonly #outbox = new Outbox();
  readonly #log: RoomLog;
  readonly #presence: ReturnType<typeof shareAwareness>;
  readonly #unsubscribe: () => void;
  #sender: Sender | null = null;
  readonly #lookingForOthers: ReturnType<typeof setInterval>;
  #ended = false;
  readonly #saidListeners = new Set<(payload: string) => void>();
  readonly #returnListeners = new Set<ReturnListener>();
  readonly #heardServer: () => void;
  readonly #becameReady: () => void;

  constructor(options: RoomHandleOptions) {
    const { room, store, tabs, connection } = options;
    this.#options = options;
    this.room = room;
    this.doc = quicken(new Y.Doc());
    this.awareness = new Awareness(this.doc);
    // Awareness is born with an empty state; who is here is said by the page, or not at all.
    this.awareness.setLocalState(null);
    this.#log = new RoomLog({
      user: options.user,
      room,
      doc: this.doc,
      store,
      tabs,
      outbox: this.#outbox,
      after: options.after,
      around: (read) => {
        // Reading is one transaction; encoding it again as an update would cost as much as the reading.
        this.doc.off('update', this.#updated);
        read();
        this.doc.on('update', this.#updated);
      },
      changed: () => this.#changed(),
    });
    this.#presence = shareAwareness(this.awareness, room, tabs);
    this.#state = new Observable(this.#compute(), isSameState);
    this.#unsubscribe = connection.subscribe(() => {
      if (connection.status !== 'open') this.#presence.ask();
      this.#changed();
    });
    let heardServer = (): void => {};
    let becameReady = (): void => {};
    this.firstSync = new Promise((resolve) => {
      heardServer = resolve;
    });
    this.ready = new Promise((resolve) => {
      becameReady = resolve;
    });
    this.#heardServer = heardServer;
    this.#becameReady = becameReady;
    this.doc.on('update', this.#updated);
    this.doc.on('afterTransaction', this.#afterTransaction);
    this.#lookingForOthers = setInterval(() => {
      if (!isPageHidden()) void this.#log.takeUp();
    }, LOOK_FOR_OTHERS_MS);
    if (options.access !== 'none') connection.dial();
    this.loaded = this.#open();
    void this.loaded.then(() => this.#enter());
  }

  get state(): Pick<Observable<SyncState>, 'subscribe' | 'getSnapshot'> {
    return this.#state;
  }

  hear(message: TabMessage, from: string): void {
    this.#log.hear(message, from);
    this.#presence.hear(message);
    this.#sender?.hear(message, from);
  }

  /** Reads what other tabs wrote while this one was frozen. */
  async catchUp(): Promise<void> {
    this.#presence.ask();
    await this.#log.catchUp();
    await this.#log.takeUp();
  }

  onSaid(listener: (payload: string) => void): () => void {
    this.#saidListeners.add(listener);
    return () => this.#saidListeners.delete(listener);
  }

  onReturn(listener: ReturnListener): () => void {
    this.#returnListeners.add(listener);
    return () => this.#returnListeners.delete(listener);
  }

  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** The page may be ending: writes what waits, and leaves behind what may not get to the device in time. */
  leave(): void {
    const { user, room, tabs } = this.#options;
    leaveBehind(user, room, tabs.id, this.#log.unwritten);
    void this.flush().then(() => {
      if (this.#log.unwritten.length === 0) takeBack(user, room, tabs.id);
    });
  }

  idle(): Promise<void> {
    return this.#log.idle();
  }

  async close(): Promise<void> {
    await this.#log.flush();
    this.stop();
  }

  async destroyLocal(): Promise<void> {
    const { store, tabs, room } = this.#options;
    tabs.post({ kind: 'destroyed', room });
    this.stop();
    forgetBehind(this.#options.user, room);
    await store.destroyRoom(room);
  }

  /** Ends at once, without writing. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    const { connection, ended } = this.#options;
    this.doc.off('update', this.#updated);
    this.doc.off('afterTransaction', this.#afterTransaction);
    this.#unsubscribe();
    clearInterval(this.#lookingForOthers);
    if (this.#sender) connection.remove(this.#sender);
    // Said to the server and the other tabs while both can still be reached.
    this.awareness.setLocalState(null);
    this.#sender?.destroy();
    this.#presence.stop();
    this.#log.stop();
    this.awareness.destroy();
    ended();
  }

  async #open(): Promise<void> {
    await this.#log.read();
    if (this.#ended) return;
    this.#takeUp();
    this.#changed();
  }

  async #enter(): Promise<void> {
    if (this.#ended || this.#options.access === 'none') return;
    if (!this.#log.synced && this.#isBare()) await this.#fetch();
    if (!this.#ended) this.#goOnline();
  }

  /** What the server has stored comes quicker than the room on the socket, which has to be opened there first. */
  async #fetch(): Promise<void> {
    const { fetchContent, room } = this.#options;
    const [first, ...later] = (await fetchContent?.(room)) ?? [];
    if (this.#ended || !first) return;
    try {
      this.#difference(first, () => Y.applyUpdate(this.doc, first, ORIGIN.fetched));
    } catch {
      // What can't be read in it can't be read on the socket either, which is tried next and says so.
      return;
    }
    let isWhole = true;
    this.doc.transact(() => {
      for (const update of later) isWhole = tryApply(this.doc, update, ORIGIN.fetched) && isWhole;
    }, ORIGIN.fetched);
    if (isWhole && this.doc.store.pendingStructs === null) this.#received();
  }

  /** What a page left behind that ended before it was written is a change like one made now. */
  #takeUp(): void {
    const { user, room } = this.#options;
    const { updates, forget } = foundBehind(user, room);
    if (updates.length === 0) return;
    for (const update of updates) tryApply(this.doc, update, ORIGIN.leftBehind);
    void this.flush().then(() => {
      if (this.#log.unwritten.length === 0) forget();
    });
  }

  #goOnline(): void {
    const { room, tabs, connection } = this.#options;
    const sender = new Sender({
      room,
      doc: this.doc,
      awareness: this.awareness,
      socket: connection.socket,
      documentVersion: connection.documentVersion,
      outbox: this.#outbox,
      log: this.#log,
      tabs,
      changed: () => this.#changed(),
      difference: (update, apply) => this.#difference(update, apply),
      received: () => this.#received(),
      said: (payload) => {
        for (const listener of this.#saidListeners) listener(payload);
      },
      live: () => connection.works(),
      refused: (reason) => connection.roomRefused(sender, reason),
      closedByServer: (mustReconnect) => connection.roomClosed(sender, mustReconnect),
    });
    this.#sender = sender;
    connection.add(sender);
  }

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === ORIGIN.tab || origin === ORIGIN.device) return;
    if (origin === ORIGIN.fetched || this.#sender?.isOrigin(origin)) {
      this.#log.addRemote(update);
      return;
    }
    this.#log.addLocal(update);
    askPersistence();
    this.#sender?.push();
  };

  readonly #afterTransaction = (transaction: Y.Transaction): void => {
    if (!this.#sender?.isReturning || !this.#sender.isOrigin(transaction.origin)) return;
    for (const listener of this.#returnListeners) listener(transaction, this.#outbox.isUnsent);
  };

  /** The first content of a room is taken and kept as it comes; later it is little, and told as any other change. */
  #difference(update: Uint8Array, apply: () => void): void {
    if (!this.#isBare()) {
      apply();
      return;
    }
    this.doc.off('update', this.#updated);
    const taken = takeWhole(this.doc, update, apply);
    this.doc.on('update', this.#updated);
    if (taken.whole) this.#log.addRemote(taken.whole.bytes, taken.whole);
    if ('failure' in taken) throw taken.failure;
  }

  #isBare(): boolean {
    const { clients, pendingStructs, pendingDs } = this.doc.store;
    return clients.size === 0 && pendingStructs === null && pendingDs === null;
  }

  #received(): void {
    this.#heardServer();
    this.#becameReady();
    this.#log.setSynced();
  }

  #changed(): void {
    if (this.#log.synced) this.#becameReady();
    if (!this.#ended) this.#state.set(this.#compute());
  }

  #compute(): SyncState {
    const { connection, access } = this.#options;
    return syncStateOf({
      connection: connection.status,
      phase: this.#sender?.phase ?? 'out',
      trouble: connection.trouble,
      refusal: this.#sender?.refusal ?? (access === 'none' ? 'forbidden' : null),
      writable: this.#sender?.writable ?? access === 'write',
      unsent: this.#outbox.edits,
      unstored: this.#log.unstored,
      fault: this.#log.fault,
    });
  }
}
