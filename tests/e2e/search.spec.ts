/** Search and commands from the keyboard. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';

const palette = (page: Page) => page.getByRole('dialog');
const box = (page: Page) => palette(page).getByRole('textbox');

test('I press Ctrl+K, type part of a firm without Turkish letters, and open the lead', async ({ app }) => {
  const { page } = await app.lookAround();
  await page.keyboard.press('Control+k');
  await box(page).fill('isilti dokum');
  const first = palette(page)
    .getByRole('button', { name: /Işıltı Döküm.*Lead/ })
    .first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(page).toHaveURL(/\/leads\/[^/]+$/);
});

test('A typo is forgiven, and the last digits of a phone are enough', async ({ app }) => {
  const { page } = await app.lookAround();
  await page.keyboard.press('/');
  await box(page).fill('otomotv');
  await expect(
    palette(page)
      .getByRole('button', { name: /Misi Otomotiv/ })
      .first(),
  ).toBeVisible();

  const hit = palette(page).getByRole('button', { name: /Lead/ }).first();
  const phone = /\+90[\d ]+/.exec((await hit.textContent()) ?? '')?.[0] ?? '';
  const tail = phone.replace(/\D/g, '').slice(-7);
  expect(tail).toHaveLength(7);
  await box(page).fill(`${tail.slice(0, 3)} ${tail.slice(3, 5)} ${tail.slice(5)}`);
  await expect(
    palette(page).getByRole('button', { name: new RegExp(phone.trim().replaceAll('+', '\\+')) }),
  ).toBeVisible();
});

test('I go to another page by its name, and nothing found says so', async ({ app }) => {
  const { page } = await app.lookAround({ locale: 'en' });
  await page.keyboard.press('Control+k');
  await box(page).fill('zzqqxx');
  await expect(palette(page).getByText('Nothing found for “zzqqxx”')).toBeVisible();
  await box(page).fill('reports');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
});
