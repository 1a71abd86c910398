// All changes of a record: who changed which field from what to what, and the earlier value back with one tap.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, saved, takeBack, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const history = (page: Page): Locator => page.getByRole('region', { name: 'Geçmiş' });

test('I see who changed the city, and put the earlier one back, with undo', async ({ app }) => {
  const ayse = await app.comeIn({ name: 'Ayşe Demir' });
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const path = await addLead(ayse, 'Mehmet Kaya, Çınar Metal');
  const { page } = ayse;
  await page.goto(path);
  await fillField(page, 'Şehir', 'Bursa');
  await saved(page);
  await can.page.goto(path);
  await expect(field(can.page, 'Şehir')).toHaveValue('Bursa');
  await fillField(can.page, 'Şehir', 'İzmir');
  await saved(can.page);
  await expect(field(page, 'Şehir')).toHaveValue('İzmir');

  await history(page).getByRole('button', { name: 'Tüm değişiklikler' }).click();
  const lines = history(page).getByRole('listitem');
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(0)).toContainText('Can Yıldız');
  await expect(lines.nth(0)).toContainText(/Şehir: Bursa → İzmir/);
  await expect(lines.nth(1)).toContainText('Ayşe Demir');
  await expect(lines.nth(2)).toContainText('Ayşe Demir kaydı oluşturdu');
  const { violations } = await new AxeBuilder({ page }).include('section[aria-label="Geçmiş"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await lines.nth(0).getByRole('button', { name: 'Geri koy: Bursa' }).click();
  await expect(field(page, 'Şehir')).toHaveValue('Bursa');
  await saved(page);
  await expect(lines.nth(0)).toContainText(/Ayşe Demir.*Şehir: İzmir → Bursa/);
  await expect(lines).toHaveCount(4);
  await takeBack(page, 'Değer geri kondu');
  await expect(field(page, 'Şehir')).toHaveValue('İzmir');
});

test('without the server I am told where the changes are, and they come when it is there', async ({ app }) => {
  const { page, ...person } = await app.comeIn();
  const path = await addLead({ page, ...person }, 'Mehmet Kaya');
  await page.goto(path);
  await saved(page);
  await page.route('**/history/**', (route) => route.abort());
  await history(page).getByRole('button', { name: 'Tüm değişiklikler' }).click();
  await expect(history(page).getByText('Bağlanınca burada görürsünüz.')).toBeVisible();
  await page.unroute('**/history/**');
  await history(page).getByRole('button', { name: 'Yeniden dene' }).click();
  await expect(history(page).getByRole('listitem')).toContainText(['kaydı oluşturdu']);
  await expect(history(page).getByText('Bağlanınca burada görürsünüz.')).toHaveCount(0);
});
