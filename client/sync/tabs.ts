/**
 * Keeps the tabs of one browser in step, also without a network: a channel per user that carries stored rows, what the
 * server acknowledged, and presence. Says only what is on the device already, so a tab that dies leaves no hole.
 * What comes in was perhaps written by another version of this page: anything unknown is ignored.
 */
import * as z from 'zod/mini';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const seqs = z.array(z.number());

const Message = z.discriminatedUnion('kind', [
  /** these rows were written to the device; `changes` is 0 for what came from the server */
  z.object({
    kind: z.literal('rows'),
    room: z.string(),
    rows: z.array(z.object({ seq: z.number(), bytes, changes: z.number() })),
  }),
  /** an update that its tab can't write to the device just now; a beginning holds all of them up to now */
  z.object({ kind: z.literal('loose'), room: z.string(), bytes, isBeginning: z.boolean() }),
  z.object({ kind: z.literal('askLoose'), room: z.string() }),
  /** the server has these rows */
  z.object({ kind: z.literal('sent'), room: z.string(), seqs }),
  /** the log was folded to so many bytes, and some rows that the server lacks were replaced by one */
  z.object({
    kind: z.literal('compacted'),
    room: z.string(),
    bytes: z.number(),
    replaced: z.array(z.object({ seqs, seq: z.number(), changes: z.number(), size: z.number(), tab: z.string() })),
  }),
  /** a tab was let into this room: whoever sends changes of it says so */
  z.object({ kind: z.literal('hello'), room: z.string() }),
  /** this tab is connected, and sends what these tabs wrote (itself, and others that are gone); none: it no longer is */
  z.object({ kind: z.literal('sending'), room: z.string(), tabs: z.array(z.string()) }),
  z.object({ kind: z.literal('awareness'), room: z.string(), bytes }),
  z.object({ kind: z.literal('askAwareness'), room: z.string() }),
  /** the room was taken off this device */
  z.object({ kind: z.literal('destroyed'), room: z.string() }),
  /** the user signed out: everything of theirs is being removed from this device */
  z.object({ kind: z.literal('wiped') }),
]);
export type TabMessage = z.infer<typeof Message>;

const Envelope = z.object({ version: z.literal(1), from: z.string(), message: Message });

export type TabListener = (message: TabMessage, from: string) => void;

export interface Tabs {
  /** names this tab among its siblings */
  readonly id: string;
  /** Says something to the other tabs; not heard by this one. */
  post(message: TabMessage): void;
  listen(listener: TabListener): () => void;
  close(): void;
}

const channelName = (user: string): string => `ortak-tabs-${user}`;

/** Joins the tabs of this user in this browser. Without BroadcastChannel the tab is alone and meets the others at the server. */
export function joinTabs(user: string): Tabs {
  const id = randomTabId();
  const listeners = new Set<TabListener>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName(user));
  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    const envelope = Envelope.safeParse(event.data);
    if (!envelope.success) return;
    for (const listener of listeners) listener(envelope.data.message, envelope.data.from);
  });
  let open = channel !== null;
  return {
    id,
    post(message) {
      if (open) channel?.postMessage({ version: 1, from: id, message });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      open = false;
      listeners.clear();
      channel?.close();
    },
  };
}

/** `crypto.randomUUID` is missing over plain HTTP on a local network, `getRandomValues` is not. */
function randomTabId(): string {
  const random = crypto.getRandomValues(new Uint8Array(9));
  return Array.from(random, (byte) => byte.toString(36).padStart(2, '0')).join('');
}
