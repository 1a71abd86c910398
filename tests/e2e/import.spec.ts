/** Bringing a fair list in: the three files as people keep them, files that are none, corrections, undo, offline, by phone. */
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { expect, noticedOffline, type Person, saved, test } from './support/app.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const fixture = (name: string): string => new URL(name, FIXTURES).pathname;
const FILES = ['metal-expo-2025.xlsx', 'metal-expo-2025.utf8-bom.csv', 'metal-expo-2025.windows-1254.csv'] as const;

const { key } = z
  .object({ key: z.array(z.object({ row: z.number(), expect: z.string() })) })
  .parse(JSON.parse(readFileSync(new URL('metal-expo-2025.answers.json', FIXTURES), 'utf8')));

/** The verdicts of the key by the words that the page has for them. */
const VERDICTS = [
  ['Dosyada tekrar', 'duplicate'],
  ['Telefon okunamadı', 'bad-phone'],
  ['E-posta okunamadı', 'bad-email'],
  ['Kişi adı yok', 'missing-name'],
  ['Telefon ve e-posta yok', 'missing-contact'],
  ['Formül gibi yazı', 'formula-text'],
] as const;

async function openFile(
  { page, workspace }: Person,
  file: string | { name: string; mimeType: string; buffer: Buffer },
) {
  await page.goto(`/w/${workspace}/import`);
  await page.getByTestId('import-file').setInputFiles(file);
}
async function toReview(person: Person, file: Parameters<typeof openFile>[1]): Promise<void> {
  await openFile(person, file);
  await person.page.getByRole('button', { name: 'Satırları kontrol et' }).click();
  await expect(importButton(person.page)).toBeVisible();
}
const importButton = (page: Page) => page.getByRole('button', { name: /satırı aktar$/ });
const chip = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Satırları süz' }).getByRole('button', { name });
const grid = (page: Page) => page.getByRole('grid', { name: 'Satırlar' });
const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

for (const name of FILES) {
  test(`${name}: every row has its verdict before anything is written; undone, the list leaves nothing behind`, async ({
    app,
  }) => {
    const person = await app.comeIn({ browser: { viewport: { width: 1440, height: 900 } } });
    const { page } = person;
    await toReview(person, fixture(name));
    const lineOfRowOne = name.endsWith('.xlsx') ? 4 : 2;
    for (const [words, verdict] of VERDICTS) {
      const rows = key.filter((one) => one.expect === verdict).map(({ row }) => row);
      await chip(page, words).click();
      await expect(chip(page, words)).toContainText(String(rows.length));
      await expect(grid(page).getByRole('rowheader')).toHaveText(rows.map((row) => String(row + lineOfRowOne - 1)));
    }
    await expect(chip(page, 'Sorunsuz')).toContainText('118');

    await chip(page, 'Tümü').click();
    await page.getByRole('radiogroup', { name: 'Tekrarlar' }).getByText('Atla').click();
    await expect(page.getByText('136 yeni lead · 14 atlanacak')).toBeVisible();
    await importButton(page).click();
    await expect(page.getByText('136 lead eklendi')).toBeVisible();
    await expect(page.getByText('14 satır atlandı')).toBeVisible();

    await page.getByRole('button', { name: 'Aktarımı geri al' }).click();
    await expect(page.getByRole('heading', { name: 'Aktarım geri alındı' })).toBeVisible();
    await page.goto(`/w/${person.workspace}/leads`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('Tuğba Çetin')).toBeHidden();

    await toReview(person, fixture(name));
    await expect(chip(page, 'Zaten kayıtlı')).toBeHidden();
    await expect(chip(page, 'Sorunsuz')).toContainText('118');
  });
}

test('I correct a cell where it stands, by keyboard alone', async ({ app }) => {
  const person = await app.comeIn({ browser: { viewport: { width: 1280, height: 800 } } });
  const { page } = person;
  await toReview(person, fixture('metal-expo-2025.xlsx'));
  await chip(page, 'Telefon okunamadı').click();
  await grid(page).focus();
  // the filter begins in the cell that is wrong
  await page.keyboard.press('Enter');
  await page.keyboard.type('0532 111 22 33');
  await page.keyboard.press('Enter');
  await expect(chip(page, 'Telefon okunamadı')).toContainText('5');
  await expect(grid(page).getByRole('gridcell', { name: '+90 532 111 22 33' })).toBeVisible();
  // Escape takes a beginning back
  await page.keyboard.press('F2');
  await page.keyboard.type('saçma');
  await page.keyboard.press('Escape');
  await expect(grid(page).getByRole('gridcell', { name: '0555-ABC-1234' }).first()).toBeVisible();
});

test('A list that is here already is recognised row by row, and adds nobody twice', async ({ app }) => {
  const person = await app.comeIn({ browser: { viewport: { width: 1280, height: 800 } } });
  const { page } = person;
  await toReview(person, fixture('metal-expo-2025.xlsx'));
  await importButton(page).click();
  await expect(page.getByText('136 lead eklendi')).toBeVisible();
  await toReview(person, fixture('metal-expo-2025.windows-1254.csv'));
  await expect(chip(page, 'Zaten kayıtlı')).toContainText('150');
  await expect(page.getByText('150 birleşecek')).toBeVisible();
  await importButton(page).click();
  await expect(page.getByText('0 lead eklendi')).toBeVisible();
});

test('A colleague sees the imported leads and the one line in the feed', async ({ app }) => {
  const host = await app.comeIn();
  const rep = await app.join(host);
  await toReview(host, fixture('metal-expo-2025.xlsx'));
  await importButton(host.page).click();
  await expect(host.page.getByText('136 lead eklendi')).toBeVisible();
  await saved(host.page);
  await rep.page.goto(`/w/${rep.workspace}/leads`);
  await expect(rep.page.getByText('136', { exact: true }).first()).toBeVisible();
  await rep.page.goto(`/w/${rep.workspace}/feed`);
  await expect(rep.page.getByText('Metal Expo 2025').first()).toBeVisible();
});

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const wide = (text: string): number[] => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
const workbookWith = (parts: Record<string, Uint8Array>): Buffer =>
  Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), ...parts }));

const BAD_FILES: readonly (readonly [string, Buffer, RegExp])[] = [
  ['resim.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8]), /“resim.png” bir tablo değil/],
  ['bos.csv', Buffer.alloc(0), /“bos.csv” boş/],
  ['bomba.xlsx', workbookWith({ 'xl/sharedStrings.xml': new Uint8Array(200 * 1024 * 1024) }), /olağandışı büyüyor/],
  ['parola.xlsx', Buffer.from([...COMPOUND, ...wide('EncryptedPackage')]), /“parola.xlsx” parolalı/],
  ['eski.xls', Buffer.from([...COMPOUND, ...wide('Workbook')]), /eski Excel biçiminde/],
  ['yarim.xlsx', workbookWith({}).subarray(0, 60), /bozuk ya da yarım inmiş/],
  ['tirnak.csv', Buffer.from('Ad;Not\nAyşe;"yarım\nAli;x\n'), /2\. satırda açılan tırnak kapanmıyor/],
];

test('A file that is no list is refused with what is wrong and what to do; nothing is written', async ({ app }) => {
  const person = await app.comeIn();
  const { page } = person;
  await page.goto(`/w/${person.workspace}/import`);
  for (const [name, buffer, words] of BAD_FILES) {
    await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('alert')).toContainText('Hiçbir şey yazılmadı');
  }
  await page.getByRole('button', { name: 'Tırnakları düz yazı say ve aç' }).click();
  await expect(page.getByText('tirnak.csv')).toBeVisible();
});

test('A file of 50 MB is refused at once', async ({ app }, info) => {
  const person = await app.comeIn();
  const file = info.outputPath('kocaman.xlsx');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  truncateSync(file, 50 * 1024 * 1024);
  await openFile(person, file);
  await expect(person.page.getByRole('alert')).toContainText('“kocaman.xlsx” çok büyük');
});

test('A header that matches nothing says so, and I match the columns myself', async ({ app }) => {
  const person = await app.comeIn();
  const { page } = person;
  await openFile(person, csv('yabanci.csv', 'Aaa;Bbb;Ccc\nAyşe;Çınar Metal;5\nAli;Doruk;7\n'));
  await expect(page.getByRole('alert')).toContainText('Başlıkların hiçbirini tanıyamadık');
  await expect(page.getByRole('button', { name: 'Satırları kontrol et' })).toBeDisabled();
  await page.getByRole('button', { name: '“Aaa” sütunu hangi alana?' }).click();
  await page.getByRole('option', { name: 'Ad', exact: true }).click();
  await page.getByRole('button', { name: 'Satırları kontrol et' }).click();
  await expect(importButton(page)).toHaveText('2 satırı aktar');
});

test('The columns I matched by hand are matched the next time, for my colleague too', async ({ app }) => {
  const person = await app.comeIn();
  const colleague = await app.join(person);
  const { page } = person;
  const list = csv('liste.csv', 'Ad;Stand Görevlisi;Rumuz\nAyşe;Ali;kartal\n');
  await openFile(person, list);
  await page.getByRole('button', { name: '“Rumuz” sütunu hangi alana?' }).click();
  await page.getByRole('option', { name: 'Etiketler' }).click();
  await page.getByRole('button', { name: 'Satırları kontrol et' }).click();
  await importButton(page).click();
  await expect(page.getByText('1 lead eklendi')).toBeVisible();
  await saved(page);
  for (const one of [person, colleague]) {
    await openFile(one, list);
    await expect(one.page.getByRole('button', { name: '“Rumuz” sütunu hangi alana?' })).toContainText('Etiketler');
  }
});

test('We imported the same list while one of us was offline; one click makes one list of it', async ({ app }) => {
  const ayse = await app.comeIn({ name: 'Ayşe Demir' });
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const list = csv('fuar.csv', 'Ad;Firma;Telefon\nAli;Doruk;0532 111 22 33\nVeli;Çınar;0532 111 22 34\n');
  await toReview(ayse, list);
  await toReview(can, list);
  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  for (const { page } of [ayse, can]) {
    await importButton(page).click();
    await expect(page.getByRole('heading', { name: 'Liste aktarıldı' })).toBeVisible();
  }
  await ayse.context.setOffline(false);
  await saved(ayse.page);

  await can.page.goto(`/w/${can.workspace}/leads`);
  const leads = can.page.getByRole('grid', { name: 'Leadler' }).locator('tbody').getByRole('row');
  await expect(leads).toHaveCount(4);
  const offer = can.page.getByRole('status').filter({ hasText: 'iki kez aktarılmış' });
  await expect(offer).toContainText('2 lead çift (');
  await expect(offer).toContainText('Ayşe Demir');
  await expect(offer).toContainText('Can Yıldız');
  await offer.getByRole('button', { name: 'Hepsini birleştir' }).click();
  await expect(leads).toHaveCount(2);
  await expect(offer).toBeHidden();
  await can.page.getByRole('button', { name: 'Geri al' }).click();
  await expect(leads).toHaveCount(4);
  await expect(offer).toBeVisible();
});

test('Leaving before the import asks first', async ({ app }) => {
  const person = await app.comeIn();
  const { page } = person;
  await openFile(person, fixture('metal-expo-2025.xlsx'));
  const columns = page.getByRole('heading', { name: 'Hangi sütun nereye?' });
  await expect(columns).toBeVisible();
  await page.getByRole('link', { name: 'Görevler' }).click();
  await page.getByRole('button', { name: 'Vazgeç' }).click();
  await expect(columns).toBeVisible();
  await page.getByRole('link', { name: 'Görevler' }).click();
  await page.getByRole('button', { name: 'Çık', exact: true }).click();
  await expect(page).toHaveURL(/\/tasks/);
});

test('A viewer is told whom to ask', async ({ app }) => {
  const host = await app.comeIn();
  const viewer = await app.join(host, { role: 'viewer' });
  await viewer.page.goto(`/w/${viewer.workspace}/import`);
  await expect(viewer.page.getByRole('heading', { name: 'Liste aktarma yetkiniz yok' })).toBeVisible();
});

for (const look of [
  { scheme: 'light', locale: 'tr', width: 1280 },
  { scheme: 'dark', locale: 'en', width: 360 },
] as const) {
  test(`every step reads well to everyone (${look.scheme}, ${look.locale}, ${look.width} px)`, async ({ app }) => {
    const words = look.locale === 'tr' ? /satırı aktar$/ : /^Import \d+ rows$/;
    const next = look.locale === 'tr' ? 'Satırları kontrol et' : 'Check the rows';
    const person = await app.comeIn({
      locale: look.locale,
      browser: { viewport: { width: look.width, height: 740 }, colorScheme: look.scheme },
    });
    const { page } = person;
    await page.goto(`/w/${person.workspace}/import`);
    await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
    await readsWell(page);
    await page.getByTestId('import-file').setInputFiles(fixture('metal-expo-2025.xlsx'));
    await expect(page.getByRole('button', { name: next })).toBeVisible();
    await readsWell(page);
    await page.getByRole('button', { name: next }).click();
    await expect(page.getByRole('button', { name: words })).toBeVisible();
    await readsWell(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: words }).click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(
      look.locale === 'tr' ? 'Liste aktarıldı' : 'The list is imported',
    );
    await readsWell(page);
  });
}

async function readsWell(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}
