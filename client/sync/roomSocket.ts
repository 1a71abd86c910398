/**
 * The one WebSocket of this tab, for all of its rooms: the Hocuspocus socket, with reconnects that wait longer when
 * the server keeps closing, and a way to drop a dead connection without waiting for the other side to agree.
 */
import { HocuspocusProviderWebsocket } from '@hocuspocus/provider';

export interface RoomSocketOptions {
  url: string;
  /** for surroundings without a global one */
  WebSocket?: unknown;
  /** first wait before connecting again, in ms; doubles up to `MAX_DELAY_MS` */
  delay?: number;
  /** how long an attempt to connect may take, ms: a browser would wait for minutes */
  openWithin: number;
  opened: () => void;
  /** the code with which a connection ended, and whether it had been open */
  closed: (code: number, wasOpen: boolean) => void;
}

const MAX_DELAY_MS = 15_000;
const MAX_OPEN_WITHIN_MS = 60_000;
/** Dead connections are noticed by the watch; this is only the last resort of the base class. */
const SILENCE_MS = 180_000;
export const DROPPED = 4408;

export class RoomSocket extends HocuspocusProviderWebsocket {
  readonly #options: RoomSocketOptions;
  readonly #firstDelay: number;
  #isOpen = false;
  #isDialling = false;
  #worked = false;
  #openWithin: number;
  #opening: ReturnType<typeof setTimeout> | null = null;

  constructor(options: RoomSocketOptions) {
    const delay = options.delay ?? 1_000;
    super({
      url: options.url,
      autoConnect: false,
      delay,
      minDelay: Math.min(delay, 1_000),
      maxDelay: MAX_DELAY_MS,
      messageReconnectTimeout: SILENCE_MS,
      ...(options.WebSocket === undefined ? {} : { WebSocketPolyfill: options.WebSocket }),
    });
    this.#options = options;
    this.#openWithin = options.openWithin;
    this.#firstDelay = delay;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Bytes handed over but not yet on the wire. */
  get buffered(): number {
    return this.webSocket?.bufferedAmount ?? 0;
  }

  /** Connects now, whatever wait or attempt is running. */
  connectNow(): void {
    if (this.isOpen) return;
    this.#isDialling = true;
    void this.connect();
  }

  /** Connects now, unless an attempt is under way: a second one would only end it. */
  dial(): void {
    if (!this.#isDialling) this.connectNow();
  }

  /** Ends the connection at once, as if it had been cut: a half-open one would not answer a polite close. */
  drop(reason: string): void {
    if (this.webSocket) this.emit('close', { event: { code: DROPPED, reason } });
  }

  override createWebSocketConnection(): Promise<unknown> {
    this.#stopWaiting();
    this.#opening = setTimeout(() => {
      // A far server over a poor line gets more time with each attempt.
      this.#openWithin = Math.min(this.#openWithin * 2, MAX_OPEN_WITHIN_MS);
      this.drop('no answer to the attempt');
    }, this.#openWithin);
    return super.createWebSocketConnection();
  }

  override destroy(): void {
    this.#stopWaiting();
    super.destroy();
  }

  override async onOpen(event: Event): Promise<void> {
    this.#stopWaiting();
    this.#openWithin = this.#options.openWithin;
    this.#isOpen = true;
    this.#isDialling = false;
    this.#worked = false;
    await super.onOpen(event);
    this.#options.opened();
  }

  override onClose(payload: { event: { code: number; reason: string } }): void {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#isDialling = false;
    this.#stopWaiting();
    // A server that lets us come and then ends it is asked less and less often; a line that breaks is not its fault.
    if (wasOpen) {
      this.configuration.delay = this.#worked ? this.#firstDelay : Math.min(this.configuration.delay * 2, MAX_DELAY_MS);
    }
    super.onClose(payload);
    this.#options.closed(payload.event.code, wasOpen);
  }

  /** This connection has come to work: when it ends, the next may come soon. */
  works(): void {
    this.#worked = true;
  }

  /** The next connection may come soon again: the surroundings have changed. */
  forgive(): void {
    this.configuration.delay = this.#firstDelay;
  }

  #stopWaiting(): void {
    if (this.#opening) clearTimeout(this.#opening);
    this.#opening = null;
  }
}
