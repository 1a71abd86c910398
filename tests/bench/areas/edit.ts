/**
 * What a person waits for who works in a workspace of a size: the letter typed, the row that follows, the colleague's
 * screen, the card dragged, five thousand leads changed at once and changed back.
 */
import type { Browser, Page } from '@playwright/test';
import { type Blocking, blocking, atRest, calm, openChromium, PROBE } from '../browser/chromium.ts';
import { type Company, startCompany } from '../browser/company.ts';
import { profiled } from '../browser/profile.ts';
import { companyOf, corpus } from '../corpus.ts';
import { median, percentile, spread } from '../measure.ts';
import { type Findings, ms, percent, times } from '../report.ts';

const SIZES = [1_000, 50_000];
const KEYS = 40;
const COMMITS = 12;
const DRAGS = 5;
/** two of the twenty owners of the largest company: a tenth of its leads */
const OWNERS = ['member0', 'member1'];
const LIMIT_MS = 50;

interface Found {
  readonly typed: readonly number[];
  readonly followed: readonly number[];
  readonly there: readonly number[];
  readonly dragged: readonly number[];
  readonly longest: {
    readonly typing: number;
    readonly saving: number;
    readonly there: number;
    readonly dragging: number;
  };
  readonly bulk: Bulk | null;
}
interface Bulk {
  readonly leads: number;
  readonly done: number;
  readonly undone: number;
  readonly doing: Blocking;
  readonly undoing: Blocking;
}

export async function run(): Promise<Findings> {
  const sizes = process.env['BENCH_LEADS']?.split(',').map(Number) ?? SIZES;
  const browser = await openChromium();
  const found: Found[] = [];
  try {
    for (const leads of sizes) {
      const company = await startCompany(corpus(companyOf(leads)));
      try {
        found.push(await measure(browser, company, leads));
      } finally {
        await company.remove();
      }
    }
  } finally {
    await browser.close();
  }
  const rows: string[][] = [];
  const add = (what: string, pick: (one: Found) => readonly number[], longest: (one: Found) => number): void => {
    const [small, large] = [found[0], found.at(-1)].map((one) => (one ? pick(one) : []));
    if (!small || !large) return;
    const of = (values: readonly number[]): string =>
      `${ms(median(values))} (p95 ${ms(percentile(values, 0.95))}, ± ${percent(spread(values))})`;
    const tasks = found.map((one) => ms(longest(one))).join(' / ');
    rows.push([what, of(small), of(large), times(median(large) / median(small)), tasks]);
  };
  add(
    'a letter typed in a field, to the paint',
    ({ typed }) => typed,
    ({ longest }) => longest.typing,
  );
  add(
    'a field saved, to its row in the list',
    ({ followed }) => followed,
    ({ longest }) => longest.saving,
  );
  add(
    "saved here, to the colleague's list",
    ({ there }) => there,
    ({ longest }) => longest.there,
  );
  add(
    'a card let go, to its new column',
    ({ dragged }) => dragged,
    ({ longest }) => longest.dragging,
  );
  const bulk = found.flatMap((one) => (one.bulk ? [one.bulk] : []));
  const longest = Math.max(
    ...found.flatMap((one) => [
      ...Object.values(one.longest),
      one.bulk?.doing.longest ?? 0,
      one.bulk?.undoing.longest ?? 0,
    ]),
  );
  return {
    about: `Two people in two browsers, the list beside an open card, in workspaces of ${sizes.map((size) => size.toLocaleString('en')).join(' and ')} leads. A frame is 16.7 ms: what is done at once is painted within one, up to two with the wait for it.`,
    tables: [
      {
        title: 'One edit',
        head: [
          'what',
          `${sizes[0]?.toLocaleString('en')} leads`,
          `${sizes.at(-1)?.toLocaleString('en')} leads`,
          'ratio',
          'longest task (0: none over 50 ms)',
        ],
        rows,
      },
      ...(bulk.length === 0
        ? []
        : [
            {
              title: 'Many at once',
              head: ['leads', 'what', 'until it is told done', 'longest task', 'blocked over 50 ms, in all'],
              rows: bulk.flatMap(({ leads, done, undone, doing, undoing }) => [
                [leads.toLocaleString('en'), 'status of all', ms(done), ms(doing.longest), ms(doing.total)],
                [leads.toLocaleString('en'), 'undo of it', ms(undone), ms(undoing.longest), ms(undoing.total)],
              ]),
            },
          ]),
    ],
    notes: [`Longest main-thread task while working: ${ms(longest)}, goal ≤ ${ms(LIMIT_MS)}.`],
  };
}

async function measure(browser: Browser, company: Company, leads: number): Promise<Found> {
  const [ayse, can] = await Promise.all([come(browser, company, 'admin'), come(browser, company, 'rep')]);
  const { typed, typing, followed, saving } = await edit(ayse);
  const { there, thereTasks } = await editForTheOther(ayse, can);
  await can.context().close();
  const { dragged, dragging } = await drag(ayse, company);
  const bulk = leads >= 10_000 ? await changeMany(ayse, company) : null;
  await ayse.context().close();
  return {
    typed,
    followed,
    there,
    dragged,
    longest: { typing: typing.longest, saving: saving.longest, there: thereTasks.longest, dragging: dragging.longest },
    bulk,
  };
}

/** Opens the list and waits until everything that follows an opening is over. */
async function come(browser: Browser, company: Company, who: 'admin' | 'rep'): Promise<Page> {
  const context = await company.browser(browser, who, { serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  await page.addInitScript(PROBE);
  await page.goto(`/w/${company.workspace}/leads`);
  await page.locator('[data-sync="savedOnServer"][data-unsent="0"]').waitFor();
  await atRest(page);
  return page;
}

const company = (page: Page) => page.getByRole('article').getByRole('textbox', { name: 'Firma', exact: true });
const clock = (page: Page): Promise<number> => page.evaluate(() => performance.now());

async function edit(page: Page): Promise<{ typed: number[]; typing: Blocking; followed: number[]; saving: Blocking }> {
  await page.locator('tbody tr').first().click();
  await company(page).click();
  await calm(page);
  const from = await clock(page);
  const typed = await profiled(page, async () => {
    await page.evaluate(() => window.bench.watchKeys());
    for (let key = 0; key < KEYS; key += 1) {
      await page.keyboard.type('abcdefghij'[key % 10] ?? 'a');
      await page.waitForFunction((count) => window.bench.keys.length >= count, key + 1);
    }
    return page.evaluate(() => [...window.bench.keys]);
  });
  const typing = await blocking(page, from);
  await page.keyboard.press('Enter');
  await calm(page);
  const since = await clock(page);
  const followed = await profiled(page, async () => {
    const times: number[] = [];
    for (let round = 0; round < COMMITS; round += 1) {
      const text = `Kaydedilen ${round} A.Ş.`;
      await company(page).fill(text);
      const shown = page.evaluate(async (words) => {
        const at = await window.bench.painted(
          () => document.querySelector('tbody')?.textContent?.includes(words) === true,
        );
        return at - window.bench.lastKey;
      }, text);
      await page.keyboard.press('Enter');
      times.push(await shown);
    }
    return times;
  });
  return { typed, typing, followed, saving: await blocking(page, since) };
}

async function editForTheOther(here: Page, there: Page): Promise<{ there: number[]; thereTasks: Blocking }> {
  const since = await clock(there);
  const found: number[] = [];
  for (let round = 0; round < COMMITS; round += 1) {
    const text = `Karşıda ${round} Ltd. Şti.`;
    await company(here).fill(text);
    const shown = there.evaluate(async (words) => {
      const at = await window.bench.painted(
        () => document.querySelector('tbody')?.textContent?.includes(words) === true,
      );
      return performance.timeOrigin + at;
    }, text);
    await here.keyboard.press('Enter');
    const pressed = await here.evaluate(() => performance.timeOrigin + window.bench.lastKey);
    found.push((await shown) - pressed);
  }
  return { there: found, thereTasks: await blocking(there, since) };
}

async function drag(page: Page, { workspace }: Company): Promise<{ dragged: number[]; dragging: Blocking }> {
  await page.getByRole('navigation').getByRole('link', { name: 'Fırsatlar' }).first().click();
  await page.waitForURL(`**/w/${workspace}/pipeline**`);
  await page.getByRole('article').first().waitFor();
  await calm(page);
  const since = await clock(page);
  const dragged = await profiled(page, async () => {
    const times: number[] = [];
    for (let round = 0; round < DRAGS; round += 1) times.push(await dragOne(page, round % 2));
    return times;
  });
  return { dragged, dragging: await blocking(page, since) };
}

/** Drags the first card of one of the first two columns to the other; ms from letting go to the card painted there. */
async function dragOne(page: Page, from: number): Promise<number> {
  const columns = page.locator('section:has(article):not(:has(section))');
  const card = columns.nth(from).getByRole('article').first();
  const key = await card.locator('[data-board-focus]').first().getAttribute('data-board-focus');
  const [start, goal] = await Promise.all([card.boundingBox(), columns.nth(1 - from).boundingBox()]);
  if (!start || !goal || key === null) throw new Error('the card or the column is not on screen');
  await page.evaluate((focusKey) => {
    const sections = (): (Element | null)[] =>
      [...document.querySelectorAll(`section [data-board-focus="${focusKey}"]`)].map((link) => link.closest('section'));
    const [first] = sections();
    let released = 0;
    addEventListener('pointerup', (event) => (released = event.timeStamp), { once: true, capture: true });
    window.bench.dropped = window.bench
      .painted(() => released > 0 && sections().some((section) => section !== first))
      .then((at) => at - released);
  }, key);
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + start.height / 2 + 4, { steps: 4 });
  await page.mouse.move(goal.x + goal.width / 2, goal.y + 160, { steps: 12 });
  await page.mouse.up();
  return page.evaluate(() => window.bench.dropped);
}

async function changeMany(page: Page, { workspace }: Company): Promise<Bulk> {
  const where = encodeURIComponent(JSON.stringify({ field: 'owner', op: 'in', value: OWNERS }));
  await page.goto(`/w/${workspace}/leads?where=${where}`);
  await page.locator('tbody tr').first().waitFor();
  await calm(page);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar');
  const words = await bar.locator('[aria-live]').textContent();
  const leads = Number(words?.replace(/\D/g, ''));
  await bar.getByRole('button', { name: 'Durum' }).click();
  const choice = page.getByRole('option', { name: 'Nitelikli' });
  await choice.waitFor();
  await calm(page);
  let since = await clock(page);
  const done = await profiled(page, async () => {
    await choice.click();
    await page.getByRole('button', { name: 'Geri al', exact: true }).first().waitFor();
    return (await clock(page)) - since;
  });
  const doing = await blocking(page, since);
  since = await clock(page);
  const undone = await profiled(page, async () => {
    await page.getByRole('button', { name: 'Geri al', exact: true }).first().click();
    await page.getByText('Geri alındı', { exact: true }).waitFor();
    return (await clock(page)) - since;
  });
  return { leads, done, undone, doing, undoing: await blocking(page, since) };
}
