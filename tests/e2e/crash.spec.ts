/** The server dies in the middle of work, and comes back. */
import type { SpawnedServer, TestServer } from '#tests/support/server.ts';
import { expect, saved, test } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const isSpawned = (server: TestServer): server is SpawnedServer => 'kill' in server;

test('The server is killed while both of us type; it comes back, we go on, nothing is lost, and a third sees all of it', async ({
  app,
}) => {
  test.setTimeout(180_000);
  const { server } = app;
  if (!isSpawned(server)) throw new Error('this test needs a server of its own process');
  const ayse = await app.comeIn();
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina, 0532 111 22 33');
  await saved(ayse.page);
  await can.page.goto(address);
  await expect(field(can.page, 'Firma')).toHaveValue('Uludağ Makina');

  for (const round of [1, 2, 3]) {
    const writing = Promise.all([
      fillField(ayse.page, 'Açıklama', `Ayşe yazdı, ${round}. kez`),
      fillField(can.page, 'Adres', `Can yazdı, ${round}. kez`),
    ]);
    await server.kill();
    await writing;
    await fillField(ayse.page, 'Unvan', `Müdür ${round}`);
    await fillField(can.page, 'Şehir', `Bursa ${round}`);
    await server.restart();
    await saved(ayse.page);
    await saved(can.page);
  }

  const third = await app.join(ayse, { name: 'Zeynep Arslan' });
  await third.page.goto(address);
  for (const { page } of [ayse, can, third]) {
    await expect(field(page, 'Açıklama')).toHaveValue('Ayşe yazdı, 3. kez');
    await expect(field(page, 'Adres')).toHaveValue('Can yazdı, 3. kez');
    await expect(field(page, 'Unvan')).toHaveValue('Müdür 3');
    await expect(field(page, 'Şehir')).toHaveValue('Bursa 3');
    await expect(field(page, 'Firma')).toHaveValue('Uludağ Makina');
  }
});
