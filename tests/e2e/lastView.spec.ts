/** A workspace that takes long to open shows at once what it last looked like: to be looked at, and said to be that. */
import type { Page } from '@playwright/test';
import { expect, FIRST_VISIT_MS, saved, test } from './support/app.ts';

const LINE_MS = 1_200;

/** What was painted before the list itself was there. */
interface Seen {
  readonly rows: readonly string[];
  readonly mark: string;
  readonly inert: boolean;
  readonly links: number;
  readonly hadList: boolean;
  /** where things stand, px */
  readonly places: readonly number[];
}

declare global {
  interface Window {
    /** see `NOTE` */
    seenView?: Seen;
  }
}

/** Where rows, head, and the fields above them stand. */
const PLACES = `(root) => ['tbody tr', 'thead th', 'header h1', 'input', 'nav a', 'button'].flatMap((part) =>
  [...root.querySelectorAll(part)].slice(0, 12).flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  }),
)`;

/** Notes the first picture that comes into the page, whatever time it stays; a busy machine may take its time for it. */
const NOTE = `{
  const wait = setTimeout;
  window.setTimeout = (run, ms, ...rest) => wait(run, ms === 2_000 ? 20_000 : ms, ...rest);
}
new MutationObserver((_, observer) => {
  const view = document.querySelector('[data-last-view]');
  if (!view?.querySelector('tbody tr')) return;
  observer.disconnect();
  window.seenView = {
    rows: [...view.querySelectorAll('tbody tr')].map((row) => row.textContent),
    mark: view.nextElementSibling?.textContent ?? '',
    inert: view.inert && view.getAttribute('aria-hidden') === 'true',
    links: view.querySelectorAll('[href], [src], [id], [role]').length,
    places: (${PLACES})(view),
    hadList: document.querySelector('[role="grid"]') !== null,
  };
}).observe(document, { childList: true, subtree: true });`;

const rowsOf = (page: Page): Promise<string[]> => page.getByRole('grid').locator('tbody tr').allTextContents();

const isKept = (page: Page, user: string): Promise<boolean> =>
  page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asking = indexedDB.open(name);
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
    const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const asking = database.transaction('kv').objectStore('kv').getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
    database.close();
    return keys.some((key) => String(key).startsWith('lastView.'));
  }, `ortak-${user}`);

test('after a slow opening, the next one begins with the rows that I last saw, marked as such, and ends with the list', async ({
  app,
}) => {
  const { context, workspace, id } = await app.lookAround();
  const other = await app.browser({ storageState: await context.storageState() });
  const page = await other.newPage();
  // the line is slow until the workspace is on this device
  let wait = LINE_MS;
  await page.routeWebSocket(/\/collab/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      setTimeout(() => socket.send(message), wait);
    });
  });
  const path = `/w/${workspace}/leads`;
  await page.goto(path);
  await expect(page.getByRole('grid')).toBeVisible({ timeout: FIRST_VISIT_MS });
  await saved(page);
  await expect.poll(() => isKept(page, id), { timeout: 30_000 }).toBe(true);
  const rows = await rowsOf(page);
  const places = await page.evaluate<number[]>(`(${PLACES})(document.querySelector('[data-frame]'))`);
  wait = 0;

  await page.addInitScript(NOTE);
  await page.goto(path);
  await expect(page.getByRole('grid')).toBeVisible();
  const seen = await page.evaluate(() => window.seenView);
  expect(seen?.rows).toEqual(rows);
  // nothing moves when the list takes the place of the picture
  expect(seen?.places).toEqual(places);
  expect(seen).toMatchObject({ mark: 'Son görünüm; güncel hâli yükleniyor…', inert: true, links: 0, hadList: false });
  await expect(page.locator('[data-last-view]')).toHaveCount(0);
  expect(await rowsOf(page)).toEqual(rows);

  // another question to the list is not answered with that picture
  await page.addInitScript(NOTE);
  await page.goto(`${path}?sort=company`);
  await expect(page.getByRole('grid')).toBeVisible();
  expect(await page.evaluate(() => 'seenView' in window)).toBe(false);
});
