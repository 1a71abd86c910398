/** Notes: written together, letter by letter, on a record. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Person, saved, test } from './support/app.ts';

/** Opens a deal on a page of its own, where its notes are. */
async function openDeal({ page, workspace }: Person, title: string): Promise<string> {
  await page.goto(`/w/${workspace}/pipeline`);
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill(title);
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Tam sayfada aç' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

const editors = (page: Page): Locator => page.getByRole('textbox', { name: /^Not metni/ });
async function addNote(page: Page, text = ''): Promise<void> {
  await page.getByRole('button', { name: 'Not ekle' }).click();
  await expect(editors(page).first()).toBeFocused();
  await page.keyboard.type(text);
}

/** Two people of one team on the same deal. */
async function together(app: { comeIn(): Promise<Person>; join(host: Person): Promise<Person> }) {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  const path = await openDeal(ayse, 'Pres hattı');
  await can.page.goto(path);
  await expect(can.page.getByRole('heading', { level: 1, name: 'Pres hattı' })).toBeVisible();
  return { ayse, can };
}

test('We write one note at the same time, letter by letter, and see where the other is', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'Görüşmede:');
  await expect(editors(can.page)).toContainText('Görüşmede:');
  await editors(can.page).click();
  await can.page.keyboard.press('Control+End');
  await can.page.keyboard.press('Enter');

  await Promise.all([ayse.page.keyboard.type(' fiyat uygun bulundu'), can.page.keyboard.type('Teslim süresi soruldu')]);
  for (const page of [ayse.page, can.page]) {
    await expect(editors(page).getByText('Görüşmede: fiyat uygun bulundu')).toBeVisible();
    await expect(editors(page).getByText('Teslim süresi soruldu')).toBeVisible();
  }
  // each sees the other's name at their caret, and nobody sees their own
  await expect(editors(ayse.page).locator('.note-caret-name')).toHaveText([can.name]);
  await expect(editors(can.page).locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(ayse.page.getByText('Can Yıldız ile birlikte')).toBeVisible();

  await saved(can.page);
  await can.page.reload();
  await expect(editors(can.page).getByText('Teslim süresi soruldu')).toBeVisible();
});

test('A caret is shown in the note that it is in, and in no other', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'birinci not');
  await addNote(ayse.page, 'ikinci not');
  const [second, first] = [editors(can.page).nth(0), editors(can.page).nth(1)];
  await expect(second).toContainText('ikinci not');
  await expect(second.locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(first.locator('.note-caret-name')).toHaveCount(0);
  await editors(ayse.page).nth(1).click();
  await expect(first.locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(second.locator('.note-caret-name')).toHaveCount(0);
});

test('My undo takes back my words and leaves my colleague’s', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'Fiyat konuşuldu. ');
  await expect(editors(can.page)).toContainText('Fiyat konuşuldu.');
  await editors(can.page).click();
  await can.page.keyboard.press('Control+End');
  await can.page.keyboard.type('Keşif istediler.');
  await expect(editors(ayse.page)).toContainText('Keşif istediler.');
  await editors(ayse.page).focus();
  await ayse.page.keyboard.press('Control+z');
  for (const page of [ayse.page, can.page]) {
    await expect(editors(page)).not.toContainText('Fiyat konuşuldu.');
    await expect(editors(page)).toContainText('Keşif istediler.');
  }
  await ayse.page.keyboard.press('Control+Shift+z');
  await expect(editors(can.page)).toContainText('Fiyat konuşuldu.');
});

test('I write a heading, a list and a link, and mention a colleague, with the keyboard', async ({ app }) => {
  const { ayse, can } = await together(app);
  const { page } = ayse;
  await addNote(page, '## Karar');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- fiyat');
  await page.keyboard.press('Enter');
  await page.keyboard.type('katalog ornek.com ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('soracak: @yıl');
  await expect(page.locator('[data-floating]').getByText('Can Yıldız').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('haftaya');
  const text = editors(can.page);
  await expect(text.getByRole('heading', { name: 'Karar' })).toBeVisible();
  await expect(text.getByRole('listitem')).toHaveText(['fiyat', 'katalog ornek.com', /soracak: @Can Yıldız haftaya/]);
  const link = text.getByRole('link', { name: 'ornek.com' });
  await expect(link).toHaveAttribute('href', 'https://ornek.com/');
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('A note that I leave without a word was never begun; what I wrote I delete and take back', async ({ app }) => {
  const ayse = await app.comeIn();
  const { page, workspace } = ayse;
  await openDeal(ayse, 'Pres hattı');
  await addNote(page);
  await page.getByRole('textbox', { name: 'Rakip' }).click();
  await expect(editors(page)).toHaveCount(0);

  await addNote(page, 'kalacak');
  await page.getByRole('textbox', { name: 'Rakip' }).click();
  await expect(editors(page)).toHaveText('kalacak');
  await page.getByRole('button', { name: 'Not işlemleri' }).click();
  await page.getByRole('menuitem', { name: 'Notu sil' }).click();
  await expect(editors(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Geri al' }).last().click();
  await expect(editors(page)).toHaveText('kalacak');

  // the feed tells of one note: the other was none
  await page.goto(`/w/${workspace}/feed`);
  await expect(page.getByText('not yazdı: Pres hattı')).toHaveCount(1);
});

test('A viewer reads along and cannot write', async ({ app }) => {
  const ayse = await app.comeIn();
  const viewer = await app.join(ayse, { name: 'Vildan Bakar', role: 'viewer' });
  const path = await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'yalnız okunur');
  await viewer.page.goto(path);
  await expect(editors(viewer.page)).toContainText('yalnız okunur');
  await editors(viewer.page).click();
  await viewer.page.keyboard.type('ama ben de yazdım');
  await expect(viewer.page.getByRole('button', { name: 'Not ekle' })).toHaveCount(0);
  await ayse.page.keyboard.type(', gerçekten');
  await expect(editors(viewer.page).getByRole('paragraph')).toContainText('yalnız okunur, gerçekten');
  await expect(editors(viewer.page)).not.toContainText('ama ben de');
});
