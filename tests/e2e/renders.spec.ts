/** What an edit draws anew, counted in components: it must be little, and not grow with what else is on the page. */
import type { Page } from '@playwright/test';
import { expect, saved, test } from './support/app.ts';
import { field, rows } from './support/leads.ts';

declare global {
  interface Window {
    /** components drawn since it was set to 0 */
    drawn: number;
  }
}

interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** Longer than the page leaves between one thing that it brings by itself and the next. */
const AT_REST_MS = 2_500;

/** React tells of each commit whoever stands in for its developer tools; counts the function components that ran for it. */
function countDrawn(): void {
  const FUNCTIONS = new Set([0, 11, 14, 15]);
  const PERFORMED_WORK = 1;
  const count = (fiber: Fiber): number => {
    const before = fiber.alternate;
    let drawn = FUNCTIONS.has(fiber.tag) && (before === null || (fiber.flags & PERFORMED_WORK) > 0) ? 1 : 0;
    // the same children: nothing below was looked at
    if (before !== null && before.child === fiber.child) return drawn;
    for (let child = fiber.child; child; child = child.sibling) drawn += count(child);
    return drawn;
  };
  window.drawn = 0;
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_: number, root: { readonly current: Fiber }) => {
        window.drawn += count(root.current);
      },
    },
  });
}

/** How many components are drawn by what is done, until the page has drawn nothing more between two looks. */
async function drawnBy(page: Page, work: () => Promise<void>, betweenLooks = 300): Promise<number> {
  await page.evaluate(() => {
    window.drawn = 0;
  });
  await work();
  await saved(page);
  let last = -1;
  await expect(async () => {
    const before = last;
    last = await page.evaluate(() => window.drawn);
    expect(last).toBe(before);
  }).toPass({ intervals: [betweenLooks] });
  return last;
}

test('An edit on the card draws its field and its row anew, a step to the next card that card', async ({ app }) => {
  const { context, workspace } = await app.lookAround();
  const page = await context.newPage();
  await page.addInitScript(countDrawn);
  await page.goto(`/w/${workspace}/leads`);
  await rows(page).first().click();
  await field(page, 'Firma').fill('Önce');
  await field(page, 'Firma').press('Enter');
  await saved(page);
  // what comes by itself once the page stands, its search among it, must not be counted below
  await expect(page.locator('.mantine-Notifications-root').first()).toBeAttached();
  await drawnBy(page, async () => {}, AT_REST_MS);

  await field(page, 'Firma').click();
  const letter = await drawnBy(page, () => page.keyboard.type('a'));
  const save = await drawnBy(page, async () => {
    await field(page, 'Firma').fill('Kaydedilen A.Ş.');
    await field(page, 'Firma').press('Enter');
    await expect(rows(page).filter({ hasText: 'Kaydedilen A.Ş.' })).toHaveCount(1);
  });
  const step = await drawnBy(page, async () => {
    await rows(page).nth(3).click();
    await expect(field(page, 'Firma')).not.toHaveValue('Kaydedilen A.Ş.');
  });
  // a letter: its editor; a save: the field, the row, the heads around them; a step: one card, and no other part of the page
  expect(letter, 'a letter').toBeLessThan(4);
  expect(save, 'a save').toBeLessThan(140);
  expect(step, 'a step').toBeLessThan(480);
});
