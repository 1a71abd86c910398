/** What lies on this device for one person: how much of it the server has not got, and how all of it goes. */
import { Dexie } from 'dexie';
import { roomName } from '#schema/rooms.ts';
import { carriersOf } from '../sync/room.ts';
import { unsentRooms, wipeDevice } from '../sync/wipe.ts';
import { awayPlace } from './awayList.ts';
import { isKeptJob } from './keptWork.ts';

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
 * Takes a workspace off this device, in all tabs, when its member was removed or it was deleted. What was not sent goes
 * with it: nobody would take it any more. So does what can be undone, goes on or was to be seen: it holds values too.
 */
export async function forgetWorkspace(user: string, workspace: string, epoch: number): Promise<void> {
  const carriers = carriersOf(user);
  const rooms = [roomName('workspace', workspace, epoch), roomName('settings', workspace, epoch)];
  await Promise.all(rooms.map((room) => carriers.openRoom(room, 'none').destroyLocal()));
  const { kv, jobs, undo } = carriers.store;
  await carriers.store.transaction('rw', kv, jobs, undo, async () => {
    await kv.delete(awayPlace(workspace));
    await undo.where('[workspace+seq]').between([workspace, Dexie.minKey], [workspace, Dexie.maxKey]).delete();
    const kept = await jobs.toArray();
    const ids = kept.flatMap(({ id, payload }) => (isKeptJob(payload) && payload.workspace === workspace ? [id] : []));
    for (const id of ids) await jobs.where('id').startsWith(id).delete();
  });
}
