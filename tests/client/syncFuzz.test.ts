import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Carriers } from '#client/sync/carriers.ts';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { ending, endAll, keys, openTab, ROOM, status, unsent, write } from '#tests/support/carriers.ts';
import { closeDatabases, fillDevice, healDevice } from '#tests/support/deviceFaults.ts';
import { startMemoryServer } from '#tests/support/memoryServer.ts';
import { startProxy } from '#tests/support/proxy.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';

afterEach(async () => {
  healDevice();
  await endAll();
});

interface Page {
  user: string;
  tab: Carriers;
  room: OpenRoom;
  /** keys that only this page's memory may hold */
  fresh: Set<string>;
}

describe('two people with several tabs, a bad network and a bad device', () => {
  for (const seed of [13, 109, 114, 133]) {
    it(`lose nothing that was said to be kept, and end up equal (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const server = ending(await startMemoryServer());
      const proxies = { ayse: ending(await startProxy(server.port)), burak: ending(await startProxy(server.port)) };
      const users = ['ayse', 'burak'] as const;
      const pages: Page[] = [];
      /** keys of which a page has said that they are on the device, or on the server */
      const kept = new Set<string>();
      let made = 0;

      const open = async (user: 'ayse' | 'burak'): Promise<void> => {
        const tab = openTab(user, proxies[user].url, { answerWithin: 1_000 });
        const page: Page = { user, tab, room: tab.openRoom(ROOM, 'write'), fresh: new Set() };
        page.room.state.subscribe(() => {
          if (page.room.state.getSnapshot().unstored > 0) return;
          for (const key of page.fresh) kept.add(key);
          page.fresh.clear();
        });
        pages.push(page);
        await page.room.loaded;
      };
      for (const user of users) await open(user);

      for (let step = 0; step < 120; step += 1) {
        const page = random.pick(pages);
        const proxy = proxies[random.pick(users)];
        const what = random.below(100);
        if (what < 60) {
          for (let count = 1 + random.below(5); count > 0; count -= 1) {
            made += 1;
            page.fresh.add(`k${made}`);
            write(page.room, `k${made}`, 'x'.repeat(random.below(100)));
          }
        } else if (what < 68) {
          const known = keys(page.room);
          if (known.length > 0) write(page.room, random.pick(known), 'changed');
        } else if (what < 74) {
          page.tab.stop();
          pages.splice(pages.indexOf(page), 1);
          if (!pages.some(({ user }) => user === page.user)) await open(page.user === 'ayse' ? 'ayse' : 'burak');
        } else if (what < 80) {
          if (pages.length < 6) await open(random.pick(users));
        } else if (what < 85) proxy.cut();
        else if (what < 88) proxy.hang();
        else if (what < 93) proxy.heal();
        else if (what < 95) fillDevice();
        else if (what < 98) healDevice();
        else closeDatabases();
        await new Promise((resolve) => setTimeout(resolve, random.below(40)));
      }

      healDevice();
      for (const user of users) proxies[user].heal();
      await until(() => pages.every(({ room }) => status(room) === 'savedOnServer' && unsent(room) === 0));
      // A tab that died between writing and saying so leaves rows that the living find by looking.
      await until(async () => {
        const left = await Promise.all(pages.map(({ tab }) => tab.store.unsentChanges()));
        return left.every(({ size }) => size === 0);
      });
      const everything = [...(server.document(ROOM)?.getMap('records').keys() ?? [])].toSorted();
      await until(() => pages.every(({ room }) => keys(room).length === everything.length));
      const missing = [...kept].filter((key) => !everything.includes(key));
      expect(missing).toEqual([]);
      expect(kept.size).toBeGreaterThan(20);
      for (const { room } of pages)
        expect(room.doc.getMap('records').toJSON()).toEqual(server.document(ROOM)?.getMap('records').toJSON());

      // What the devices hold opens to the same, without any server.
      await Promise.all(pages.map(({ room }) => room.idle()));
      for (const { tab } of pages) await tab.close();
      for (const user of users) {
        const offline = openTab(user).openRoom(ROOM, 'write');
        await offline.loaded;
        expect(keys(offline)).toEqual(everything);
        expect(unsent(offline)).toBe(0);
      }
    }, 180_000);
  }
});
