/** What lies on this device for one person: how much of it the server has not got, and how all of it goes. */
import { carriersOf } from '../sync/room.ts';
import { unsentRooms, wipeDevice } from '../sync/wipe.ts';

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
