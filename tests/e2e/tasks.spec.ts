/** Tasks: what is to be done, when, by whom. */
import { expect, saved, test } from './support/app.ts';

test('I write a task with its time in the sentence, finish it, and take that back', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/tasks`);
  await expect(page.getByRole('heading', { name: 'Yapılacak bir şey yok' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Görev ekle' }).fill('Çınar Metali ara yarın 15:00');
  await expect(page.getByText('yarın 15:00 için')).toBeVisible();
  await page.keyboard.press('Enter');
  const upcoming = page.getByRole('region', { name: /^Yaklaşan/ });
  await expect(upcoming.getByText('Çınar Metali ara', { exact: true })).toBeVisible();

  await page.getByRole('checkbox', { name: '“Çınar Metali ara” bitti' }).click();
  await expect(
    page.getByRole('region', { name: /^Biten/ }).getByText('Çınar Metali ara', { exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(upcoming.getByText('Çınar Metali ara', { exact: true })).toBeVisible();
});

test('A colleague sees the task that I give to them, and it is there after a reload', async ({ app }) => {
  const host = await app.comeIn();
  const rep = await app.join(host, { name: 'Can Yıldız' });
  await host.page.goto(`/w/${host.workspace}/tasks`);
  await host.page.getByRole('textbox', { name: 'Görev ekle' }).fill('Teklifi gönder bugün');
  await host.page.keyboard.press('Enter');
  await host.page.getByRole('button', { name: '“Teklifi gönder” kime' }).click();
  await host.page.getByRole('option', { name: 'Can Yıldız' }).click();
  await rep.page.goto(`/w/${rep.workspace}/tasks`);
  await expect(
    rep.page.getByRole('region', { name: /^Bugün/ }).getByText('Teklifi gönder', { exact: true }),
  ).toBeVisible();
  await saved(rep.page);
  await rep.page.reload();
  await expect(
    rep.page.getByRole('region', { name: /^Bugün/ }).getByText('Teklifi gönder', { exact: true }),
  ).toBeVisible();
});

test('What I delete lies in the bin and comes back from there', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/tasks`);
  await page.getByRole('textbox', { name: 'Görev ekle' }).fill('Katalog gönder cuma');
  await page.keyboard.press('Enter');
  await page.getByText('Katalog gönder', { exact: true }).hover();
  await page.getByRole('button', { name: '“Katalog gönder” sil' }).click();
  await expect(page.getByRole('checkbox', { name: '“Katalog gönder” bitti' })).toBeHidden();
  await page.goto(`/w/${workspace}/bin`);
  await page.getByRole('checkbox', { name: '“Katalog gönder” seç' }).check();
  await page.getByRole('button', { name: 'Geri yükle' }).click();
  await expect(page.getByRole('heading', { name: 'Çöp kutusu boş' })).toBeVisible();
  await page.goto(`/w/${workspace}/tasks`);
  await expect(page.getByText('Katalog gönder', { exact: true })).toBeVisible();
});
