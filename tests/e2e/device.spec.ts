/** When the browser does not keep what it is given: it is said, sent to the server all the same, and never lost silently. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { API } from '#schema/protocol.ts';
import { expect, noticedOffline, PASSWORD, type Person, saved, savedHere, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const pill = (page: Page) => page.locator('[data-sync]');
const signInOf = ({ email }: Person, origin: string) => ({ data: { email, password: PASSWORD }, headers: { origin } });
const fault = (page: Page) => pill(page).filter({ hasText: 'Cihaz kaydedemiyor' });

test('A full device is said in words; what I write reaches the server all the same, and the device once it has room', async ({
  app,
  server,
}) => {
  const ayse = await app.comeIn();
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  const phone = await app.browser();
  await phone.request.post(API.signIn, signInOf(ayse, server.origin));
  const page = await phone.newPage();
  const browser = await phone.newCDPSession(page);
  // before the page asks for the first byte: browsers hand out room ahead
  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
  await page.goto(address);

  await fillField(page, 'Şehir', 'Bursa');
  await expect(fault(page)).toBeVisible();
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
  await fault(page).click();
  const words = page.getByRole('dialog');
  await expect(words.getByRole('alert')).toContainText('yer doldu');
  await expect(words.getByRole('button', { name: 'Dosyaya kaydet' })).toBeVisible();

  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
  await expect(fault(page)).toHaveCount(0, { timeout: 60_000 });
  await savedHere(page);
});

test('A browser that throws its records away while I work gets all of it again, also what I did offline', async ({
  app,
  server,
}) => {
  const ayse = await app.comeIn({ browser: { serviceWorkers: 'allow' } });
  await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  await ayse.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Şehir', 'Bursa');
  await savedHere(ayse.page);
  const browser = await ayse.context.newCDPSession(ayse.page);
  await browser.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: 'indexeddb' });
  await fillField(ayse.page, 'Unvan', 'Müdür');
  await savedHere(ayse.page);
  await expect(fault(ayse.page)).toHaveCount(0, { timeout: 60_000 });
  await ayse.context.setOffline(false);
  await saved(ayse.page);
  await ayse.page.reload();
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
  await expect(field(ayse.page, 'Unvan')).toHaveValue('Müdür');
  await expect(field(ayse.page, 'Firma')).toHaveValue('Uludağ Makina');
});

test('A browser that takes writes back says so, writes them again when it can, and keeps their order', async ({
  app,
}) => {
  const ayse = await app.comeIn({ browser: { serviceWorkers: 'allow' } });
  await ayse.context.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function take(...args: Parameters<typeof transaction>) {
      const taken = transaction.apply(this, args);
      // a request may first be made and answered: what was aborted looked well until then
      if (args[1] === 'readwrite' && document.documentElement.dataset['disk'] === 'failing') {
        setTimeout(() => {
          try {
            taken.abort();
          } catch (error) {
            if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
          }
        });
      }
      return taken;
    };
  });
  const { page } = ayse;
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(page);
  await page.goto(address);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await ayse.context.setOffline(true);
  await noticedOffline(page);
  const disk = (how: 'failing' | 'well') =>
    page.evaluate((to) => {
      document.documentElement.dataset['disk'] = to;
    }, how);

  await disk('failing');
  await fillField(page, 'Şehir', 'Bursa');
  await fillField(page, 'Unvan', 'Müdür');
  await fillField(page, 'Şehir', 'İzmir');
  await expect(fault(page)).toBeVisible();
  await fault(page).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('yeniden deneniyor');
  await page.keyboard.press('Escape');

  await disk('well');
  await expect(fault(page)).toHaveCount(0, { timeout: 60_000 });
  await savedHere(page);
  await page.reload();
  await expect(field(page, 'Şehir')).toHaveValue('İzmir');
  await expect(field(page, 'Unvan')).toHaveValue('Müdür');
  await ayse.context.setOffline(false);
  await saved(page);
});

test('A private window keeps nothing: it says so, and what I wrote offline goes on in a file', async ({ app }) => {
  test.setTimeout(180_000);
  const ayse = await app.comeIn();
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);

  const privately = await app.browser();
  await privately.request.post(API.signIn, signInOf(ayse, app.server.origin));
  await privately.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('not in a private window', 'SecurityError');
    };
  });
  const window = await privately.newPage();
  await window.goto(address);
  await expect(field(window, 'Firma')).toHaveValue('Uludağ Makina');
  await fault(window).click();
  const words = window.getByRole('dialog');
  await expect(words.getByRole('alert')).toContainText('gizli pencere');
  await fault(window).click();
  await expect(words).toBeHidden();
  await privately.setOffline(true);
  await expect(window.locator('[data-sync="offline"]')).toBeVisible();
  await fillField(window, 'Şehir', 'Bursa');
  await expect(window.locator('[data-sync][data-unstored="1"]')).toBeVisible();
  await fault(window).click();
  const download = window.waitForEvent('download');
  await words.getByRole('button', { name: 'Dosyaya kaydet' }).click();
  // read before the window goes: its downloads go with it
  const file = await readFile(await (await download).path());
  await privately.close();

  await expect(field(ayse.page, 'Şehir')).toHaveValue('');
  await pill(ayse.page).click();
  const chooser = ayse.page.waitForEvent('filechooser');
  await ayse.page.getByRole('button', { name: 'Dosyadan yükle' }).click();
  await (await chooser).setFiles({
    name: 'ortak.cihaz.json',
    mimeType: 'application/json',
    buffer: file,
  });
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
  await saved(ayse.page);
});

test('What I typed in the moment before the tab was closed is there when I come back', async ({ app }) => {
  const ayse = await app.comeIn({ browser: { serviceWorkers: 'allow' } });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  await ayse.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  for (let round = 1; round <= 5; round += 1) {
    await field(ayse.page, 'Şehir').fill(`Bursa ${round}`);
    // leaving the field and leaving the page are one moment: no timer and no request gets in between
    await ayse.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      location.reload();
    });
    await expect(field(ayse.page, 'Şehir')).toHaveValue(`Bursa ${round}`);
    await savedHere(ayse.page);
  }
  await ayse.context.setOffline(false);
  await saved(ayse.page);
  await ayse.page.goto(address);
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa 5');
});

test('Someone who is removed while offline gets what they had not sent as a file; the rest leaves their device', async ({
  app,
}) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  await can.page.goto(address);
  await expect(field(can.page, 'Firma')).toHaveValue('Uludağ Makina');
  const picture = `lastView.${ayse.workspace}`;
  await keepPicture(can.page, can.id, picture);
  expect(await placesOnDevice(can.page, can.id)).toContain(picture);
  await can.context.setOffline(true);
  await noticedOffline(can.page);
  await fillField(can.page, 'Şehir', 'Bursa');
  await savedHere(can.page);
  const removed = await ayse.context.request.delete(API.member(ayse.workspace, can.id), {
    headers: { origin: app.server.origin },
  });
  expect(removed.ok()).toBe(true);
  const download = can.page.waitForEvent('download');
  await can.context.setOffline(false);
  const file = await readFile(await (await download).path());
  await expect(can.page.getByText('Gönderilmemiş 1 değişikliğiniz bir dosyaya indirildi')).toBeVisible();
  await expect.poll(() => rowsOnDevice(can.page, can.id)).toBe(0);
  expect(await placesOnDevice(can.page, can.id)).not.toContain(picture);

  // whoever is still in the team may take it in
  await expect(field(ayse.page, 'Şehir')).toHaveValue('');
  await pill(ayse.page).click();
  const chooser = ayse.page.waitForEvent('filechooser');
  await ayse.page.getByRole('button', { name: 'Dosyadan yükle' }).click();
  await (await chooser).setFiles({ name: 'can.cihaz.json', mimeType: 'application/json', buffer: file });
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
});

/** How many rows the device of a person keeps, over all rooms. */
const rowsOnDevice = (page: Page, user: string) =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const tables = database.transaction(['updates', 'snapshots']);
          const counts = ['updates', 'snapshots'].map((table) => tables.objectStore(table).count());
          tables.addEventListener('complete', () => {
            database.close();
            resolve(counts.reduce((sum, { result }) => sum + result, 0));
          });
        });
      }),
    `ortak-${user}`,
  );

/** Keeps a picture of a workspace, as a large one leaves behind. */
const keepPicture = (page: Page, user: string, place: string) =>
  page.evaluate(
    ([name, key]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const writing = database.transaction('kv', 'readwrite');
          writing.objectStore('kv').put({ key, value: {} });
          writing.addEventListener('complete', () => {
            database.close();
            resolve();
          });
        });
      }),
    [`ortak-${user}`, place] as const,
  );

/** Under which keys the device of a person keeps what is no document. */
const placesOnDevice = (page: Page, user: string) =>
  page.evaluate(
    (name) =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const database = opening.result;
          const reading = database.transaction('kv').objectStore('kv').getAllKeys();
          reading.addEventListener('success', () => {
            database.close();
            resolve(reading.result.map(String));
          });
        });
      }),
    `ortak-${user}`,
  );
