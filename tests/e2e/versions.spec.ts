/** An old app that meets a workspace written by a newer one: it reads, keeps what was written, and asks to reload. */
import * as Y from 'yjs';
import { raiseDocumentVersion, versionToken } from '#schema/documentVersion.ts';
import { API, LinkShape } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { readKey, tableOf } from '#schema/workspace.ts';
import { newPerson } from '#tests/support/people.ts';
import { expect, noticedOffline, saved, savedHere, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

test('While I am offline my team gets a newer app: what I wrote waits on my device, and I can only read until I reload', async ({
  app,
  server,
}) => {
  const ayse = await app.comeIn();
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  const lead = address.split('/').at(-1) ?? '';
  await saved(ayse.page);

  const answer = await ayse.context.request.post(API.invitations(ayse.workspace), {
    headers: { origin: server.origin },
    data: { role: 'rep' },
  });
  const newerApp = newPerson(server);
  await newerApp.signUp('Yeni Sürüm');
  const { url } = LinkShape.parse(await answer.json());
  await newerApp.call('POST', API.invitation(new URL(url).pathname.split('/').at(-1) ?? ''), {});
  const room = newerApp.open(roomName('workspace', ayse.workspace), new Y.Doc(), versionToken(2));
  await room.synced();

  await ayse.context.setOffline(true);
  await noticedOffline(ayse.page);
  await fillField(ayse.page, 'Şehir', 'Bursa');
  await savedHere(ayse.page);
  room.doc.transact(() => {
    raiseDocumentVersion(room.doc, 2);
    room.doc.getMap<Y.Map<unknown>>('customer').set('c1', new Y.Map([['$', { name: 'Müşteri' }]]));
    tableOf(room.doc, 'lead').get(lead)?.set('heat', { degrees: 40 });
  });
  await room.saved();

  await ayse.context.setOffline(false);
  const banner = ayse.page.getByRole('alert').filter({ hasText: 'uygulamanın daha yeni bir sürümüyle yazılmış' });
  await expect(banner).toBeVisible();
  const held = ayse.page.locator('[data-sync="readOnly"][data-unsent="1"][data-unstored="0"]');
  await held.click();
  const explanation = ayse.page.getByRole('dialog').filter({ hasText: 'daha yeni bir sürümüyle yazılmış' });
  await expect(explanation).toContainText('Gönderilmeyi bekleyen 1 değişiklik var.');
  await ayse.page.keyboard.press('Escape');
  // an app that knows the newer document says when its own change is on the server: what waited here did not come before it
  tableOf(room.doc, 'lead').get(lead)?.set('heat', { degrees: 41 });
  await room.saved();
  expect(readKey(room.doc, 'lead', lead, 'city')).not.toBe('Bursa');
  expect(readKey(room.doc, 'lead', lead, 'heat')).toEqual({ degrees: 41 });
  expect(room.doc.getMap('customer').toJSON()).toEqual({ c1: { $: { name: 'Müşteri' } } });

  // it can be read, and nothing can be written
  await expect(ayse.page.getByRole('heading', { level: 1, name: 'Mehmet Kaya' })).toBeVisible();
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
  await expect(field(ayse.page, 'Şehir')).toHaveJSProperty('readOnly', true);
  await expect(ayse.page.getByRole('button', { name: 'Not ekle' })).toHaveCount(0);
  await banner.getByRole('button', { name: 'Yenile' }).click();
  // this server has no newer app yet: what was true stays true
  await expect(banner).toBeVisible();
  await expect(held).toBeVisible();
  await expect(field(ayse.page, 'Şehir')).toHaveValue('Bursa');
  newerApp.leave();
});
