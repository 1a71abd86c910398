/**
 * The carriers of one user in one tab: one database, one channel to the other tabs, one socket; any number of rooms.
 */
import type { RoomAccess } from '#schema/policy.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { DeviceStore } from './deviceStore.ts';
import { onPageLifecycle } from './pageLifecycle.ts';
import { type FetchContent, type OpenRoom, RoomHandle } from './roomHandle.ts';
import { joinTabs, type Tabs } from './tabs.ts';

export interface Carriers {
  readonly user: string;
  readonly store: DeviceStore;
  readonly tabs: Tabs;
  readonly connection: Connection;
  /** Opens a room, or answers the one that is open already. What the device holds is put into it after `after`. */
  openRoom(room: string, access: RoomAccess, after?: Promise<void>): OpenRoom;
  /** Tries the server again now: after signing in, or when the user asks. */
  retry(): void;
  /** Reads what other tabs wrote and this one could not hear: after it was frozen, or they ended. */
  catchUp(): Promise<void>;
  /** Writes everything to the device, then ends. */
  close(): Promise<void>;
  /** Ends at once, without writing. */
  stop(): void;
}

export interface CarriersOptions extends ConnectionOptions {
  /** a quicker way to the first content of a room than the socket, where there is one */
  fetchContent?: FetchContent;
}

/** Makes the carriers of a user. A page has one set per user (`carriersOf` in room.ts). */
export function openCarriers(user: string, options: CarriersOptions, ended: () => void = () => {}): Carriers {
  const store = new DeviceStore(user);
  const tabs = joinTabs(user);
  const connection = new Connection(options);
  const rooms = new Map<string, RoomHandle>();
  const unlisten = tabs.listen((message, from) => {
    if (message.kind === 'wiped') stop();
    else if (message.kind === 'destroyed') rooms.get(message.room)?.stop();
    else rooms.get(message.room)?.hear(message, from);
  });
  const catchUp = async (): Promise<void> => {
    await Promise.all(Array.from(rooms.values(), (room) => room.catchUp()));
  };
  const forgetLifecycle = onPageLifecycle({
    leaving: () => {
      for (const room of rooms.values()) room.leave();
    },
    back: () => void catchUp(),
  });
  const stop = (): void => {
    for (const room of rooms.values()) room.stop();
    unlisten();
    forgetLifecycle();
    connection.destroy();
    tabs.close();
    store.close({ disableAutoOpen: true });
    ended();
  };
  return {
    user,
    store,
    tabs,
    connection,
    openRoom(room, access, after = Promise.resolve()) {
      const open = rooms.get(room);
      if (open) return open;
      const handle = new RoomHandle({
        user,
        room,
        access,
        after,
        store,
        tabs,
        connection,
        fetchContent: options.fetchContent,
        ended: () => rooms.delete(room),
      });
      rooms.set(room, handle);
      return handle;
    },
    retry: () => connection.retry(),
    catchUp,
    async close() {
      await Promise.all([...rooms.values()].map((room) => room.close()));
      stop();
    },
    stop,
  };
}
