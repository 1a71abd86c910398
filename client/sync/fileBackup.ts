/** Rooms as a file, for when a device can keep them neither in its storage nor on the server; and such a file read again. */
import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import * as z from 'zod/mini';

const FORMAT = 'ortak-device';

const Shape = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  rooms: z.array(z.object({ room: z.string(), update: z.string() })),
});

/** Everything that documents hold, as text. */
export const backupRooms = (rooms: readonly { readonly room: string; readonly doc: Y.Doc }[]): string =>
  backupUpdates(rooms.map(({ room, doc }) => ({ room, update: Y.encodeStateAsUpdate(doc) })));

/** One update of each room, as text (in base 64). */
export function backupUpdates(rooms: readonly { readonly room: string; readonly update: Uint8Array }[]): string {
  const kept: z.infer<typeof Shape> = {
    format: FORMAT,
    version: 1,
    rooms: rooms.map(({ room, update }) => ({ room, update: toBase64(update) })),
  };
  return JSON.stringify(kept);
}

/** What such a file holds, by room; null when it is none, or damaged. */
export function readBackup(text: string): ReadonlyMap<string, Uint8Array> | null {
  try {
    const file = Shape.safeParse(JSON.parse(text));
    if (!file.success) return null;
    const rooms = file.data.rooms.map(({ room, update }) => [room, fromBase64(update)] as const);
    for (const [, update] of rooms) Y.decodeUpdate(update);
    return new Map(rooms);
  } catch {
    // no JSON, no base 64 or no update: told by the answer
    return null;
  }
}
