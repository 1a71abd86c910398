// The list of leads: found, filtered, walked through with keys, changed many at once, taken out as a file, by phone.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, saved, test } from './support/app.ts';
import { field, jotDown, openPage, row, rows } from './support/leads.ts';

const quickFilter = (page: Page, name: string): Locator =>
  page.getByRole('search', { name: 'Filtreler' }).getByRole('button', { name, exact: true });

test.describe('the list', () => {
  test('I filter by status and city, and the address shows my colleague the same list', async ({ app }) => {
    const { page, context } = await app.lookAround();
    await expect(rows(page).first()).toBeVisible();
    await quickFilter(page, 'Durum').click();
    await page.getByRole('option', { name: /^Nitelikli/ }).click();
    await page.keyboard.press('Escape');
    await quickFilter(page, 'Şehir').click();
    const city = page.getByRole('option').first();
    const [name = '', number] = (await city.innerText()).split('\n').map((part) => part.trim());
    await city.click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('search').getByRole('button', { name: `Şehir ${name}`, exact: true })).toBeVisible();
    const count = Number(number);
    expect(count).toBeGreaterThan(0);
    await expect(rows(page)).toHaveCount(count);
    for (const line of await rows(page).all()) await expect(line).toContainText('Nitelikli');

    const other = await context.newPage();
    await other.goto(page.url());
    await expect(rows(other)).toHaveCount(count);
    await other.getByRole('button', { name: 'Filtreleri temizle' }).click();
    await expect(other.getByRole('heading', { level: 1 }).locator('xpath=following-sibling::*[1]')).toHaveText('200');
  });

  test('a search that finds nobody offers to clear it', async ({ app }) => {
    const { page } = await app.lookAround();
    await page.getByRole('textbox', { name: 'Leadlerde ara' }).fill('zzzyyy');
    await expect(page.getByText('Bu filtrelere uyan lead yok')).toBeVisible();
    await expect(page).toHaveURL(/q=zzzyyy/);
    await page.getByRole('button', { name: 'Filtreleri temizle' }).last().click();
    await expect(rows(page).first()).toBeVisible();
    await expect(page).not.toHaveURL(/q=/);
  });

  test('İSTANBUL, istanbul and Istanbul find each other', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Bir Kişi, İSTANBUL', 'İki Kişi, istanbul', 'Üç Kişi, Istanbul', 'Dört Kişi, Ankara');
    await page.getByRole('textbox', { name: 'Leadlerde ara' }).fill('ıstanbul');
    await expect(rows(page)).toHaveCount(3);
    await page.getByRole('textbox', { name: 'Leadlerde ara' }).fill('');
    await quickFilter(page, 'Şehir').click();
    await expect(page.getByRole('option')).toHaveText([/stanbul3$/i, 'Ankara1']);
  });

  test('I walk with the arrows while the card is open, Enter opens the page, Esc comes back', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Üçüncü Kişi', 'İkinci Kişi', 'Birinci Kişi');
    await row(page, 'Birinci Kişi').click();
    const panel = page.getByRole('complementary', { name: 'Birinci Kişi' });
    await expect(panel).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('complementary', { name: 'İkinci Kişi' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'İkinci Kişi' })).toBeVisible();
    await page.keyboard.press('j');
    await expect(page.getByRole('heading', { level: 1, name: 'Üçüncü Kişi' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: 'Leadler' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary', { name: /Kişi/ })).toHaveCount(0);
  });

  test('I select with keyboard and mouse, change many at once, and take it back in one step', async ({ app }) => {
    const { page } = await app.comeIn({ name: 'Ayşe Demir' });
    await jotDown(page, 'Dördüncü Kişi', 'Üçüncü Kişi', 'İkinci Kişi', 'Birinci Kişi');
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('toolbar');
    await expect(bar).toContainText('2 seçili');
    await page.keyboard.press('Control+a');
    await expect(bar).toContainText('4 seçili');
    await row(page, 'Dördüncü Kişi').getByRole('checkbox').click();
    await expect(bar).toContainText('3 seçili');

    await bar.getByRole('button', { name: 'Durum' }).click();
    await page.getByRole('option', { name: 'Nitelikli' }).click();
    await expect(page.getByText('3 lead “Nitelikli” oldu')).toBeVisible();
    await expect(rows(page).filter({ hasText: 'Nitelikli' })).toHaveCount(3);
    await page.getByRole('status').filter({ hasText: '3 lead' }).getByRole('button', { name: 'Geri al' }).click();
    await expect(rows(page).filter({ hasText: 'Nitelikli' })).toHaveCount(0);

    await bar.getByRole('button', { name: 'Etiket ekle' }).click();
    await page.keyboard.type('fuar 2026');
    await page.getByRole('option', { name: '“fuar 2026” ekle' }).click();
    await expect(rows(page).filter({ hasText: 'fuar 2026' })).toHaveCount(3);
    await bar.getByRole('button', { name: 'Sil' }).click();
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(rows(page)).toHaveCount(4);
  });

  test('my columns stay as I left them, also after a reload', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Mehmet Kaya, mehmet@ornek.com');
    const heads = page.getByRole('grid').getByRole('columnheader');
    await page.getByRole('button', { name: 'Görünüm' }).click();
    await page.getByRole('checkbox', { name: 'E-posta' }).check();
    await page.getByRole('checkbox', { name: 'Etiketler' }).uncheck();
    for (let steps = 0; steps < 7; steps += 1) await page.getByRole('button', { name: 'E-posta: öne al' }).click();
    await page.keyboard.press('Escape');
    await expect(heads.nth(1)).toHaveText('E-posta');
    await page.reload();
    await expect(heads.nth(1)).toHaveText('E-posta');
    await expect(heads.filter({ hasText: 'Etiketler' })).toHaveCount(0);
    await expect(row(page, 'Mehmet Kaya')).toContainText('mehmet@ornek.com');
  });

  test('I download what I see as a file that Turkish Excel opens', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Işıl Öztürk, Çınar Metal A.Ş., 0532 123 45 67', 'Ali Yıldız, Ankara');
    await page.getByRole('textbox', { name: 'Leadlerde ara' }).fill('ışıl');
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('button', { name: 'Dışa aktar' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV (.csv)' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^leadler-\d{4}-\d{2}-\d{2}\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    const lines = text
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n');
    expect(lines[0]).toMatch(/^Ad;Soyad;Firma;Durum;Telefon/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^Işıl;Öztürk;Çınar Metal A\.Ş\.;Yeni;'?\+905321234567/);

    await page.getByRole('button', { name: 'Dışa aktar' }).click();
    const another = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /xlsx/ }).click();
    const workbook = await another;
    expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
    expect((await readFile(await workbook.path())).subarray(0, 2).toString()).toBe('PK');
  });

  test('as a viewer I see everything and change nothing', async ({ app }) => {
    const ayse = await app.comeIn({ name: 'Ayşe Demir' });
    await jotDown(ayse.page, 'Mehmet Kaya');
    await saved(ayse.page);
    const { page } = await app.join(ayse, { role: 'viewer' });
    await expect(row(page, 'Mehmet Kaya')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Yeni lead' })).toHaveCount(0);
    await openPage(page, 'Mehmet Kaya');
    await expect(field(page, 'Firma')).not.toBeEditable();
    await expect(page.getByRole('button', { name: /ekle$/ })).toHaveCount(0);
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('on my phone I find, select and edit a lead', async ({ app }) => {
    const { page } = await app.lookAround({ browser: { viewport: { width: 360, height: 740 }, hasTouch: true } });
    const tiles = page.getByRole('list', { name: 'Leadler' }).getByRole('listitem');
    await expect(tiles.first()).toBeVisible();
    await tiles.nth(0).getByRole('button').tap();
    await tiles.nth(1).getByRole('button').tap();
    await expect(page.getByRole('toolbar')).toContainText('2 seçili');
    await page.getByRole('button', { name: 'Seçimi bırak' }).tap();
    await tiles.nth(0).getByRole('link').tap();
    await field(page, 'Firma').fill('Ege Tekstil');
    await field(page, 'Firma').blur();
    await page.getByRole('button', { name: 'Leadlere dön' }).tap();
    await expect(tiles.first()).toContainText('Ege Tekstil');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
