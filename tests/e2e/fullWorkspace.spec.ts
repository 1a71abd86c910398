/** A workspace that may not store more says so in words, keeps what I write, and sends it once there is place. */
import { API, LinkShape } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { expect, saved, savedHere, test as base } from './support/app.ts';
import { addLead, field, fillField } from './support/leads.ts';

const MB = 1024 * 1024;

/** A server whose next start holds workspaces to another limit. */
interface LimitedServer extends TestServer {
  limitTo(megabytes: number): Promise<void>;
}

async function startLimited(): Promise<LimitedServer> {
  const client = process.env['E2E_CLIENT'];
  const limits = { workspace: 64 * MB, demo: MB };
  const server = await startTestServer({
    storageLimits: limits,
    ...(client === undefined ? {} : { clientFolder: client }),
  });
  return {
    ...server,
    async limitTo(megabytes) {
      await server.close();
      limits.workspace = megabytes * MB;
      await server.restart();
    },
  };
}

const test = base.extend<object, { server: LimitedServer }>({
  server: [
    async ({ playwright: _playwright }, use) => {
      const server = await startLimited();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],
});

test('My workspace is full: I read why, go on working, and all of it arrives when there is place again', async ({
  app,
  server,
}) => {
  const ayse = await app.comeIn();
  const address = await addLead(ayse, 'Mehmet Kaya, Uludağ Makina');
  await saved(ayse.page);
  const answer = await ayse.context.request.post(API.invitations(ayse.workspace), {
    headers: { origin: server.origin },
    data: { role: 'rep' },
  });
  const colleague = newPerson(server);
  await colleague.signUp('Çok Yazan');
  const { url } = LinkShape.parse(await answer.json());
  await colleague.call('POST', API.invitation(new URL(url).pathname.split('/').at(-1) ?? ''), {});
  const room = colleague.open(roomName('workspace', ayse.workspace));
  await room.synced();
  room.doc.getMap('large').set('all', 'x'.repeat(3 * MB));
  await room.saved();
  colleague.leave();

  await server.limitTo(1);
  await fillField(ayse.page, 'Şehir', 'Bursa');
  await savedHere(ayse.page);
  const pill = ayse.page.locator('[data-sync="refused"][data-unsent="1"]');
  await expect(pill).toBeVisible({ timeout: 30_000 });
  await pill.click();
  await expect(ayse.page.getByText('Bu çalışma alanına ayrılan yer dolu.')).toBeVisible({ timeout: 30_000 });
  await ayse.page.keyboard.press('Escape');
  await fillField(ayse.page, 'Unvan', 'Müdür');
  await savedHere(ayse.page);

  await server.limitTo(64);
  await saved(ayse.page);
  const other = await app.join(ayse);
  await other.page.goto(address);
  await expect(field(other.page, 'Şehir')).toHaveValue('Bursa');
  await expect(field(other.page, 'Unvan')).toHaveValue('Müdür');
});
