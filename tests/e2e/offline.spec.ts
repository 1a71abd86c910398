/** Working without a network: at the fair, on the road; and coming back. */
import type { Page } from '@playwright/test';
import { expect, noticedOffline, type Person, saved, savedHere, test } from './support/app.ts';
import { addDeal, addLead, column, field, fillField, moveDealTo } from './support/leads.ts';

const LIST = new URL('../fixtures/metal-expo-2025.xlsx', import.meta.url).pathname;
const FIELDS = ['Ad', 'Soyad', 'Firma', 'Telefon', 'E-posta', 'Şehir', 'Unvan'] as const;

/** Waits until this browser can open the app without the server. */
const appIsKept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

const valuesOf = async (page: Page, address: string): Promise<readonly string[]> => {
  await page.goto(address);
  await expect(field(page, 'Firma')).toBeVisible();
  return Promise.all(FIELDS.map((name) => field(page, name).inputValue()));
};

const leadCount = async ({ page, workspace }: Person, count: string): Promise<void> => {
  await page.goto(`/w/${workspace}/leads`);
  await expect(
    page.getByRole('banner').or(page.locator('header')).getByText(count, { exact: true }).first(),
  ).toBeVisible();
};

test('I go on without a network, close and open the page, import the fair list; back online all of us agree', async ({
  app,
}) => {
  test.setTimeout(180_000);
  const ayse = await app.comeIn({ browser: { serviceWorkers: 'allow' } });
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await addDeal(ayse, 'Pres hattı');
  await saved(ayse.page);
  await appIsKept(ayse.page);
  await expect.poll(() => valuesOf(can.page, address)).toContain('Uludağ Makina');

  await ayse.context.setOffline(true);
  await ayse.page.goto(address);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Telefon', '0533 444 55 66');
  await ayse.page.getByRole('button', { name: 'Not ekle' }).click();
  await expect(ayse.page.getByRole('textbox', { name: /^Not metni/ })).toBeFocused();
  await ayse.page.keyboard.type('Fuarda görüştük, numune istiyor.');
  await savedHere(ayse.page);
  await ayse.page.goto(`/w/${ayse.workspace}/pipeline`);
  await moveDealTo(ayse.page, 'Pres hattı', 'Teklif');
  await savedHere(ayse.page);
  await ayse.page.goto(`/w/${ayse.workspace}/import`);
  await ayse.page.getByTestId('import-file').setInputFiles(LIST);
  await ayse.page.getByRole('button', { name: 'Satırları kontrol et' }).click();
  await ayse.page.getByRole('button', { name: /satırı aktar$/ }).click();
  await expect(ayse.page.getByText('136 lead eklendi')).toBeVisible();

  // meanwhile, in the office
  await fillField(can.page, 'Firma', 'Uludağ Makina San. A.Ş.');
  await fillField(can.page, 'Unvan', 'Satın alma müdürü');
  await saved(can.page);

  await savedHere(ayse.page);
  await ayse.page.close();
  const reopened: Person = { ...ayse, page: await ayse.context.newPage() };
  const { page } = reopened;
  await page.goto(address);
  await noticedOffline(page);
  await expect(field(page, 'Telefon')).toHaveValue('+90 533 444 55 66');
  await expect(field(page, 'Firma')).toHaveValue('Uludağ Makina');
  await expect(page.getByText('Fuarda görüştük, numune istiyor.')).toBeVisible();
  await page.goto(`/w/${ayse.workspace}/pipeline`);
  await expect(column(page, 'Teklif').getByText('Pres hattı')).toBeVisible();
  await leadCount(reopened, '137');

  await ayse.context.setOffline(false);
  await saved(page);
  const third = await app.join(ayse, { name: 'Zeynep Arslan' });
  const everyone = [reopened, can, third];
  const merged = ['Mehmet', 'Kaya', 'Uludağ Makina San. A.Ş.', '+90 533 444 55 66', '', '', 'Satın alma müdürü'];
  for (const person of everyone) {
    await expect.poll(() => valuesOf(person.page, address)).toEqual(merged);
    await expect(person.page.getByText('Fuarda görüştük, numune istiyor.')).toBeVisible();
    await person.page.goto(`/w/${person.workspace}/pipeline`);
    await expect(column(person.page, 'Teklif').getByText('Pres hattı')).toBeVisible();
    await leadCount(person, '137');
    await person.page
      .getByRole('searchbox')
      .or(person.page.getByPlaceholder('Leadlerde ara'))
      .first()
      .fill('tugba.cetin0');
    await expect(person.page.getByText('Tuğba Çetin')).toHaveCount(1);
  }
});

test('What I undo offline stays undone when I am back', async ({ app }) => {
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Işıl Kaya, Ege Kalıp');
  await saved(ayse.page);
  await can.page.goto(address);
  await expect(field(can.page, 'Firma')).toHaveValue('Ege Kalıp');

  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Şehir', 'İzmir');
  await fillField(ayse.page, 'Firma', 'Ege Kalıp Ltd.');
  await ayse.page.getByRole('heading', { level: 1 }).click();
  await ayse.page.keyboard.press('Control+z');
  await expect(field(ayse.page, 'Firma')).toHaveValue('Ege Kalıp');

  await ayse.context.setOffline(false);
  await saved(ayse.page);
  await expect(field(can.page, 'Şehir')).toHaveValue('İzmir');
  await expect(field(can.page, 'Firma')).toHaveValue('Ege Kalıp');
});
