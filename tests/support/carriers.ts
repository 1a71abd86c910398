/**
 * Browsers for the tests of the carriers, in one Node process: each user's tabs share an in-memory IndexedDB and a
 * BroadcastChannel as the tabs of one browser do. Call `endAll` after each test.
 */
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { type Carriers, openCarriers } from '#client/sync/carriers.ts';
import type { FetchContent, OpenRoom } from '#client/sync/roomHandle.ts';
import type { SyncStatus } from '#client/sync/syncState.ts';
import { API } from '#schema/protocol.ts';
import { readRoomContent } from '#schema/roomContent.ts';
import { socketWith } from './socket.ts';

export const ROOM = 'w.workspace1.1';
/** Nobody listens there. */
export const NOWHERE = 'ws://127.0.0.1:9';

interface Endable {
  readonly stop: () => unknown;
}
const running: Endable[] = [];

/** Has something ended after the test. */
export function ending<T extends Endable>(thing: T): T {
  running.push(thing);
  return thing;
}

/** Opens one tab of a user; without an address it never finds a server. */
export function openTab(
  user: string,
  url: string = NOWHERE,
  {
    headers = {},
    ...options
  }: {
    headers?: Record<string, string>;
    answerWithin?: number;
    documentVersion?: number;
    fetchContent?: FetchContent;
  } = {},
): Carriers {
  return ending(
    openCarriers(user, { url, WebSocket: socketWith(headers), retryDelay: 100, answerWithin: 3_000, ...options }),
  );
}

/** Fetches the stored content of rooms as the page does it, from a server that knows these headers. */
export const contentFrom =
  (origin: string, headers: Record<string, string>): FetchContent =>
  async (room) => {
    try {
      const answer = await fetch(`${origin}${API.content(room)}`, { headers, signal: AbortSignal.timeout(3_000) });
      return answer.ok ? readRoomContent(await answer.bytes()) : null;
    } catch {
      // a server that is away: the socket is tried next, as in a page
      return null;
    }
  };

/** Ends everything that runs, and empties the device. */
export async function endAll(): Promise<void> {
  for (const thing of running.splice(0).toReversed()) await thing.stop();
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
}

export const write = (room: OpenRoom, key: string, value = ''): void => {
  room.doc.getMap<string>('records').set(key, value);
};
export const read = (room: OpenRoom): Record<string, string> =>
  Object.fromEntries(room.doc.getMap<string>('records').entries());
export const keys = (room: OpenRoom): string[] => Object.keys(read(room)).toSorted();
export const status = (room: OpenRoom): SyncStatus => room.state.getSnapshot().status;
export const unsent = (room: OpenRoom): number => room.state.getSnapshot().unsent;
