import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wipeDevice } from '#client/sync/wipe.ts';
import { endAll, openTab, ROOM, read, unsent, write } from '#tests/support/carriers.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { ending, status } from '#tests/support/carriers.ts';
import { until } from '#tests/support/until.ts';

/** The synchronous storage of a browser. */
class PageStorage {
  readonly #kept = new Map<string, string>();
  get length(): number {
    return this.#kept.size;
  }
  key(index: number): string | null {
    return [...this.#kept.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

let storage: PageStorage;
beforeEach(() => {
  storage = new PageStorage();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(async () => {
  await endAll();
  vi.unstubAllGlobals();
});

describe('a page that ends in the moment after an edit', () => {
  const endRightAfter = async (value: string): Promise<void> => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    await room.loaded;
    write(room, 'city', value);
    window.dispatchEvent(new Event('pagehide'));
    // nothing that was begun comes to its end
    tab.stop();
  };

  it('leaves it behind: the next page has it, counts it as unsent, keeps it and sends it', async () => {
    await endRightAfter('Bursa');
    expect(storage.length).toBe(1);
    const next = openTab('ayse');
    const room = next.openRoom(ROOM, 'write');
    await room.loaded;
    expect([read(room), unsent(room)]).toEqual([{ city: 'Bursa' }, 1]);
    await room.flush();
    await until(() => storage.length === 0);
    await next.close();

    const server = ending(await startMemoryServer());
    const online = openTab('ayse', server.url).openRoom(ROOM, 'write');
    await until(() => status(online) === 'savedOnServer' && unsent(online) === 0);
    expect(server.document(ROOM)?.getMap('records').toJSON()).toEqual({ city: 'Bursa' });
  });

  it('leaves nothing when the device was quicker', async () => {
    const tab = openTab('ayse');
    const room = tab.openRoom(ROOM, 'write');
    await room.loaded;
    write(room, 'city', 'Bursa');
    window.dispatchEvent(new Event('pagehide'));
    await until(() => storage.length === 0);
    expect(room.state.getSnapshot().unstored).toBe(0);
  });

  it('is read past what is no update, and goes with its person', async () => {
    storage.setItem(`ortak.left/ayse/${ROOM}/tab`, 'AQ==');
    storage.setItem(`ortak.left/ayse/${ROOM}/other`, '%');
    const broken = openTab('ayse').openRoom(ROOM, 'write');
    await broken.loaded;
    expect(read(broken)).toEqual({});
    await endAll();
    await endRightAfter('Bursa');
    storage.setItem('ortak.left/can/x/tab', 'AAA=');
    await wipeDevice('ayse');
    expect(storage.length).toBe(1);
  });
});
