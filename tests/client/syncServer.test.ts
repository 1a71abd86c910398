import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenRoom } from '#client/sync/roomHandle.ts';
import { API, COLLAB_PATH } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { ending, endAll, keys, openTab, read, status, unsent, write } from '#tests/support/carriers.ts';
import { inviteInto, newPerson, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { startProxy } from '#tests/support/proxy.ts';
import { seededRandom } from '#tests/support/random.ts';
import { type SpawnedServer, spawnTestServer, startTestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';

afterEach(endAll);

/** A page of this person, with its carriers, on a server or on a proxy before it. */
function openPage(person: TestPerson, port: number, room: string, access: 'read' | 'write' = 'write'): OpenRoom {
  const headers = { cookie: person.cookie, origin: `http://127.0.0.1:${port}` };
  return openTab(person.id, `ws://127.0.0.1:${port}${COLLAB_PATH}`, { headers }).openRoom(room, access);
}

async function team(server: {
  readonly origin: string;
}): Promise<{ ayse: TestPerson; burak: TestPerson; room: string }> {
  const [ayse, burak] = [newPerson(server), newPerson(server)];
  await ayse.signUp('Ayşe');
  await burak.signUp('Burak');
  const workspace = await ayse.createWorkspace();
  await inviteInto(workspace, ayse, burak, 'rep');
  await burak.me();
  return { ayse, burak, room: roomName('workspace', workspace) };
}

const startKillable = async (): Promise<SpawnedServer> => {
  const server = await spawnTestServer();
  ending({ stop: () => server.remove() });
  return server;
};

describe('carriers and the real server', () => {
  it('bring two people together, and say truthfully that it is saved', async () => {
    const server = await startTestServer();
    ending({ stop: () => server.remove() });
    const { ayse, burak, room } = await team(server);
    const a = openPage(ayse, server.port, room);
    const b = openPage(burak, server.port, room);
    write(a, 'company', 'Çınar Metal');
    write(b, 'phone', '+905321234567');
    await until(() => keys(a).length === 2 && keys(b).length === 2);
    await until(() => status(a) === 'savedOnServer' && status(b) === 'savedOnServer');
    a.awareness.setLocalState({ at: 'leads' });
    await until(() => b.awareness.getStates().get(a.doc.clientID)?.['account'] === ayse.id);
    expect(read(a)).toEqual(read(b));
  });

  it('tell someone whose session ended, and go on after signing in again with nothing lost', async () => {
    const server = await startTestServer();
    ending({ stop: () => server.remove() });
    const { ayse, room } = await team(server);
    const email = (await ayse.me()).user.email;
    const headers = { cookie: ayse.cookie, origin: server.origin };
    const tab = openTab(ayse.id, `ws://127.0.0.1:${server.port}${COLLAB_PATH}`, { headers });
    const page = tab.openRoom(room, 'write');
    await until(() => status(page) === 'savedOnServer');
    await ayse.call('POST', API.signOut, {});
    await until(() => status(page) === 'refused');
    write(page, 'a');
    await page.flush();
    expect(page.state.getSnapshot()).toMatchObject({ refusal: 'unauthenticated', unsent: 1, unstored: 0 });
    await ayse.call('POST', API.signIn, { email, password: PASSWORD });
    headers.cookie = ayse.cookie;
    tab.retry();
    await until(() => status(page) === 'savedOnServer');
    expect(unsent(page)).toBe(0);
  });

  it('show a viewer everything and send nothing of theirs', async () => {
    const server = await startTestServer();
    ending({ stop: () => server.remove() });
    const { ayse, room } = await team(server);
    const viewer = newPerson(server);
    await viewer.signUp('Veli');
    await inviteInto(room.split('.')[1] ?? '', ayse, viewer, 'viewer');
    await viewer.me();
    const a = openPage(ayse, server.port, room);
    const v = openPage(viewer, server.port, room, 'read');
    write(a, 'a');
    await until(() => status(v) === 'readOnly' && keys(v).length === 1);
    write(v, 'not allowed');
    write(a, 'b');
    await until(() => keys(v).includes('b'));
    await until(() => status(a) === 'savedOnServer');
    expect(keys(a)).toEqual(['a', 'b']);
    expect(v.state.getSnapshot()).toMatchObject({ status: 'readOnly', unsent: 1 });
  });

  it('keep every promise while the server is killed and lines are cut at random', async () => {
    const random = seededRandom(20_261_122);
    const server = await startKillable();
    const { ayse, burak, room } = await team(server);
    const proxy = ending(await startProxy(server.port));
    const pages = [openPage(ayse, server.port, room), openPage(burak, proxy.port, room)];
    const promised = new Set<string>();
    const made: string[][] = [[], []];
    pages.forEach((page, index) => {
      page.state.subscribe(() => {
        if (status(page) === 'savedOnServer') for (const key of made[index] ?? []) promised.add(key);
      });
    });
    await until(() => pages.every((page) => status(page) === 'savedOnServer'));
    for (let kill = 0; kill < 3; kill += 1) {
      const enough = promised.size + 10 + random.below(60);
      const deadline = Date.now() + 3_000;
      while (promised.size < enough && Date.now() < deadline) {
        pages.forEach((page, index) => {
          const key = `${index}-${made[index]?.length}`;
          made[index]?.push(key);
          write(page, key, 'x'.repeat(random.below(200)));
        });
        if (random.chance(0.05)) proxy.cut();
        await new Promise((resolve) => setTimeout(resolve, random.below(5)));
      }
      await server.kill();
      const before = new Set(promised);
      const rejoining = newPerson(server);
      await server.restart();
      // A third person, who was never here, sees at once whatever was promised before the kill.
      await rejoining.signUp('Cem');
      await inviteInto(room.split('.')[1] ?? '', ayse, rejoining, 'rep');
      await rejoining.me();
      const witness = rejoining.open(room);
      await witness.synced();
      const seen = new Set(witness.doc.getMap('records').keys());
      expect([...before].filter((key) => !seen.has(key))).toEqual([]);
      rejoining.leave();
    }
    await until(() => pages.every((page) => status(page) === 'savedOnServer' && unsent(page) === 0));
    const all = made.flat().toSorted();
    await until(() => pages.every((page) => keys(page).length === all.length));
    expect(pages.map(keys)).toEqual([all, all]);
    expect(promised.size).toBe(all.length);
    expect(all.length).toBeGreaterThan(50);
  }, 180_000);
});
