/** What lies on this device for one person: how much of it the server has not got, and how all of it goes. */
import { Dexie } from 'dexie';
import i18next from 'i18next';
import * as Y from 'yjs';
import { roomName } from '#schema/rooms.ts';
import type { Carriers } from '../sync/carriers.ts';
import { backupUpdates } from '../sync/fileBackup.ts';
import { carriersOf } from '../sync/room.ts';
import { unsentRooms, wipeDevice } from '../sync/wipe.ts';
import { notify } from '../ui/notify.tsx';
import { awayPlace } from './awayList.ts';
import { today } from './environment.ts';
import { saveFile } from './exportFile.ts';
import { isKeptJob } from './keptWork.ts';
import { lastViewPlace } from './lastViewPlace.ts';

/** Edits on this device that the server does not have, over all workspaces of this person. */
export async function unsentChanges(user: string): Promise<number> {
  const rooms = await unsentRooms(user);
  return rooms.reduce((sum, { changes }) => sum + changes, 0);
}

/** Ends this page's connections and removes everything of this person from the device. */
export async function wipeLocalData(user: string): Promise<void> {
  carriersOf(user).stop();
  await wipeDevice(user);
}

/**
 * Takes a workspace off this device, in all tabs, when its member was removed or it was deleted. What was not sent is
 * handed over as a file: nobody would take it any more. What can be undone, goes on or was to be seen goes too: it
 * holds values.
 */
export async function forgetWorkspace(user: string, workspace: string, epoch: number): Promise<void> {
  const carriers = carriersOf(user);
  const rooms = [roomName('workspace', workspace, epoch), roomName('settings', workspace, epoch)];
  await handOverUnsent(carriers, rooms);
  await Promise.all(rooms.map((room) => carriers.openRoom(room, 'none').destroyLocal()));
  const { kv, jobs, undo } = carriers.store;
  await carriers.store.transaction('rw', kv, jobs, undo, async () => {
    await kv.bulkDelete([awayPlace(workspace), lastViewPlace(workspace)]);
    await undo.where('[workspace+seq]').between([workspace, Dexie.minKey], [workspace, Dexie.maxKey]).delete();
    const kept = await jobs.toArray();
    const ids = kept.flatMap(({ id, payload }) => (isKeptJob(payload) && payload.workspace === workspace ? [id] : []));
    for (const id of ids) await jobs.where('id').startsWith(id).delete();
  });
}

/** Downloads what the server did not get of these rooms, as a device file, and says so. */
async function handOverUnsent({ store }: Carriers, rooms: readonly string[]): Promise<void> {
  const unsent = await Promise.all(
    rooms.map(async (room) => ({ room, rows: await store.unsentRows(room, () => true) })),
  );
  const owed = unsent.filter(({ rows }) => rows.length > 0);
  if (owed.length === 0) return;
  const count = owed.flatMap(({ rows }) => rows).reduce((sum, { changes }) => sum + changes, 0);
  const updates = owed.map(({ room, rows }) => ({ room, update: Y.mergeUpdates(rows.map(({ bytes }) => bytes)) }));
  const file = new Blob([backupUpdates(updates)], { type: 'application/json' });
  saveFile(file, `ortak-${today()}.cihaz.json`);
  notify.refused(i18next.t(($) => $.sync.parted, { count }));
}
