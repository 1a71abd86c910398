/** Every main page, in both languages and both themes: no serious barrier, no raw key, nothing cut off on a phone. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import turkish from '#client/i18n/tr/index.ts';
import { expect, type Person, test } from './support/app.ts';

const PAGES = ['leads', 'pipeline', 'tasks', 'feed', 'reports', 'import', 'bin', 'team', 'settings'] as const;
/** `reports.title` on a page is a key that has no words. */
const RAW_KEY = new RegExp(
  `(?<![@\\w.])(?:${Object.keys(turkish).join('|')})\\.[a-z]+[A-Za-z]*(?:\\.[A-Za-z]+)*(?![\\w@])`,
);

async function expectNoBarrier(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(told, where).toEqual([]);
}

async function goTo({ page, workspace }: Person, path: string): Promise<void> {
  await page.goto(`/w/${workspace}/${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[data-sync="savedOnServer"]')).toBeVisible();
}

for (const locale of ['tr', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`Everyone can use every page: ${locale}, ${colorScheme}`, async ({ app }) => {
      test.setTimeout(240_000);
      const guest = await app.lookAround({ locale, browser: { colorScheme } });
      const { page } = guest;
      for (const path of PAGES) {
        await goTo(guest, path);
        await expectNoBarrier(page, path);
        expect(RAW_KEY.exec(await page.locator('body').innerText())?.[0], path).toBeUndefined();
      }
      await goTo(guest, 'leads');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/leads\/[^/]+$/);
      await expect(page.getByRole('article').first()).toBeVisible();
      await expectNoBarrier(page, 'lead card');
      expect(RAW_KEY.exec(await page.locator('body').innerText())?.[0]).toBeUndefined();
    });
  }
}

test('On a phone no page is wider than the screen, and each says what it is', async ({ app }) => {
  test.setTimeout(120_000);
  const guest = await app.lookAround({
    locale: 'en',
    browser: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  });
  for (const path of PAGES) {
    await goTo(guest, path);
    const overflow = await guest.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
    // names of people and deals may be cut short, but not to nothing
    const title = guest.page.getByRole('heading', { level: 1 });
    expect(await title.evaluate((h1) => h1.clientWidth >= Math.min(h1.scrollWidth, 60)), path).toBe(true);
  }
});
