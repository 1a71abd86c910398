/** Reports, search and the lists of the workspace, as people use them. */
import { expect, saved, test } from './support/app.ts';

test('I see the figures of the demo, and each leads to its list', async ({ app }) => {
  const { page, workspace } = await app.lookAround();
  await page.goto(`/w/${workspace}/reports`);
  const leads = page.getByRole('button', { name: /^Lead\s*200/ });
  await expect(leads).toBeVisible();
  await leads.click();
  const list = page.getByRole('complementary', { name: 'Lead listesi' });
  await expect(list).toContainText('200');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('I read a chart as a table, and open the leads behind a figure of it', async ({ app }) => {
  const { page, workspace } = await app.lookAround({ locale: 'en' });
  await page.goto(`/w/${workspace}/reports`);
  const card = page.getByRole('region', { name: 'Which fair brings customers?' });
  await card.getByRole('button', { name: 'Table' }).click();
  const row = card.getByRole('row', { name: /^Metal Expo/ });
  const count = await row.getByRole('button').first().textContent();
  await row.getByRole('button').first().click();
  const list = page.getByRole('complementary');
  await expect(list.getByRole('link')).toHaveCount(Number(count));
});

test('The period narrows every figure', async ({ app }) => {
  const { page, workspace } = await app.lookAround();
  await page.goto(`/w/${workspace}/reports`);
  await expect(page.getByRole('button', { name: /^Lead\s*200/ })).toBeVisible();
  await page.getByText('Bu ay', { exact: true }).click();
  await expect(page.getByRole('button', { name: /^Lead\s*200/ })).toBeHidden();
  await expect(page.getByRole('button', { name: /^Lead/ }).first()).toBeVisible();
});

test('An empty workspace says what reports will show', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/reports`);
  await expect(page.getByRole('heading', { name: 'Raporlanacak bir şey yok' })).toBeVisible();
});

test('I rename a status and my colleague reads the new word at once; a rep may only look', async ({ app }) => {
  const host = await app.comeIn();
  const rep = await app.join(host);
  await rep.page.goto(`/w/${rep.workspace}/settings`);
  await host.page.goto(`/w/${host.workspace}/settings`);
  const field = host.page.getByRole('textbox', { name: '“Cevap bekleniyor” adı' });
  await field.fill('Dönüş bekliyoruz');
  await field.press('Enter');
  await expect(rep.page.getByRole('textbox', { name: '“Dönüş bekliyoruz” adı' })).toBeVisible();
  await expect(rep.page.getByRole('textbox', { name: '“Dönüş bekliyoruz” adı' })).not.toBeEditable();
  await expect(rep.page.getByText('Bu listeleri yöneticiler düzenleyebilir.')).toBeVisible();

  await host.page.getByRole('button', { name: 'Geri al' }).click();
  await expect(rep.page.getByRole('textbox', { name: '“Cevap bekleniyor” adı' })).toBeVisible();
});

test('I add a product and retire it again; both stand after a reload', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/settings`);
  await page.getByRole('button', { name: 'Ürünler' }).click();
  await page.getByRole('textbox', { name: 'Yeni değer' }).fill('Kaynak robotu');
  await page.getByRole('button', { name: 'Ekle', exact: true }).click();
  await page.getByRole('button', { name: '“Kaynak robotu” kullanımdan kaldır' }).click();
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'Ürünler' }).click();
  await expect(page.getByRole('button', { name: '“Kaynak robotu” yeniden kullan' })).toBeVisible();
});

for (const width of [1280, 360]) {
  test(`I read every figure of a chart to its end (${width} px)`, async ({ app }) => {
    const { page, workspace } = await app.lookAround({ locale: 'en', browser: { viewport: { width, height: 900 } } });
    await page.goto(`/w/${workspace}/reports`);
    const stages = page.getByRole('region', { name: 'At which stage are open deals?' });
    const ends = stages.locator('[aria-hidden] button > :last-child');
    await expect(ends.filter({ hasText: '€' }).first()).toBeVisible();
    const cut = await ends.evaluateAll((texts) =>
      texts.flatMap((text) => {
        const edge = text.closest('section')?.getBoundingClientRect().right ?? 0;
        return text.getBoundingClientRect().right > edge ? [text.textContent] : [];
      }),
    );
    expect(cut).toEqual([]);
  });
}
