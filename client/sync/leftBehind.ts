/**
 * What a page leaves behind when it may be ending: changes whose way to the device is not finished, in the one storage
 * that is written before a page can end. Taken up by whichever page opens the room next; gone once they are on the device.
 * Only a bridge over that moment: never read while the page lives, and what does not fit is not kept.
 */
import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';

/** Browsers give a site a few million characters; a moment's work is far below. */
const MAX_BYTES = 512 * 1024;

const prefixOf = (user: string, room = ''): string => `ortak.left/${user}/${room}`;
const placeOf = (user: string, room: string, tab: string): string => `${prefixOf(user, room)}/${tab}`;

/** Keeps these updates for the next page that opens the room. */
export function leaveBehind(user: string, room: string, tab: string, updates: readonly Uint8Array[]): void {
  const size = updates.reduce((sum, { length }) => sum + length, 0);
  if (size === 0 || size > MAX_BYTES) return;
  const merged = Y.mergeUpdates([...updates]);
  withStorage((storage) => storage.setItem(placeOf(user, room, tab), toBase64(merged)));
}

/** They are on the device now. */
export function takeBack(user: string, room: string, tab: string): void {
  withStorage((storage) => storage.removeItem(placeOf(user, room, tab)));
}

/** What pages that have ended left behind in a room, and how to forget it once it is on the device. */
export function foundBehind(user: string, room: string): { updates: Uint8Array[]; forget: () => void } {
  const found = placesUnder(`${prefixOf(user, room)}/`);
  return {
    updates: found.flatMap(([, kept]) => bytesOf(kept)),
    forget: () => withStorage((storage) => found.forEach(([place]) => storage.removeItem(place))),
  };
}

/** Removes what was left behind in a room, or in all rooms of a user. */
export function forgetBehind(user: string, room?: string): void {
  const places = placesUnder(room === undefined ? prefixOf(user) : `${prefixOf(user, room)}/`);
  withStorage((storage) => places.forEach(([place]) => storage.removeItem(place)));
}

function bytesOf(kept: string): Uint8Array[] {
  try {
    return [fromBase64(kept)];
  } catch {
    // cut off, or no writing of ours: a room opens without it
    return [];
  }
}

function placesUnder(prefix: string): [place: string, kept: string][] {
  const found: [string, string][] = [];
  withStorage((storage) => {
    for (let index = 0; index < storage.length; index += 1) {
      const place = storage.key(index);
      const kept = place?.startsWith(prefix) ? storage.getItem(place) : null;
      if (place && kept !== null) found.push([place, kept]);
    }
  });
  return found;
}

/** Where there is no such storage, or it is full or forbidden, the device's own database does what it can. */
function withStorage(work: (storage: Storage) => void): void {
  try {
    if (typeof localStorage !== 'undefined') work(localStorage);
  } catch {
    // see above: nothing depends on this bridge
  }
}
