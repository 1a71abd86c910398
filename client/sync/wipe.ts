/**
 * Takes a user off this device. What the server does not have would be lost: `unsentRooms` names it, so that the page
 * warns first. Never called by anything but signing out, or being removed.
 */
import { Dexie } from 'dexie';
import { DeviceStore, databaseName } from './deviceStore.ts';
import { forgetBehind } from './leftBehind.ts';
import { forgetLastUser, readLastUser } from './lastUser.ts';
import { joinTabs } from './tabs.ts';

/** Rooms with changes that the server does not have, and how many. */
export async function unsentRooms(user: string): Promise<{ room: string; changes: number }[]> {
  if (!(await Dexie.exists(databaseName(user)))) return [];
  const store = new DeviceStore(user);
  try {
    const counts = await store.unsentChanges();
    return Array.from(counts, ([room, changes]) => ({ room, changes }));
  } finally {
    store.close();
  }
}

/** Removes everything of a user from this device; their other tabs end too. Resolves when it is gone. */
export async function wipeDevice(user: string): Promise<void> {
  const tabs = joinTabs(user);
  tabs.post({ kind: 'wiped' });
  tabs.close();
  forgetBehind(user);
  await Dexie.delete(databaseName(user));
  const last = await readLastUser();
  if (last?.user.id === user) await forgetLastUser();
}
