/** What a room's log works on and tells; see roomLog.ts. */
import type * as Y from 'yjs';
import type { DeviceStore } from './deviceStore.ts';
import type { Outbox } from './outbox.ts';
import type { Tabs } from './tabs.ts';

export interface RoomLogOptions {
  user: string;
  room: string;
  doc: Y.Doc;
  store: DeviceStore;
  tabs: Tabs;
  outbox: Outbox;
  /** what is read from the device is put into the document after this */
  after: Promise<void>;
  /** called around the one transaction that reads the room into the document */
  around: (read: () => void) => void;
  /** something that the page shows has changed */
  changed: () => void;
}
