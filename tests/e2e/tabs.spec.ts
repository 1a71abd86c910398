/** One person with several tabs, and a browser that can't keep what it is given. */
import type { Page } from '@playwright/test';
import { expect, noticedOffline, saved, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const FIELDS = ['Ad', 'Soyad', 'Unvan', 'Şehir', 'Açıklama'] as const;

test('My five tabs show the same, online and offline, and I may close any of them at any moment', async ({ app }) => {
  test.setTimeout(180_000);
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  const tabs: Page[] = [ayse.page];
  while (tabs.length < 5) tabs.push(await ayse.context.newPage());
  for (const tab of tabs) {
    await tab.goto(address);
    await expect(field(tab, 'Firma')).toHaveValue('Uludağ Makina');
  }

  // whoever is there with five tabs is one person
  await can.page.goto(`/w/${can.workspace}/pipeline`);
  await expect(can.page.getByRole('button', { name: /^Ayşe Demir: / })).toHaveCount(1);
  await expect(ayse.page.getByRole('button', { name: /^Can Yıldız: / })).toHaveCount(1);
  await expect(ayse.page.getByRole('button', { name: /^Ayşe Demir: / })).toHaveCount(0);

  await ayse.context.setOffline(true);
  for (const tab of tabs) await noticedOffline(tab);
  for (const [index, name] of FIELDS.entries()) {
    const tab = tabs[index % tabs.length]!;
    await fillField(tab, name, `${name} ${index}`);
    for (const other of tabs) await expect(field(other, name)).toHaveValue(`${name} ${index}`);
    // What another tab shows is on the device: the one that wrote it may go.
    if (index % 2 === 1) {
      await tab.close();
      tabs.splice(index % tabs.length, 1);
    }
  }
  const late = await ayse.context.newPage();
  tabs.push(late);
  await ayse.context.setOffline(false);
  await late.goto(address);
  for (const tab of tabs) await saved(tab);

  await can.page.goto(address);
  for (const page of [...tabs, can.page]) {
    for (const [index, name] of FIELDS.entries()) await expect(field(page, name)).toHaveValue(`${name} ${index}`);
  }
  // Five tabs hold what one would.
  await expect.poll(() => rowsOnDevice(late, ayse.id)).toBeLessThan(40);
});

test('My browser has no room left: the page says so, my work reaches the others, and is written when there is room', async ({
  app,
}) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  await setFull(ayse.page, true);
  await fillField(ayse.page, 'Açıklama', 'Numune istiyor. '.repeat(500));
  await expect(ayse.page.locator('[data-sync][data-tone="bad"]')).toBeVisible();
  await can.page.goto(address);
  await expect(field(can.page, 'Açıklama')).toHaveValue(/Numune istiyor/);

  await setFull(ayse.page, false);
  await expect(ayse.page.locator('[data-sync="savedOnServer"]:not([data-tone="bad"])')).toBeVisible({
    timeout: 40_000,
  });
});

test('A long history on my device is folded by itself, and the page opens with all of it', async ({ app }) => {
  const ayse = await app.comeIn();
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  await expect.poll(() => rowsOnDevice(ayse.page, ayse.id)).toBeGreaterThan(0);
  await repeatRows(ayse.page, ayse.id, 2_100);
  await ayse.page.reload();
  await expect.poll(() => rowsOnDevice(ayse.page, ayse.id), { timeout: 40_000 }).toBeLessThan(300);
  await ayse.page.goto(address);
  await expect(field(ayse.page, 'Firma')).toHaveValue('Uludağ Makina');
  await expect(ayse.page.locator('[data-sync="savedOnServer"]:not([data-tone="bad"])')).toBeVisible();
});

/** Has the browser refuse what is added to its databases, as it does when the quota is used up. */
const setFull = (page: Page, isFull: boolean): Promise<void> =>
  page.evaluate((full) => {
    const store = IDBObjectStore.prototype;
    const kept: unknown = Reflect.get(store, 'addWhenThereIsRoom') ?? Reflect.get(store, 'add');
    Reflect.set(store, 'addWhenThereIsRoom', kept);
    const refuse = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    Reflect.set(store, 'add', full ? refuse : kept);
  }, isFull);

/** Update rows of all rooms that this browser holds for a user. */
const rowsOnDevice = (page: Page, user: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const count = opening.result.transaction('updates').objectStore('updates').count();
          count.addEventListener('error', () => reject(count.error));
          count.addEventListener('success', () => {
            opening.result.close();
            resolve(count.result);
          });
        });
      }),
    `ortak-${user}`,
  );

/** Writes the rows of a workspace that this browser holds again and again: what a document has it takes twice unchanged. */
const repeatRows = (page: Page, user: string, count: number): Promise<void> =>
  page.evaluate(
    ([name, wanted]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('updates', 'readwrite');
          const store = transaction.objectStore('updates');
          const rows = store.getAll();
          rows.addEventListener('success', () => {
            const ofWorkspace = rows.result.filter(({ room }) => room.startsWith('w.'));
            for (let index = 0; index < wanted; index += 1) {
              const { room, bytes } = ofWorkspace[index % ofWorkspace.length];
              store.add({ room, bytes });
            }
          });
          transaction.addEventListener('abort', () => reject(transaction.error));
          transaction.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    [`ortak-${user}`, count] as const,
  );
