/** A whole workspace taken along as a file, by the buttons that people find. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, FIRST_VISIT_MS, test } from './support/app.ts';

test('I download my workspace and open it again as a new one, with everything in it', async ({ app }) => {
  const visitor = await app.lookAround();
  const { page } = visitor;
  await page.goto(`/w/${visitor.workspace}/team`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Çalışma alanını indir (JSON)' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^Ortak demosu \d{4}-\d{2}-\d{2}\.ortak\.json$/);
  const path = await download.path();
  const leads = (JSON.parse(await readFile(path, 'utf8')) as { records: { lead: unknown[] } }).records.lead.length;
  expect(leads).toBeGreaterThan(150);

  const someone = await app.comeIn({ name: 'Zehra Ak' });
  await someone.page.goto('/new');
  await someone.page.locator('input[type=file]').setInputFiles(path);
  await expect(someone.page.getByRole('button', { name: /Ortak demosu/ })).toBeVisible({ timeout: FIRST_VISIT_MS });
  const count = someone.page.getByRole('link', { name: new RegExp(`Leadler.*${leads}`) });
  await expect(count).toBeVisible({ timeout: FIRST_VISIT_MS });
});

test('a file that is no workspace is refused in words, and nothing is made', async ({ app }) => {
  const { page } = await app.comeIn();
  await page.goto('/new');
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('liste.json', '{"leads":[]}');
  await expect(page.getByRole('alert')).toHaveText('Bu, Ortak’tan indirilmiş bir çalışma alanı dosyası değil.');
  await choose('yarim.json', '{"format":"ortak-workspace","version":1}');
  await expect(page.getByRole('alert')).toContainText('Bu dosya bozuk ya da eksik; hiçbir şey yazılmadı.');
  await choose('yeni.json', '{"format":"ortak-workspace","version":2}');
  await expect(page.getByRole('alert')).toContainText('daha yeni bir sürümünden');
  await expect(page).toHaveURL(/\/new$/);
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});
