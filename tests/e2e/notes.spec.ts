/** Notes: written together, letter by letter, on a record. */
import type { Locator, Page } from '@playwright/test';
import * as Y from 'yjs';
import { API, LinkShape } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { newPerson } from '#tests/support/people.ts';
import { expect, type Person, saved, takeBack, test } from './support/app.ts';

/** Opens a deal on a page of its own, where its notes are. */
async function openDeal({ page, workspace }: Person, title: string): Promise<string> {
  await page.goto(`/w/${workspace}/pipeline`);
  await page.getByRole('button', { name: 'Yeni fırsat', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Yeni fırsat' });
  await dialog.getByRole('textbox', { name: 'Fırsatın adı' }).fill(title);
  await dialog.getByRole('button', { name: 'Fırsatı aç' }).click();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Tam sayfada aç' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

const editors = (page: Page): Locator => page.getByRole('textbox', { name: /^Not metni/ });
async function addNote(page: Page, text = ''): Promise<void> {
  await page.getByRole('button', { name: 'Not ekle' }).click();
  await expect(editors(page).first()).toBeFocused();
  await page.keyboard.type(text);
}

/** What is written in the note, without the names of carets that stand in it. */
const wordsOf = (page: Page): Promise<string> =>
  editors(page).evaluate((editor) => {
    const copy = editor.cloneNode(true) as Element;
    for (const caret of copy.querySelectorAll('.note-caret')) caret.remove();
    return copy.textContent;
  });

/** Two people of one team on the same deal. */
async function together(app: { comeIn(): Promise<Person>; join(host: Person): Promise<Person> }) {
  const ayse = await app.comeIn();
  const can = await app.join(ayse);
  const path = await openDeal(ayse, 'Pres hattı');
  await can.page.goto(path);
  await expect(can.page.getByRole('heading', { level: 1, name: 'Pres hattı' })).toBeVisible();
  return { ayse, can };
}

test('We write one note at the same time, letter by letter, and see where the other is', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'Görüşmede:');
  await expect(editors(can.page)).toContainText('Görüşmede:');
  await editors(can.page).click();
  await can.page.keyboard.press('Control+End');
  await can.page.keyboard.press('Enter');

  await Promise.all([ayse.page.keyboard.type(' fiyat uygun bulundu'), can.page.keyboard.type('Teslim süresi soruldu')]);
  for (const page of [ayse.page, can.page]) {
    await expect(editors(page).getByText('Görüşmede: fiyat uygun bulundu')).toBeVisible();
    await expect(editors(page).getByText('Teslim süresi soruldu')).toBeVisible();
  }
  // each sees the other's name at their caret, and nobody sees their own
  await expect(editors(ayse.page).locator('.note-caret-name')).toHaveText([can.name]);
  await expect(editors(can.page).locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(ayse.page.getByText('Can Yıldız ile birlikte')).toBeVisible();

  await saved(can.page);
  await can.page.reload();
  await expect(editors(can.page).getByText('Teslim süresi soruldu')).toBeVisible();
});

test('A caret is shown in the note that it is in, and in no other', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'birinci not');
  await addNote(ayse.page, 'ikinci not');
  const [second, first] = [editors(can.page).nth(0), editors(can.page).nth(1)];
  await expect(second).toContainText('ikinci not');
  await expect(second.locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(first.locator('.note-caret-name')).toHaveCount(0);
  await editors(ayse.page).nth(1).click();
  await expect(first.locator('.note-caret-name')).toHaveText([ayse.name]);
  await expect(second.locator('.note-caret-name')).toHaveCount(0);
});

test('My undo takes back my words and leaves my colleague’s', async ({ app }) => {
  const { ayse, can } = await together(app);
  await addNote(ayse.page, 'Fiyat konuşuldu. ');
  await expect(editors(can.page)).toContainText('Fiyat konuşuldu.');
  await editors(can.page).click();
  await can.page.keyboard.press('Control+End');
  await can.page.keyboard.type('Keşif istediler.');
  await expect(editors(ayse.page)).toContainText('Keşif istediler.');
  await editors(ayse.page).focus();
  // words typed with a pause between them are steps of their own
  await expect(async () => {
    await ayse.page.keyboard.press('Control+z');
    expect(await wordsOf(ayse.page)).not.toContain('Fiyat');
  }).toPass();
  for (const page of [ayse.page, can.page]) {
    await expect.poll(() => wordsOf(page)).not.toContain('Fiyat');
    await expect.poll(() => wordsOf(page)).toContain('Keşif istediler.');
  }
  await expect(async () => {
    await ayse.page.keyboard.press('Control+Shift+z');
    expect(await wordsOf(ayse.page)).toContain('Fiyat konuşuldu.');
  }).toPass();
  await expect.poll(() => wordsOf(can.page)).toContain('Fiyat konuşuldu.');
});

test('I write a heading, a list and a link, and mention a colleague, with the keyboard', async ({ app }) => {
  const { ayse, can } = await together(app);
  const { page } = ayse;
  await addNote(page, '## Karar');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- fiyat');
  await page.keyboard.press('Enter');
  await page.keyboard.type('katalog ornek.com ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('soracak: @yıl');
  await expect(page.locator('[data-floating]').getByText('Can Yıldız').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('haftaya');
  const text = editors(can.page);
  await expect(text.getByRole('heading', { name: 'Karar' })).toBeVisible();
  await expect(text.getByRole('listitem')).toHaveText(['fiyat', 'katalog ornek.com', /soracak: @Can Yıldız haftaya/]);
  const link = text.getByRole('link', { name: 'ornek.com' });
  await expect(link).toHaveAttribute('href', 'https://ornek.com/');
  await expect(link).toHaveAttribute('rel', /noopener/);
});

test('A note that I leave without a word was never begun; what I wrote I delete and take back', async ({ app }) => {
  const ayse = await app.comeIn();
  const { page, workspace } = ayse;
  await openDeal(ayse, 'Pres hattı');
  await addNote(page);
  await page.getByRole('textbox', { name: 'Rakip' }).click();
  await expect(editors(page)).toHaveCount(0);

  await addNote(page, 'kalacak');
  await page.getByRole('textbox', { name: 'Rakip' }).click();
  await expect(editors(page)).toHaveText('kalacak');
  await page.getByRole('button', { name: 'Not işlemleri' }).click();
  await page.getByRole('menuitem', { name: 'Notu sil' }).click();
  await expect(editors(page)).toHaveCount(0);
  await takeBack(page, 'Not çöp kutusuna taşındı');
  await expect(editors(page)).toHaveText('kalacak');

  // the feed tells of one note: the other was none
  await page.goto(`/w/${workspace}/feed`);
  await expect(page.getByText('not yazdı: Pres hattı')).toHaveCount(1);
});

test('A viewer reads along and cannot write', async ({ app }) => {
  const ayse = await app.comeIn();
  const viewer = await app.join(ayse, { name: 'Vildan Bakar', role: 'viewer' });
  const path = await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'yalnız okunur');
  await viewer.page.goto(path);
  await expect(editors(viewer.page)).toContainText('yalnız okunur');
  await editors(viewer.page).click();
  await viewer.page.keyboard.type('ama ben de yazdım');
  await expect(viewer.page.getByRole('button', { name: 'Not ekle' })).toHaveCount(0);
  await ayse.page.keyboard.type(', gerçekten');
  await expect(editors(viewer.page).getByRole('paragraph')).toContainText('yalnız okunur, gerçekten');
  await expect(editors(viewer.page)).not.toContainText('ama ben de');
});

/** A member of the team whose client writes what no page of ours would. */
async function changedApp(host: Person, server: { readonly origin: string }) {
  const answer = await host.context.request.post(API.invitations(host.workspace), {
    headers: { origin: server.origin },
    data: { role: 'rep' },
  });
  const { url } = LinkShape.parse(await answer.json());
  const member = newPerson(server);
  await member.signUp('Başka Uygulama');
  await member.call('POST', API.invitation(new URL(url).pathname.split('/').at(-1) ?? ''), {});
  const room = member.open(roomName('workspace', host.workspace));
  await room.synced();
  const [note = ''] = tableOf(room.doc, 'note').keys();
  return { room, note, leave: () => member.leave() };
}

test('A changed app of a colleague cannot lead my clicks astray', async ({ app, server }) => {
  const ayse = await app.comeIn();
  await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'Katalog:');
  await saved(ayse.page);

  const { room, note, leave } = await changedApp(ayse, server);
  const text = richText(room.doc, 'note', note);
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText();
  words.insert(0, 'ödül burada', {
    link: { href: 'javascript:alert(1)', class: 'mantine-Modal-root', target: '_top' },
  });
  words.insert(11, ' ya da burada', {
    link: { href: 'https://ornek.com', class: 'mantine-Modal-root', target: '_top' },
  });
  paragraph.insert(0, [words]);
  text?.insert(text.length, [paragraph]);
  await room.saved();

  const shown = editors(ayse.page);
  await expect(shown.getByText('ödül burada')).toBeVisible();
  await expect(shown.getByRole('link')).toHaveText([' ya da burada']);
  const link = shown.getByRole('link');
  await expect(link).toHaveAttribute('href', 'https://ornek.com/');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).not.toHaveAttribute('class');
  leave();
});

test('A note of a newer app is shown and not opened, so that nothing in it is lost', async ({ app, server }) => {
  const ayse = await app.comeIn();
  await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'tablolu not');
  await saved(ayse.page);
  const { room, note, leave } = await changedApp(ayse, server);
  const table = new Y.XmlElement('table');
  table.insert(0, [new Y.XmlText('hücre')]);
  room.doc.transact(() => {
    tableOf(room.doc, 'note').get(note)?.set('version', 2);
    richText(room.doc, 'note', note)?.insert(1, [table]);
  });
  await expect(ayse.page.getByText('daha yeni bir sürümüyle yazılmış')).toBeVisible();
  await expect(editors(ayse.page)).toHaveCount(0);
  await expect(ayse.page.getByRole('article').getByText('tablolu not')).toBeVisible();
  await room.saved();
  expect(richText(room.doc, 'note', note)?.get(1)?.toString()).toBe('<table>hücre</table>');
  leave();
});

test('What a newer app does to words and paragraphs of my open note stays as it was written', async ({
  app,
  server,
}) => {
  const ayse = await app.comeIn();
  await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'vurgulu not');
  await saved(ayse.page);
  const { room, note, leave } = await changedApp(ayse, server);
  const text = richText(room.doc, 'note', note);
  const paragraph = text?.get(0);
  const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(paragraph instanceof Y.XmlElement) || !(words instanceof Y.XmlText)) throw new Error('the note is a paragraph');
  words.format(0, 'vurgulu'.length, { highlight: { color: 'sari' } });
  await expect(ayse.page.getByText('daha yeni bir sürümüyle yazılmış')).toBeVisible();
  await expect(editors(ayse.page)).toHaveCount(0);
  paragraph.setAttribute('align', 'center');
  await ayse.page.reload();
  await expect(ayse.page.getByText('daha yeni bir sürümüyle yazılmış')).toBeVisible();
  await saved(ayse.page);
  await room.saved();
  expect(words.toDelta()).toEqual([
    { insert: 'vurgulu', attributes: { highlight: { color: 'sari' } } },
    { insert: ' not' },
  ]);
  expect(paragraph.getAttribute('align')).toBe('center');
  // once it is as this app knows it, it opens again
  words.format(0, 'vurgulu'.length, { highlight: null });
  paragraph.removeAttribute('align');
  await expect(editors(ayse.page)).toHaveText('vurgulu not');
  leave();
});

test('A viewer’s page writes nothing, whatever a note comes to hold', async ({ app, server }) => {
  const ayse = await app.comeIn();
  const viewer = await app.join(ayse, { name: 'Ece Bakan', role: 'viewer' });
  const path = await openDeal(ayse, 'Pres hattı');
  await addNote(ayse.page, 'önce bu');
  await saved(ayse.page);
  await ayse.page.goto('about:blank');
  await viewer.page.goto(path);
  await expect(editors(viewer.page)).toHaveText('önce bu');
  const { room, note, leave } = await changedApp(ayse, server);
  const text = richText(room.doc, 'note', note);
  // what an editor would mend: a list without entries, an entry without a paragraph, then nothing at all
  const entry = new Y.XmlElement('listItem');
  const list = new Y.XmlElement('bulletList');
  list.insert(0, [entry]);
  text?.insert(0, [new Y.XmlElement('bulletList'), list]);
  text?.push([paragraphOf('sonra bu')]);
  await expect(editors(viewer.page)).toContainText('sonra bu');
  await editors(viewer.page).click();
  text?.delete(0, text.length);
  await expect(editors(viewer.page)).toHaveText('');
  await editors(viewer.page).click();
  await viewer.page.keyboard.press('ArrowLeft');
  text?.push([paragraphOf('en son bu')]);
  await expect(editors(viewer.page)).toHaveText('en son bu');
  await expect(viewer.page.locator('[data-sync="readOnly"][data-unsent="0"][data-unstored="0"]')).toBeVisible();
  expect(text?.toString()).toBe('<paragraph>en son bu</paragraph>');
  leave();
});

function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  return paragraph;
}
