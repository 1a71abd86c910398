/** The first page is light, and whoever is quicker than what comes after it, or does not get it, loses nothing. */
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, type Person, test } from './support/app.ts';

/** The promise to people with slow lines, in bytes. */
const MOST = 300_000;

const FIRST_ROW = '[role="grid"] tbody tr';

/** Scripts asked for until the first lead was on screen, as their addresses. */
async function scriptsToFirstRow(page: Page, path: string): Promise<readonly string[]> {
  await page.addInitScript((row) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(row)) return;
      observer.disconnect();
      performance.mark('first-row');
    }).observe(document, { childList: true, subtree: true });
  }, FIRST_ROW);
  await page.goto(path);
  await page.waitForFunction(() => performance.getEntriesByName('first-row').length > 0);
  return page.evaluate(() => {
    const at = performance.getEntriesByName('first-row')[0]?.startTime ?? 0;
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime < at && entry.name.endsWith('.js'))
      .map((entry) => entry.name);
  });
}

test('until I can work with the list, my browser has fetched no more than 300 kB of script', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const page = await context.newPage();
  const scripts = await scriptsToFirstRow(page, `/w/${workspace}/leads`);
  const sizes = await Promise.all(
    scripts.map(async (address) => gzipSync(await (await context.request.get(address)).body(), { level: 9 }).length),
  );
  expect(scripts.length).toBeGreaterThan(3);
  const sum = sizes.reduce((total, size) => total + size, 0);
  expect(sum, `${scripts.length} scripts: ${scripts.map((name) => name.split('/').at(-1)).join(' ')}`).toBeLessThan(
    MOST,
  );
});

test('what my first list needs is named with the page, so that my browser fetches it at once', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const page = await context.newPage();
  const path = `/w/${workspace}/leads`;
  const scripts = await scriptsToFirstRow(page, path);
  const answer = await context.request.get(path);
  const named = (answer.headers()['link'] ?? '').matchAll(/<([^>]+)>; rel=modulepreload/g);
  const inPage = (await answer.text()).matchAll(/(?:src|href)="([^"]+\.js)"/g);
  const told = [...named, ...inPage].map(([, file]) => file);
  const untold = scripts
    .map((address) => new URL(address).pathname)
    // what takes the picture of a list that was long in coming is no part of the list
    .filter((script) => !told.includes(script) && !/\/(keepView|LastView)-/.test(script));
  expect(untold).toEqual([]);
  for (const file of told) expect((await context.request.get(file ?? '')).status(), file).toBe(200);
});

test('my Turkish list is written with two small files of type, asked for before there is a word to write', async ({
  app,
}) => {
  const { context, workspace } = await app.lookAround();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.getElementById('root')?.textContent) return;
      performance.mark('first words');
      watch.disconnect();
    });
    watch.observe(document, { childList: true, subtree: true, characterData: true });
  });
  await page.goto(`/w/${workspace}/leads`);
  await expect(page.locator(FIRST_ROW).first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const files = await page.evaluate(() => {
    const words = performance.getEntriesByName('first words')[0]?.startTime ?? 0;
    return performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime < words)
      .flatMap(({ name }) => /\/([\w-]+?)-[\w-]{8}\.woff2$/.exec(name)?.[1] ?? []);
  });
  expect(files.toSorted()).toEqual(['inter-latin-wght-normal', 'inter-turkish-wght-normal']);
  const isThere = await page.evaluate(() => document.fonts.check("16px 'Inter Variable'", 'Ağrı, İzmir, Muş ₺'));
  expect(isThere).toBe(true);
});

test('who I am is asked with the page, once, and before its first script is there', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const device = await app.browser();
  await device.addCookies(await context.cookies());
  const page = await device.newPage();
  await page.goto(`/w/${workspace}/leads`);
  await expect(page.locator(FIRST_ROW).first()).toBeVisible();
  const asked = await page.evaluate(() => {
    const fetched = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming);
    const content = fetched.find(({ name }) => name.endsWith('/content'))?.startTime ?? 0;
    const script = fetched.find(({ name }) => /\/first-.*\.js$/.test(name))?.responseEnd ?? 0;
    return fetched
      .filter(({ name, startTime }) => name.endsWith('/api/me') && startTime < content)
      .map(({ initiatorType, startTime }) => [initiatorType, startTime < script]);
  });
  expect(asked).toEqual([['link', true]]);
});

test('on a slow line I see how much of my workspace has come to a new device', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const device = await app.browser();
  await device.addCookies(await context.cookies());
  const page = await device.newPage();
  const session = await device.newCDPSession(page);
  const line = (bytesASecond: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: bytesASecond,
      uploadThroughput: -1,
    });
  await session.send('Network.enable');
  // they would take the line from what is waited for
  await page.route('**/*.woff2', (route) => route.abort());
  await page.route('**/api/rooms/w.*/content', async (route) => {
    await line(10_000);
    await route.continue();
  });
  await page.goto(`/w/${workspace}/leads`);
  const progress = page.getByRole('progressbar', { name: 'Gelen kayıtlar' });
  await expect(progress).toBeVisible();
  const come = await progress.evaluate((bar: HTMLProgressElement) => bar.value);
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(come);
  await line(-1);
  await expect(page.locator(FIRST_ROW).first()).toBeVisible();
  await expect(progress).toHaveCount(0);
});

/** The list of leads in a new page, to which nothing more comes until it is let through (or refused). */
async function bareList({ context, workspace }: Person) {
  const path = `/w/${workspace}/leads`;
  const learning = await context.newPage();
  const first = new Set(await scriptsToFirstRow(learning, path));
  await learning.close();

  let open: (pass: boolean) => void = () => {};
  const gate = new Promise<boolean>((resolve) => {
    open = resolve;
  });
  const page = await context.newPage();
  await page.route('**/assets/*.js', async (route) =>
    first.has(route.request().url()) || (await gate) ? route.continue() : route.abort(),
  );
  await page.goto(path);
  await expect(page.locator(FIRST_ROW).first()).toBeVisible();
  return { page, letThrough: () => open(true), refuse: () => open(false) };
}

test.describe('a menu that is not there yet', () => {
  test('opens by the click I made before it came, takes the keys, and gives the focus back', async ({ app }) => {
    const { page, letThrough } = await bareList(await app.lookAround());
    const button = page
      .getByRole('search')
      .getByRole('button', { name: /^Durum/ })
      .first();
    await button.press('Enter');
    await expect(button).toHaveAttribute('aria-busy', 'true');
    // a letter that is meant for the list must not start something on the page
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog')).toHaveCount(0);

    letThrough();
    const list = page.getByRole('listbox', { name: 'Durum' });
    await expect(list).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('option').first()).toHaveAttribute('data-combobox-active', 'true');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(button).toBeFocused();
  });

  test('does not open behind my back when I have gone on', async ({ app }) => {
    const { page, letThrough } = await bareList(await app.lookAround());
    const account = page.getByRole('button', { name: /^Hesap/ });
    await account.press('Enter');
    await expect(account).toHaveAttribute('aria-busy', 'true');
    await page.keyboard.press('Tab');
    await expect(account).not.toHaveAttribute('aria-busy', 'true');
    letThrough();
    await page.getByRole('button', { name: /^Çalışma alanı/ }).click();
    await expect(page.getByRole('menu')).toHaveCount(1);
    await expect(page.getByRole('menuitem', { name: 'Çıkış yap' })).toHaveCount(0);
  });

  test('says so when it cannot be loaded, and opens when it can', async ({ app }) => {
    const { page, refuse } = await bareList(await app.lookAround());
    const account = page.getByRole('button', { name: /^Hesap/ });
    await account.click();
    refuse();
    const said = page.getByRole('alert').filter({ hasText: 'Bu bölüm yüklenemedi' });
    await expect(said).toBeVisible();
    await expect(said.getByRole('button', { name: 'Sayfayı yenile' })).toBeVisible();

    await page.unroute('**/assets/*.js');
    await said.getByRole('button', { name: 'Kapat' }).click();
    await account.click();
    await expect(page.getByRole('menuitem', { name: 'Çıkış yap' })).toBeVisible();
    await expect(said).toHaveCount(0);
  });
});

test('a button without words says what it does when I rest on it or come to it by keyboard', async ({ app }) => {
  const { page } = await app.lookAround();
  const button = page.getByRole('button', { name: 'Dışa aktar' });
  const hint = page.getByRole('tooltip', { name: 'Dışa aktar' });
  // the hints come when the page stands
  await expect(async () => {
    await page.mouse.move(0, 0);
    await button.hover();
    await expect(hint).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(hint).toBeHidden();
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: 'Görünüm' }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(hint).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(hint).toBeHidden();
});

test('I choose another language, and pages I have not seen yet speak it too', async ({ app }) => {
  const { page, letThrough } = await bareList(await app.lookAround());
  await page.getByRole('button', { name: /^Hesap/ }).click();
  letThrough();
  await page.getByRole('menuitem', { name: 'Dil' }).hover();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('link', { name: /^Pipeline/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pipeline' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('in a browser of another language than mine, my next visit begins in mine', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const device = await app.browser({ locale: 'en-GB' });
  await device.addCookies(await context.cookies());
  const page = await device.newPage();
  // a language is set anew, and noted so, also where it stays the same
  await page.addInitScript(() => {
    new MutationObserver(() => {
      performance.mark(`speaks ${document.documentElement.lang}`);
    }).observe(document, { attributeFilter: ['lang'], subtree: true });
  });
  const spoken = (): Promise<string[]> =>
    page.evaluate(() =>
      performance.getEntriesByType('mark').flatMap(({ name }) => /^speaks (..)/.exec(name)?.[1] ?? []),
    );
  await page.goto(`/w/${workspace}/leads`);
  await expect(page.getByRole('link', { name: /^Fırsatlar/ })).toBeVisible();
  expect(await spoken()).toEqual(['en', 'tr']);
  await page.reload();
  await expect(page.getByRole('link', { name: /^Fırsatlar/ })).toBeVisible();
  expect(await spoken()).toEqual(['tr']);
});
