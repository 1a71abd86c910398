/** Over plain HTTP, as from a phone on the same network: the page works, and says what is missing and how to get it. */
import { freePort } from '#tests/support/freePort.ts';
import { startTestServer } from '#tests/support/server.ts';
import { expect, PASSWORD, test } from './support/app.ts';

test('over plain HTTP everything works but starting offline, and the page says so', async ({ playwright }) => {
  const port = await freePort();
  const client = process.env['E2E_CLIENT'];
  const server = await startTestServer({
    port,
    publicOrigins: [`http://ofis.test:${port}`],
    ...(client && { clientFolder: client }),
  });
  const browser = await playwright.chromium.launch({
    ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP ofis.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage({ baseURL: `http://ofis.test:${port}`, locale: 'tr-TR' });
    const failures: Error[] = [];
    page.on('pageerror', (error) => failures.push(error));
    await page.goto('/');
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.getByLabel('Ad soyad').fill('Ayşe Demir');
    await page.getByLabel('E-posta').fill('ayse@ornek.com');
    await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Çalışma alanının adı').fill('Işık Çelik');
    await page.getByRole('button', { name: 'Hesabı ve çalışma alanını aç' }).click();
    await expect(page.locator('[data-sync="savedOnServer"]')).toBeVisible();

    await page.getByRole('button', { name: 'Ne eksik?' }).click();
    await expect(page.getByText('İnternet yokken sayfayı baştan açmak')).toBeVisible();
    await expect(page.getByText('https ile açın')).toBeVisible();
    await page.keyboard.press('Escape');

    // no clipboard here: the link is selected, and the keys are told
    await page.getByRole('link', { name: 'Ekip' }).click();
    await page.getByRole('button', { name: 'Davet bağlantısı oluştur' }).click();
    await page.getByRole('button', { name: 'Kopyala' }).click();
    await expect(page.getByText('Metin seçildi')).toBeVisible();
    const link = page.getByLabel('Davet bağlantısı');
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(await link.inputValue());

    await page.getByRole('button', { name: 'Gizle' }).click();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('güvenli bağlantı (https)')).toBeHidden();
    expect(failures).toEqual([]);
  } finally {
    await browser.close();
    await server.remove();
  }
});
