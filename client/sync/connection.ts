/**
 * The connection of this tab to the server: one socket, several rooms on it. Reacts to the network coming and going
 * (a browser that goes offline does not close its sockets), shakes hands again when the server closes a room, and
 * drops a connection that claims to live but does not answer.
 */
import { CLOSE } from '#schema/protocol.ts';
import { isPageHidden } from './pageLifecycle.ts';
import { RoomSocket } from './roomSocket.ts';
import type { Sender } from './sender.ts';

/** `offline`: no network, or the last attempt found no server. */
export type ConnectionStatus = 'offline' | 'connecting' | 'open' | 'signedOut';

export interface ConnectionOptions {
  url: string;
  /** for surroundings without a global one */
  WebSocket?: unknown;
  /** first wait before connecting again, ms */
  retryDelay?: number;
  /** how long the server may owe an answer before the connection is taken for dead, ms */
  answerWithin?: number;
  /** the newest document that the app can write: what this one can, unless another one is played */
  documentVersion?: number;
}

/** With the silence before a sign of life is asked for, and a second to connect anew, a dead line is healed within ten seconds. */
export const ANSWER_WITHIN_MS = 5_000;
const IDLE_SHARE = 0.6;
const MAX_ANSWER_WITHIN_MS = 60_000;
const ENTER_AGAIN_MS = 250;
const MAX_ENTER_AGAIN_MS = 8_000;
/** Refusals that only a change elsewhere can lift: asked again with the next connection, or by `retry`. */
const FINAL: readonly string[] = [CLOSE.unauthenticated.reason, CLOSE.forbidden.reason, CLOSE.unknownRoom.reason];

/** Closings that say that something is wrong, and not only that it is time to connect again. */
const TROUBLE = new Map<number, string>(
  [
    CLOSE.forbidden,
    CLOSE.unknownRoom,
    CLOSE.tooLarge,
    CLOSE.tooMany,
    CLOSE.malformed,
    CLOSE.notDurable,
    CLOSE.workspaceFull,
  ].map(({ code, reason }) => [code, reason]),
);

export class Connection {
  readonly #socket: RoomSocket;
  readonly #senders = new Set<Sender>();
  readonly #listeners = new Set<() => void>();
  readonly documentVersion: number | undefined;
  readonly #answerWithin: number;
  readonly #unlisten: () => void;
  readonly #enterAgain = new Map<Sender, { delay: number; timer: ReturnType<typeof setTimeout> | null }>();
  #status: ConnectionStatus;
  #watch: ReturnType<typeof setInterval> | null = null;
  #buffered = 0;
  #drops = 0;
  #trouble: string | null = null;
  #destroyed = false;

  constructor(options: ConnectionOptions) {
    this.documentVersion = options.documentVersion;
    this.#answerWithin = options.answerWithin ?? ANSWER_WITHIN_MS;
    this.#status = hasNetwork() ? 'connecting' : 'offline';
    this.#socket = new RoomSocket({
      url: options.url,
      openWithin: this.#answerWithin,
      ...(options.WebSocket === undefined ? {} : { WebSocket: options.WebSocket }),
      ...(options.retryDelay === undefined ? {} : { delay: options.retryDelay }),
      opened: () => this.#opened(),
      closed: (code, wasOpen) => this.#closed(code, wasOpen),
    });
    this.#unlisten = this.#listenToNetwork();
  }

  get socket(): RoomSocket {
    return this.#socket;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Why the server keeps ending our connections, as a reason of `CLOSE`, until one comes to work; else null. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** A room has come to work on this connection; it works once all do: one alone may be why the server keeps ending it. */
  works(): void {
    for (const { phase, refusal } of this.#senders) if (phase !== 'live' && refusal === null) return;
    this.#socket.works();
    // Only now: a server that answers slowly must be given more time each time, until it gets through.
    this.#drops = 0;
    if (this.#trouble === null) return;
    this.#trouble = null;
    this.#tell();
  }

  /** Calls back whenever the status has changed. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts to connect, for a room that will come when it has been read: neither waits for the other. */
  dial(): void {
    this.#socket.dial();
  }

  /** Brings a room onto the connection, which opens with the first one. */
  add(sender: Sender): void {
    this.#senders.add(sender);
    sender.attach();
    this.#socket.dial();
  }

  remove(sender: Sender): void {
    this.#senders.delete(sender);
    this.#forgetEntry(sender);
  }

  /** The server closed one room of ours. */
  roomClosed(sender: Sender, mustReconnect: boolean): void {
    if (mustReconnect) this.#socket.drop('room closed with changes in flight');
    else this.#enterLater(sender);
  }

  /** The server did not let us into one room. */
  roomRefused(sender: Sender, reason: string): void {
    if (!FINAL.includes(reason)) this.#enterLater(sender);
  }

  /** Tries again now: after signing in, or when the user asks. */
  retry(): void {
    if (this.#destroyed) return;
    this.#socket.forgive();
    if (!this.#socket.isOpen) {
      this.#setStatus('connecting');
      this.#socket.connectNow();
    } else for (const sender of this.#senders) if (sender.refusal !== null) sender.enterAgain();
  }

  /** Ends the connection as if it had been cut, and connects anew. */
  drop(reason: string): void {
    this.#socket.drop(reason);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#unlisten();
    this.#stopWatch();
    for (const sender of this.#senders) this.remove(sender);
    this.#socket.destroy();
    this.#listeners.clear();
  }

  #opened(): void {
    this.#setStatus('open');
    this.#buffered = 0;
    for (const sender of this.#senders) sender.progress();
    this.#watch ??= setInterval(() => this.#look(), 1_000);
  }

  #closed(code: number, wasOpen: boolean): void {
    this.#stopWatch();
    for (const sender of this.#senders) this.#forgetEntry(sender);
    if (code === CLOSE.unauthenticated.code) {
      // The session has ended: knocking again would not help until someone signs in.
      this.#socket.disconnect();
      this.#setStatus('signedOut');
      return;
    }
    const trouble = TROUBLE.get(code);
    if (trouble !== undefined) {
      this.#trouble = trouble;
      this.#tell();
    }
    this.#setStatus(hasNetwork() && wasOpen ? 'connecting' : 'offline');
  }

  #look(): void {
    const now = Date.now();
    const { buffered } = this.#socket;
    if (buffered < this.#buffered) for (const sender of this.#senders) sender.progress();
    this.#buffered = buffered;
    const within = Math.min(this.#answerWithin * 2 ** this.#drops, MAX_ANSWER_WITHIN_MS);
    const idle = !isPageHidden() ? this.#answerWithin * IDLE_SHARE : null;
    for (const sender of this.#senders) {
      if (!sender.isAttached) continue;
      if (sender.watch(now, idle) < within) {
        if (sender.phase === 'live') this.#forgetEntry(sender);
        continue;
      }
      this.#drops += 1;
      this.#socket.forgive();
      this.#socket.drop('no answer');
      return;
    }
  }

  #enterLater(sender: Sender): void {
    const entry = this.#enterAgain.get(sender) ?? { delay: ENTER_AGAIN_MS, timer: null };
    if (entry.timer) return;
    const { delay } = entry;
    entry.delay = Math.min(delay * 2, MAX_ENTER_AGAIN_MS);
    entry.timer = setTimeout(() => {
      entry.timer = null;
      if (this.#socket.isOpen && this.#senders.has(sender)) sender.enterAgain();
    }, delay);
    this.#enterAgain.set(sender, entry);
  }

  #forgetEntry(sender: Sender): void {
    const entry = this.#enterAgain.get(sender);
    if (entry?.timer) clearTimeout(entry.timer);
    this.#enterAgain.delete(sender);
  }

  #stopWatch(): void {
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
  }

  #setStatus(status: ConnectionStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #listenToNetwork(): () => void {
    if (typeof window === 'undefined') return () => {};
    const online = (): void => {
      if (this.#status !== 'signedOut') this.retry();
    };
    const offline = (): void => {
      // Attempts go on: a server on this very machine answers without a network.
      this.#socket.drop('no network');
      this.#trouble = null;
      this.#setStatus('offline');
    };
    const shown = (): void => {
      if (!isPageHidden() && !this.#socket.isOpen && this.#senders.size > 0) online();
    };
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    document.addEventListener('visibilitychange', shown);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', shown);
    };
  }
}

const hasNetwork = (): boolean => typeof navigator === 'undefined' || navigator.onLine !== false;
