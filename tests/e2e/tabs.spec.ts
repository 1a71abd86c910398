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
  // Five tabs are one person.
  await expect.poll(() => rowsOnDevice(late, ayse.id)).toBeLessThan(40);
});

test('My browser has no room left: the page says so, my work reaches the others, and is written when there is room', async ({
  app,
}) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  const devtools = await ayse.context.newCDPSession(ayse.page);
  const { origin } = app.server;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });

  await fillField(ayse.page, 'Açıklama', 'Numune istiyor. '.repeat(500));
  await expect(ayse.page.locator('[data-sync][data-tone="bad"]')).toBeVisible();
  await can.page.goto(address);
  await expect(field(can.page, 'Açıklama')).toHaveValue(/Numune istiyor/);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(ayse.page.locator('[data-sync="savedOnServer"]:not([data-tone="bad"])')).toBeVisible({
    timeout: 40_000,
  });
});

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
