/** Ways of a person with leads and deals, for specs whose subject is something else. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './app.ts';

/** Adds a lead by the quick line and opens its page; answers its address within the workspace. */
export async function addLead({ page, workspace }: Person, line: string): Promise<string> {
  await page.goto(`/w/${workspace}/leads`);
  await expect(page.getByRole('heading', { level: 1, name: 'Leadler' })).toBeVisible();
  await page.keyboard.press('c');
  const box = page.getByRole('textbox', { name: 'Hızlı ekle' });
  await box.fill(line);
  await box.press('Control+Enter');
  await expect(page).toHaveURL(/\/leads\/[A-Za-z0-9_-]+$/);
  return new URL(page.url()).pathname;
}

/** A field of the card on screen. */
export const field = (page: Page, name: string): Locator =>
  page.getByRole('article').getByRole('textbox', { name, exact: true });

/** Writes into a field and leaves it. */
export async function fillField(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
  await field(page, name).press('Tab');
}

/** Opens a deal from the board's button. */
export async function addDeal({ page, workspace }: Person, title: string): Promise<void> {
  await page.goto(`/w/${workspace}/pipeline`);
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill(title);
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await expect(dialog).toBeHidden();
}

/** Moves a deal by the menu on its card. */
export async function moveDealTo(page: Page, title: string, stage: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: title }).hover();
  await page.getByRole('button', { name: `İşlemler: ${title}` }).click();
  await page.getByRole('menuitem', { name: stage }).click();
}

/** The column of a stage on the board. */
export const column = (page: Page, stage: string): Locator => page.getByRole('region', { name: stage, exact: true });

/** Rows of the list that are on screen. */
export const rows = (page: Page): Locator =>
  page.getByRole('grid', { name: 'Leadler' }).locator('tbody').getByRole('row');
/** The row of one lead. */
export const row = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });
/** Types leads into the quick add, a line each, and closes it. */
export async function jotDown(page: Page, ...lines: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Yeni lead', exact: true }).click();
  const line = page.getByRole('textbox', { name: 'Hızlı ekle' });
  for (const text of lines) {
    await line.fill(text);
    await expect(page.getByRole('dialog').getByRole('definition').first()).toBeVisible();
    await line.press('Enter');
    await expect(line).toHaveValue('');
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Opens a lead's own page from the list; answers its address. */
export async function openPage(page: Page, name: string): Promise<string> {
  await row(page, name).dblclick();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}
