/** The pipeline: deals on a board that everyone moves together. */
import type { Locator, Page } from '@playwright/test';
import { expect, type Person, saved, takeBack, test } from './support/app.ts';

const board = ({ page }: { page: Page }, stage: string): Locator =>
  page.getByRole('region', { name: stage, exact: true });
const card = (who: { page: Page }, title: string): Locator => who.page.getByRole('article').filter({ hasText: title });
/** The titles of a column from top to bottom. */
const titles = (who: { page: Page }, stage: string): Locator =>
  board(who, stage).getByRole('listitem').getByRole('link');

async function goToBoard({ page, workspace }: Person): Promise<void> {
  await page.goto(`/w/${workspace}/pipeline`);
  await expect(page.getByRole('heading', { level: 1, name: 'Fırsatlar' })).toBeVisible();
}

async function openDeal(
  { page }: Person,
  title: string,
  more: { amount?: string; close?: string } = {},
): Promise<void> {
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill(title);
  if (more.amount) await dialog.getByRole('textbox', { name: 'Tutar' }).fill(more.amount);
  if (more.close) {
    await dialog.getByRole('textbox', { name: 'Tahmini kapanış' }).fill(more.close);
    await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).focus();
  }
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await expect(dialog).toBeHidden();
}

/** Drags a card by its middle to a height of a column, in steps, as a hand would. */
async function drag({ page }: Person, title: string, to: Locator, height = 0.2): Promise<void> {
  const from = await card({ page }, title).boundingBox();
  const over = await to.boundingBox();
  if (!from || !over) throw new Error('the card or the column is not on screen');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 4, { steps: 4 });
  await page.mouse.move(over.x + over.width / 2, over.y + over.height * height, { steps: 12 });
  await page.mouse.up();
}

test('I open a deal in my words and figures, and my colleague sees it in its stage at once', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await Promise.all([goToBoard(ayse), goToBoard(can)]);
  await expect(ayse.page.getByRole('heading', { name: 'Henüz fırsat yok' })).toBeVisible();
  await openDeal(ayse, 'Çınar Metal – kaynak robotu', { amount: '1.250.000,50', close: '12.03.2031' });
  const there = board(can, 'Nitelendirme');
  await expect(there.getByRole('link', { name: 'Çınar Metal – kaynak robotu' })).toBeVisible();
  await expect(there.getByText('₺1.250.000,50')).toBeVisible();
  await expect(there.getByText('12 Mar 2031')).toBeVisible();
  await expect(there.getByText('₺1,3 Mn · ağırlıklı ₺125 B')).toBeVisible();
});

test('An amount that cannot be read stays as I typed it, with a word why', async ({ app }) => {
  const ayse = await app.comeIn();
  await goToBoard(ayse);
  const { page } = ayse;
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await expect(dialog.getByText('Fırsata bir ad verin.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill('Pres hattı');
  await dialog.getByRole('textbox', { name: 'Tutar' }).fill('bir kamyon');
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await expect(dialog.getByText('Tutar olarak okunamadı')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Tutar' })).toHaveValue('bir kamyon');
});

test('A card that I drag to another stage moves there for my colleague too, and back when I undo', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await Promise.all([goToBoard(ayse), goToBoard(can)]);
  await openDeal(ayse, 'Pres hattı');
  await expect(titles(can, 'Nitelendirme')).toHaveText(['Pres hattı']);

  await drag(ayse, 'Pres hattı', board(ayse, 'Teklif'));
  await expect(titles(ayse, 'Teklif')).toHaveText(['Pres hattı']);
  await expect(titles(can, 'Teklif')).toHaveText(['Pres hattı']);
  await expect(titles(can, 'Nitelendirme')).toHaveCount(0);
  // the drag opened nothing
  await expect(ayse.page).toHaveURL(/\/pipeline$/);

  await takeBack(ayse.page, 'artık Teklif aşamasında');
  await expect(titles(can, 'Nitelendirme')).toHaveText(['Pres hattı']);
});

test('Cards keep the order that I give them, for both of us and after a reload', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await Promise.all([goToBoard(ayse), goToBoard(can)]);
  for (const title of ['Üçüncü', 'İkinci', 'Birinci']) await openDeal(ayse, title);
  await expect(titles(can, 'Nitelendirme')).toHaveText(['Birinci', 'İkinci', 'Üçüncü']);

  const last = await card(ayse, 'Üçüncü').boundingBox();
  const column = await board(ayse, 'Nitelendirme').boundingBox();
  if (!last || !column) throw new Error('the cards are not on screen');
  await drag(ayse, 'Birinci', board(ayse, 'Nitelendirme'), (last.y + last.height - 4 - column.y) / column.height);
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['İkinci', 'Üçüncü', 'Birinci']);
  await expect(titles(can, 'Nitelendirme')).toHaveText(['İkinci', 'Üçüncü', 'Birinci']);
  await saved(can.page);
  await can.page.reload();
  await expect(titles(can, 'Nitelendirme')).toHaveText(['İkinci', 'Üçüncü', 'Birinci']);
});

test('I move a card with the keyboard alone, and hear where it is', async ({ app }) => {
  const ayse = await app.comeIn();
  const { page } = ayse;
  await goToBoard(ayse);
  await openDeal(ayse, 'Kompresör');
  await openDeal(ayse, 'Pres hattı');
  const said = page.locator('output[aria-live="assertive"]');
  await page.getByRole('link', { name: 'Pres hattı' }).focus();

  await page.keyboard.press('Space');
  await expect(said).toHaveText('Pres hattı alındı. Nitelendirme, 1. sıra, toplam 2.');
  await page.keyboard.press('ArrowDown');
  await expect(said).toHaveText('Nitelendirme, 2. sıra, toplam 2.');
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText('İhtiyaç analizi, 1. sıra, toplam 1.');
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('Taşımaktan vazgeçildi. Pres hattı yerinde kaldı.');
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['Pres hattı', 'Kompresör']);

  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  await expect(titles(ayse, 'Teklif')).toHaveText(['Pres hattı']);
  // the card keeps the focus in its new place
  await expect(page.getByRole('link', { name: 'Pres hattı' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('link', { name: 'Kompresör' })).toBeFocused();
});

test('Winning and losing ask for their reason; thinking better of it leaves the card where it was', async ({ app }) => {
  // wide enough for every stage: near an edge the board scrolls under the hand
  const ayse = await app.comeIn({ browser: { viewport: { width: 1800, height: 900 } } });
  const { page } = ayse;
  await goToBoard(ayse);
  await openDeal(ayse, 'Pres hattı');
  await drag(ayse, 'Pres hattı', board(ayse, 'Kazanıldı'));
  const dialog = page.getByRole('dialog', { name: 'Kazanıldı: Pres hattı' });
  await dialog.getByRole('button', { name: 'Vazgeç' }).click();
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['Pres hattı']);

  await card(ayse, 'Pres hattı').hover();
  await page.getByRole('button', { name: 'İşlemler: Pres hattı' }).click();
  await page.getByRole('menuitem', { name: 'Kaybedildi' }).click();
  const lost = page.getByRole('dialog', { name: 'Kaybedildi: Pres hattı' });
  await lost.getByRole('button', { name: 'Kaybedildi olarak kapat' }).click();
  await expect(lost.getByText('Bir neden seçin.')).toBeVisible();
  await lost.getByRole('radio', { name: 'Bütçe yok' }).check();
  await lost.getByRole('textbox', { name: 'Açıklama' }).fill('Yatırım gelecek yıla kaldı');
  await lost.getByRole('button', { name: 'Kaybedildi olarak kapat' }).click();
  await expect(titles(ayse, 'Kaybedildi')).toHaveText(['Pres hattı']);

  await page.getByRole('link', { name: 'Pres hattı' }).click();
  const panel = page.getByRole('complementary', { name: 'Pres hattı' });
  await expect(panel.getByText('Bütçe yok').first()).toBeVisible();
  await expect(panel.getByText('Yatırım gelecek yıla kaldı')).toBeVisible();
});

test('I edit a deal beside the board, open it as a page, delete it and bring it back', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await Promise.all([goToBoard(ayse), goToBoard(can)]);
  await openDeal(ayse, 'Pres hattı');
  await ayse.page.getByRole('link', { name: 'Pres hattı' }).click();
  const panel = ayse.page.getByRole('complementary', { name: 'Pres hattı' });
  await panel.getByRole('textbox', { name: 'Tutar' }).fill('500 bin');
  await panel.getByRole('textbox', { name: 'Rakip' }).fill('Doruk Makina');
  await ayse.page.keyboard.press('Tab');
  await expect(card(can, 'Pres hattı').getByText('₺500.000')).toBeVisible();

  await panel.getByRole('button', { name: 'Tam sayfada aç' }).click();
  await expect(ayse.page.getByRole('heading', { level: 1, name: 'Pres hattı' })).toBeVisible();
  await expect(ayse.page.getByRole('textbox', { name: 'Rakip' })).toHaveValue('Doruk Makina');
  await ayse.page.getByRole('button', { name: 'İşlemler: Pres hattı' }).click();
  await ayse.page.getByRole('menuitem', { name: 'Fırsatı sil' }).click();
  await expect(card(can, 'Pres hattı')).toHaveCount(0);
  await takeBack(ayse.page, 'çöp kutusuna taşındı');
  await expect(card(ayse, 'Pres hattı')).toBeVisible();
  await expect(card(can, 'Pres hattı')).toBeVisible();
});

test('I look for a deal by whom it is and what it is called, and the address remembers', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await Promise.all([goToBoard(ayse), goToBoard(can)]);
  await openDeal(ayse, 'ÇELİK HALAT');
  await openDeal(can, 'Kompresör');
  await expect(ayse.page.getByRole('link', { name: 'Kompresör' })).toBeVisible();
  await ayse.page.getByRole('textbox', { name: 'Fırsatlarda ara' }).fill('celik');
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['ÇELİK HALAT']);
  await expect(ayse.page).toHaveURL(/q=celik/);
  await ayse.page.getByRole('textbox', { name: 'Fırsatlarda ara' }).fill('');
  await ayse.page.getByRole('combobox', { name: 'Kimin fırsatları' }).click();
  await ayse.page.getByRole('option', { name: can.name }).click();
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['Kompresör']);
  await ayse.page.reload();
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['Kompresör']);
});

test('On a phone I see one stage at a time and move a deal by its menu', async ({ app }) => {
  const ayse = await app.comeIn({ browser: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } });
  const { page } = ayse;
  await goToBoard(ayse);
  await openDeal(ayse, 'Pres hattı');
  await page.getByRole('button', { name: 'İşlemler: Pres hattı' }).tap();
  await page.getByRole('menuitem', { name: 'Teklif' }).tap();
  await expect(titles(ayse, 'Teklif')).toHaveText(['Pres hattı']);
  await expect(card(ayse, 'Pres hattı')).not.toBeInViewport();
  await page.getByRole('navigation', { name: 'Aşamalar' }).getByRole('button', { name: 'Teklif' }).tap();
  await expect(card(ayse, 'Pres hattı')).toBeInViewport();
});

test('With a finger I hold a card and drag it; a swipe only scrolls', async ({ app }) => {
  const ayse = await app.comeIn({
    browser: { viewport: { width: 900, height: 1100 }, hasTouch: true, isMobile: true },
  });
  const { page, context } = ayse;
  await goToBoard(ayse);
  await openDeal(ayse, 'Pres hattı');
  const from = await card(ayse, 'Pres hattı').boundingBox();
  const over = await board(ayse, 'İhtiyaç analizi').boundingBox();
  if (!from || !over) throw new Error('the card or the column is not on screen');
  const finger = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  const lift = () => finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const said = page.locator('output[aria-live="assertive"]');

  await touch('touchStart', from.x + 60, from.y + 30);
  await expect(said).toHaveText(/^Pres hattı alındı/);
  for (let part = 1; part <= 8; part += 1) {
    await touch('touchMove', from.x + 60 + ((over.x + 80 - from.x - 60) * part) / 8, from.y + 30 + part * 10);
  }
  await expect(said).toHaveText('İhtiyaç analizi, 1. sıra, toplam 1.');
  await lift();
  await expect(titles(ayse, 'İhtiyaç analizi')).toHaveText(['Pres hattı']);
  await expect(page).toHaveURL(/\/pipeline$/);
  await expect(said).toHaveText(/^Pres hattı bırakıldı/);

  const there = await card(ayse, 'Pres hattı').boundingBox();
  if (!there) throw new Error('the card is not on screen');
  await touch('touchStart', there.x + 60, there.y + 30);
  for (let y = 10; y <= 80; y += 10) await touch('touchMove', there.x + 60, there.y + 30 - y);
  await lift();
  await expect(said).toHaveText(/^Pres hattı bırakıldı/);
  await expect(page).toHaveURL(/\/pipeline$/);
});

test('A viewer sees the board and cannot move anything on it', async ({ app }) => {
  const ayse = await app.comeIn();
  const viewer = await app.join(ayse, { name: 'Vildan Bakar', role: 'viewer' });
  await Promise.all([goToBoard(ayse), goToBoard(viewer)]);
  await openDeal(ayse, 'Pres hattı');
  await expect(titles(viewer, 'Nitelendirme')).toHaveText(['Pres hattı']);
  await expect(viewer.page.getByRole('button', { name: 'Yeni fırsat' })).toHaveCount(0);
  await expect(viewer.page.getByRole('button', { name: /^İşlemler/ })).toHaveCount(0);
  await drag(viewer, 'Pres hattı', board(viewer, 'Teklif'));
  await viewer.page.getByRole('link', { name: 'Pres hattı' }).focus();
  for (const key of ['Space', 'ArrowRight', 'Space']) await viewer.page.keyboard.press(key);
  await expect(titles(viewer, 'Nitelendirme')).toHaveText(['Pres hattı']);
  await expect(titles(ayse, 'Nitelendirme')).toHaveText(['Pres hattı']);
});
