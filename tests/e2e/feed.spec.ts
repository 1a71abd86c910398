/** The feed: who did what, when, for everyone at once. */
import type { ElementHandle, Locator, Page } from '@playwright/test';
import { expect, type Person, takeBack, test } from './support/app.ts';

async function openDeal({ page, workspace }: Person, title: string): Promise<void> {
  if (!page.url().endsWith('/pipeline')) await page.goto(`/w/${workspace}/pipeline`);
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill(title);
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await expect(dialog).toBeHidden();
}
async function moveByMenu(page: Page, title: string, stage: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: title }).hover();
  await page.getByRole('button', { name: `İşlemler: ${title}` }).click();
  await page.getByRole('menuitem', { name: stage }).click();
}
/** The sentences, the newest first. */
const sentences = (page: Page): Locator => page.getByRole('listitem').locator('[class*="sentence"]');

test('The feed tells both of us what each did, in words, with a link to it', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await can.page.goto(`/w/${can.workspace}/feed`);
  await expect(can.page.getByRole('heading', { name: 'Akış henüz boş' })).toBeVisible();

  await openDeal(ayse, 'Pres hattı');
  await expect(sentences(can.page)).toHaveText(['Ayşe Demir fırsat açtı: Pres hattı · Nitelendirme']);
  await moveByMenu(ayse.page, 'Pres hattı', 'Teklif');
  await expect(sentences(can.page).first()).toHaveText('Ayşe Demir fırsatı taşıdı: Pres hattı · Nitelendirme → Teklif');

  await can.page.getByRole('link', { name: 'Pres hattı' }).first().click();
  await expect(can.page.getByRole('heading', { level: 1, name: 'Pres hattı' })).toBeVisible();
  await can.page.getByRole('button', { name: 'Not ekle' }).click();
  await can.page.keyboard.type('Teklif yolda');
  await ayse.page.goto(`/w/${ayse.workspace}/feed`);
  await expect(sentences(ayse.page).first()).toHaveText('Can Yıldız not yazdı: Pres hattı');
  // the record's own feed speaks of "this deal"
  await expect(can.page.getByText('Ayşe Demir fırsatı taşıdı: bu fırsat · Nitelendirme → Teklif')).toBeVisible();
});

test('What I take back is marked as taken back', async ({ app }) => {
  const ayse = await app.comeIn();
  const { page, workspace } = ayse;
  await openDeal(ayse, 'Pres hattı');
  await moveByMenu(page, 'Pres hattı', 'Teklif');
  await takeBack(page, 'artık Teklif aşamasında');
  await page.goto(`/w/${workspace}/feed`);
  await expect(sentences(page)).toHaveText([
    'Ayşe Demir geri aldı: Pres hattı · aşama değişikliği',
    'Ayşe Demir fırsatı taşıdı: Pres hattı · Nitelendirme → Teklif',
    'Ayşe Demir fırsat açtı: Pres hattı · Nitelendirme',
  ]);
  await expect(page.getByRole('listitem').filter({ hasText: 'fırsatı taşıdı' }).getByText('geri alındı')).toBeVisible();
});

test('I look for one person’s doings of one sort, and the address remembers', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  await openDeal(ayse, 'Pres hattı');
  await openDeal(can, 'Kompresör');
  await moveByMenu(can.page, 'Kompresör', 'Teklif');
  const { page } = ayse;
  await page.goto(`/w/${ayse.workspace}/feed`);
  await expect(sentences(page)).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Kimin yaptıkları' }).click();
  await page.getByRole('option', { name: 'Can Yıldız' }).click();
  await expect(sentences(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Neler' }).click();
  await page.getByRole('option', { name: 'Yeni kayıtlar' }).click();
  await expect(sentences(page)).toHaveText(['Can Yıldız fırsat açtı: Kompresör · Nitelendirme']);
  await page.reload();
  await expect(sentences(page)).toHaveText(['Can Yıldız fırsat açtı: Kompresör · Nitelendirme']);
});

test('While I read further down nothing jumps, and a button says how much is new', async ({ app }) => {
  const me = await app.lookAround({ locale: 'en' });
  const { page, context, workspace } = me;
  await page.goto(`/w/${workspace}/feed`);
  await expect(sentences(page).first()).toBeVisible();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 1500);
  const line = await lineInTheMiddle(page);
  const read = await line.textContent();
  const place = await restingPlace(line);

  const other = await context.newPage();
  await other.goto(`/w/${workspace}/pipeline`);
  await other.getByRole('button', { name: 'New deal', exact: true }).first().click();
  await other.getByRole('textbox', { name: 'Name of the deal' }).fill('Press line');
  await other.getByRole('button', { name: 'Open deal' }).click();

  const fresh = page.getByRole('button', { name: '1 new' });
  await expect(fresh).toBeVisible();
  expect(await line.textContent()).toBe(read);
  expect((await line.boundingBox())?.y).toBe(place);
  await fresh.click();
  await expect(sentences(page).first()).toHaveText(/opened the deal Press line in Qualification$/);
});

/** The line that one reads when the list has been scrolled: the one in the middle of the page. */
async function lineInTheMiddle(page: Page): Promise<ElementHandle<Element>> {
  const found = await page.waitForFunction(() => {
    const line = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('li[data-index]');
    return line && Number(line.getAttribute('data-index')) > 20 ? line : null;
  });
  return found.asElement() as ElementHandle<Element>;
}

/** Where it stands, in px, once the rows around it are measured. */
async function restingPlace(line: ElementHandle): Promise<number | undefined> {
  let last: number | undefined;
  await expect
    .poll(async () => {
      const before = last;
      last = (await line.boundingBox())?.y;
      return last !== undefined && last === before;
    })
    .toBe(true);
  return last;
}
