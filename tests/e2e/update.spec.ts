/** The installed app and its versions: it opens without a server, and a newer one is offered, never forced. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startTestServer } from '#tests/support/server.ts';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';

const BUILT = process.env['E2E_CLIENT'] ?? resolve(import.meta.dirname, '../../dist/client');

/** Whether the device holds all of a workspace: what came from the server is written a moment later. */
const isOnDevice = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const named = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('ortak-') ? name : []));
    const read = (name: string): Promise<boolean> =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains('rooms')) return resolve(false);
          const asking = database.transaction('rooms').objectStore('rooms').getAll();
          asking.onerror = () => reject(asking.error);
          asking.onsuccess = () => {
            database.close();
            const rooms = asking.result as { room: string; synced: boolean }[];
            resolve(['w.', 's.'].every((kind) => rooms.some(({ room, synced }) => synced && room.startsWith(kind))));
          };
        };
      });
    return (await Promise.all(named.map(read))).includes(true);
  });

test('the app opens without the server, and takes a new version only when I say so', async ({ browser }) => {
  const clientFolder = mkdtempSync(join(tmpdir(), 'ortak-page-'));
  cpSync(BUILT, clientFolder, { recursive: true });
  const server = await startTestServer({ clientFolder });
  const context = await browser.newContext({ baseURL: server.origin, locale: 'tr-TR', serviceWorkers: 'allow' });
  try {
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Demoya bak' }).click();
    await expect(page.getByText('artık internet yokken de açılır')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-sync="savedOnServer"]')).toBeVisible();
    await expect.poll(() => isOnDevice(page)).toBe(true);

    await server.close();
    await page.reload();
    await expect(page.locator('[data-sync="offline"]')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    // a new version lies on the server; this page goes on with its own
    appendFileSync(join(clientFolder, 'sw.js'), '\n// a newer version\n');
    // the compressed copies beside it are of the old one
    for (const ending of ['.br', '.gz']) rmSync(join(clientFolder, `sw.js${ending}`), { force: true });
    await server.restart();
    await page.reload();
    const offer = page.getByRole('status').filter({ hasText: 'Uygulamanın yeni sürümü hazır.' });
    await expect(offer).toBeVisible();
    await page.evaluate(() => Object.assign(window, { stillTheOldPage: true }));
    await offer.getByRole('button', { name: 'Sonra' }).click();
    await expect(offer).toBeHidden();
    expect(await page.evaluate(() => 'stillTheOldPage' in window)).toBe(true);

    await page.reload();
    await page.evaluate(() => Object.assign(window, { stillTheOldPage: true }));
    await offer.getByRole('button', { name: 'Şimdi geç' }).click();
    await page.waitForFunction(() => !('stillTheOldPage' in window));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(offer).toBeHidden();
  } finally {
    await context.close();
    await server.remove();
    rmSync(clientFolder, { recursive: true, force: true });
  }
});
