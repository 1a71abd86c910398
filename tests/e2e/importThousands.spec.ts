/** A list of thousands: the page stays alive while it is read, checked and written. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';

// a trace pictures the whole page at every step, and would itself be what holds the page up
test.use({ trace: 'off' });

test('Five thousand rows leave the page alive while they are read, checked and written; I work on elsewhere meanwhile', async ({
  app,
}) => {
  const person = await app.comeIn();
  const { page } = person;
  await page.addInitScript(noteOrders);
  const lines = Array.from(
    { length: 5_000 },
    (_, index) =>
      `Ad${index};Soyad;Firma ${index} A.Ş.;0532 ${String(index).padStart(7, '0')};kisi${index}@firma.com;Bursa;not`,
  );
  await page.goto(`/w/${person.workspace}/import`);
  // an idle page in the same browser: what it misses, the machine could not give
  const idle = await person.context.newPage();
  await page.bringToFront();
  await Promise.all([page, idle].map(beat));
  await page.getByTestId('import-file').setInputFiles({
    name: 'besbin.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Ad;Soyad;Firma;Cep;Mail;İl;Not\n${lines.join('\n')}\n`),
  });
  // read and judged before anyone asks, and not again when one does
  await page.waitForFunction(() => (window as Noting).orders?.join() === 'open,judge', undefined, GENTLY);
  await press(page, 'Satırları kontrol et');
  await page.waitForFunction(() => document.querySelector('[role="grid"]'), undefined, GENTLY);
  expect(await page.evaluate(() => (window as Noting).orders)).toEqual(['open', 'judge']);
  await leaveWhileWriting(page, '5.000 satırı aktar', 'Görevler');
  await page.waitForFunction(() => document.body.textContent?.includes('5.000 satır aktarıldı'), undefined, GENTLY);
  const [lag = 0, idleLag = 0] = await Promise.all([page, idle].map(longestLag));
  expect(lag).toBeLessThan(2_000 + 3 * idleLag);
  await expect(page).toHaveURL(/\/tasks/);
  // on the way there the head of the page told how far it was
  expect(await page.evaluate(() => (window as Noting).told)).toMatch(/^Aktarılıyor\s*%\d+$/);
  await page.getByRole('button', { name: 'Geri al' }).click();
  await expect(page.getByRole('link', { name: 'Leadler 0' })).toBeVisible({ timeout: 60_000 });
});

/** What looks often for words of the page would itself be what holds the page up. */
const GENTLY = { polling: 250, timeout: 60_000 };

/** Presses a button or link once it is there, found with as little work for the page as can be. */
const press = async (page: Page, words: string): Promise<void> => {
  await page.waitForFunction(
    (text) => {
      const found = [...document.querySelectorAll<HTMLElement>('button:not(:disabled), a')].find(
        (one) => one.textContent === text,
      );
      found?.click();
      return found !== undefined;
    },
    words,
    GENTLY,
  );
};

/**
 * Presses a button, and goes to another page in the frame in which the writing is first seen; notes what the head of that
 * page tells of it. To ask from outside could take longer than the writing.
 */
const leaveWhileWriting = async (page: Page, begin: string, elsewhere: string): Promise<void> => {
  await page.evaluate((words) => {
    const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((one) => one.textContent === words);
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[aria-busy="true"] [role="progressbar"]')) return;
      observer.disconnect();
      link?.click();
    }).observe(document.body, { childList: true, subtree: true });
    new MutationObserver((_, observer) => {
      const told = location.pathname.endsWith('/tasks') && document.querySelector('output[data-tone="busy"]');
      if (!told) return;
      observer.disconnect();
      (window as Noting).told = told.textContent;
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, elsewhere);
  await press(page, begin);
};

type Noting = Window & { orders?: string[]; told?: string };

/** Notes what the page asks of the worker of the import. */
const noteOrders = (): void => {
  const orders: string[] = [];
  (window as Noting).orders = orders;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, order: unknown): void {
    if (order instanceof Object && 'kind' in order && (order.kind === 'open' || order.kind === 'judge'))
      orders.push(order.kind);
    postMessage.call(this, order);
  };
};

type Beating = Window & { longestLag?: number };
const BEAT = 20;

/** From now on the page notes how late its timers come at worst. */
const beat = (page: Page): Promise<void> =>
  page.evaluate((every) => {
    const beating: Beating = window;
    beating.longestLag = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      beating.longestLag = Math.max(beating.longestLag ?? 0, now - last - every);
      last = now;
    }, every);
  }, BEAT);

/** How long the page was out of reach at worst, ms. */
const longestLag = (page: Page): Promise<number> => page.evaluate(() => (window as Beating).longestLag ?? 0);
