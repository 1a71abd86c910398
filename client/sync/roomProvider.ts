/**
 * One room on the socket: the Hocuspocus provider, with three of its habits changed. Nothing but the handshake is sent
 * before the server has let us in; every frame that the server will acknowledge passes through here, in order;
 * and only this tab's own presence is sent. What and when to send is the sender's business.
 */
import { HocuspocusProvider, type HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { createDecoder, type Decoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { versionToken } from '#schema/documentVersion.ts';

/** The frames of the Hocuspocus protocol that matter here. */
const FRAME = { sync: 0, awareness: 1, auth: 2, syncReply: 4, close: 7, syncStatus: 8 } as const;
const STEP = { vector: 0, difference: 1, update: 2 } as const;

export interface RoomProviderEvents {
  /** the server let us in; `write` says whether it takes changes */
  entered: (write: boolean) => void;
  /** the server does not let us in; the reason is one of `CLOSE` in the protocol */
  refused: (reason: string) => void;
  /** our whole difference has left, in answer to the server's state vector */
  exchangeSent: (size: number) => void;
  /** the server's answer to our state vector is here; `apply` puts it into the document */
  difference: (update: Uint8Array, apply: () => void) => void;
  /** the server's content, as of its answer to our state vector, is in the document */
  received: () => void;
  /** the server has our oldest frame (or refused it: `applied` false) */
  acknowledged: (applied: boolean) => void;
  /** the connection of this room is gone; with a reason when the server closed this room alone */
  left: (reason?: string) => void;
  /** a message of the server that is no part of the document */
  said: (payload: string) => void;
  /** something was heard from the server about this room */
  heard: () => void;
}

export class RoomProvider extends HocuspocusProvider {
  readonly #events: RoomProviderEvents;
  /** questions of the server that stay unanswered: one comes for each of ours */
  #withheld = 0;
  /** the server is closing this room alone, for this reason */
  #closedWith: string | undefined;

  constructor(options: {
    room: string;
    doc: Y.Doc;
    awareness: Awareness;
    socket: HocuspocusProviderWebsocket;
    /** the newest document that this app can write, where it is not this very one */
    documentVersion: number | undefined;
    events: RoomProviderEvents;
  }) {
    super({
      name: options.room,
      document: options.doc,
      awareness: options.awareness,
      websocketProvider: options.socket,
      // Who it is stands in the cookie; this says which app it is.
      token: versionToken(options.documentVersion),
    });
    this.#events = options.events;
    // See `documentUpdateHandler`; and while nobody hears of updates, Yjs need not write them.
    options.doc.off('update', this.boundDocumentUpdateHandler);
  }

  /** Asks for the server's content. With `withhold`, the server's question in return stays unanswered. */
  exchange(withhold = false): void {
    if (withhold) this.#withheld += 1;
    super.startSync();
  }

  /** Sends an update; an empty one only to hear an answer. Answers the size of the frame in bytes. */
  sendUpdate(update: Uint8Array = EMPTY_UPDATE): number {
    const encoder = createEncoder();
    writeVarString(encoder, this.effectiveName);
    writeVarUint(encoder, FRAME.sync);
    writeVarUint(encoder, STEP.update);
    writeVarUint8Array(encoder, update);
    const frame = toUint8Array(encoder);
    this.configuration.websocketProvider.send(frame);
    return frame.length;
  }

  override startSync(): void {
    // The base class asks at once; here the sender asks when the server has let us in.
  }

  override documentUpdateHandler(): void {
    // Changes leave through the outbox, which knows what was acknowledged.
  }

  override awarenessUpdateHandler(
    { added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void {
    const own = [...added, ...updated, ...removed].includes(this.document.clientID);
    if (!own || !this.isAuthenticated) return;
    super.awarenessUpdateHandler({ added: [], updated: [this.document.clientID], removed: [] }, origin);
  }

  override authenticatedHandler(scope: string): void {
    super.authenticatedHandler(scope);
    this.#events.entered(scope !== 'readonly');
  }

  override permissionDeniedHandler(reason: string): void {
    super.permissionDeniedHandler(reason);
    this.#events.refused(reason);
  }

  override receiveStateless(payload: string): void {
    super.receiveStateless(payload);
    this.#events.said(payload);
  }

  override send(...args: Parameters<HocuspocusProvider['send']>): void {
    const encoder: unknown = args[1]?.encoder;
    const difference = isEncoder(encoder) ? sizeOfDifference(toUint8Array(encoder)) : null;
    if (difference !== null && this.#withheld > 0) {
      this.#withheld -= 1;
      return;
    }
    super.send(...args);
    if (difference !== null) this.#events.exchangeSent(difference);
  }

  override onMessage(event: MessageEvent): void {
    const decoder = createDecoder(new Uint8Array(event.data));
    readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === FRAME.close) this.#closedWith = readVarString(decoder);
    const isDifference = (type === FRAME.sync || type === FRAME.syncReply) && isStep(decoder, STEP.difference);
    if (isDifference) this.#events.difference(readVarUint8Array(decoder), () => super.onMessage(event));
    else super.onMessage(event);
    this.#events.heard();
    if (type === FRAME.syncStatus) this.#events.acknowledged(readVarUint(decoder) === 1);
    else if (isDifference) this.#events.received();
  }

  override onClose(): void {
    // An attempt that never got in says nothing about who is here: the other tabs still are.
    if (this.isAuthenticated) super.onClose();
    this.#withheld = 0;
    const reason = this.#closedWith;
    this.#closedWith = undefined;
    this.#events.left(reason);
  }

  override pageHide(): void {
    // The page may come back from the cache: its presence must come back with it.
    const state = this.awareness?.getLocalState() ?? null;
    super.pageHide();
    if (state === null || typeof window === 'undefined') return;
    window.addEventListener('pageshow', () => this.awareness?.setLocalState(state), { once: true });
  }
}

const EMPTY_UPDATE = new Uint8Array([0, 0]);

const isEncoder = (value: unknown): value is Encoder => typeof value === 'object' && value !== null && 'bufs' in value;

const isStep = (decoder: Decoder, step: number): boolean => readVarUint(decoder) === step;

/** The size of an outgoing frame if it is the answer to the server's state vector, else null. */
function sizeOfDifference(frame: Uint8Array): number | null {
  const decoder = createDecoder(frame);
  readVarString(decoder);
  const type = readVarUint(decoder);
  return (type === FRAME.sync || type === FRAME.syncReply) && isStep(decoder, STEP.difference) ? frame.length : null;
}
