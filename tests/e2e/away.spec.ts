/** Coming back: what others changed too while I was away is told, and nothing of either of us vanishes. */
import type { Page } from '@playwright/test';
import { expect, noticedOffline, saved, savedHere, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const pill = (page: Page) => page.getByRole('button', { name: /^Siz yokken \d+ yerde başkaları da değişiklik yaptı$/ });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Siz yokken değişenler' });

test('Back online I see what others changed too, take the other value with one tap, and may take that back', async ({
  app,
}) => {
  test.setTimeout(180_000);
  const ayse = await app.comeIn({ browser: { serviceWorkers: 'allow' } });
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  await ayse.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await can.page.goto(address);
  await expect(field(can.page, 'Firma')).toHaveValue('Uludağ Makina');

  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Firma', 'Uludağ Makina Sanayi');
  await fillField(ayse.page, 'Şehir', 'Bursa');
  await savedHere(ayse.page);
  await fillField(can.page, 'Firma', 'Uludağ Makina A.Ş.');
  await fillField(can.page, 'Unvan', 'Satın alma müdürü');
  await saved(can.page);

  // closed and opened again without a network: what was made before counts all the same
  await ayse.page.reload();
  await noticedOffline(ayse.page);
  await ayse.context.setOffline(false);
  await saved(ayse.page);
  await expect(pill(ayse.page)).toHaveText('1');
  await expect(field(ayse.page, 'Unvan')).toHaveValue('Satın alma müdürü');

  await ayse.page.reload();
  await pill(ayse.page).click();
  const line = dialog(ayse.page).getByRole('listitem', { name: 'Mehmet Kaya · Firma' });
  const mine = line.getByRole('button', { name: 'Siz yazdınız Uludağ Makina Sanayi' });
  const theirs = line.getByRole('button', { name: /^Can Yıldız, .+ Uludağ Makina A\.Ş\.$/ });
  await expect(mine).toBeVisible();
  await expect(theirs).toBeVisible();
  const stood = (await mine.getAttribute('aria-pressed')) === 'true' ? mine : theirs;
  const other = stood === mine ? theirs : mine;
  await expect(stood).toHaveAttribute('aria-pressed', 'true');
  const otherValue = other === mine ? 'Uludağ Makina Sanayi' : 'Uludağ Makina A.Ş.';
  const stoodValue = other === mine ? 'Uludağ Makina A.Ş.' : 'Uludağ Makina Sanayi';
  await expect(field(can.page, 'Firma')).toHaveValue(stoodValue);
  await other.click();
  await expect(other).toHaveAttribute('aria-pressed', 'true');
  await expect(stood).toHaveAttribute('aria-pressed', 'false');
  await expect(field(can.page, 'Firma')).toHaveValue(otherValue);
  await ayse.page.getByRole('button', { name: 'Geri al' }).click();
  await expect(stood).toHaveAttribute('aria-pressed', 'true');
  await expect(field(can.page, 'Firma')).toHaveValue(stoodValue);

  await dialog(ayse.page).getByRole('button', { name: 'Hepsini gördüm' }).click();
  await expect(pill(ayse.page)).toHaveCount(0);
  await ayse.page.reload();
  await expect(field(ayse.page, 'Firma')).toHaveValue(stoodValue);
  await expect(pill(ayse.page)).toHaveCount(0);
  // Can was here all the time: he is told nothing
  await expect(pill(can.page)).toHaveCount(0);
});

test('A lead that I worked on offline and others deleted is told, with a way back', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız', role: 'manager' });
  const kept = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  await can.page.goto(kept);
  await expect(field(can.page, 'Firma')).toHaveValue('Uludağ Makina');

  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Şehir', 'Bursa');
  await savedHere(ayse.page);
  await can.page.getByRole('button', { name: 'Diğer işlemler', exact: true }).click();
  await can.page.getByRole('menuitem', { name: 'Sil' }).click();
  await saved(can.page);

  await ayse.context.setOffline(false);
  await saved(ayse.page);
  await pill(ayse.page).click();
  const line = dialog(ayse.page).getByRole('listitem', { name: 'Mehmet Kaya' });
  await expect(line).toContainText(/^.*Can Yıldız, .+ bu kaydı çöp kutusuna attı/);
  await line.getByRole('button', { name: 'Geri yükle' }).click();
  await dialog(ayse.page).getByRole('link', { name: 'Mehmet Kaya' }).click();
  await expect(dialog(ayse.page)).toBeHidden();
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
});
