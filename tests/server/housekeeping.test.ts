// What time makes worthless goes; what someone can still come back to stays.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, type Me } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson, PASSWORD } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { until } from '#tests/support/until.ts';
import { storedRows, withAccounts } from './stored.ts';

const DAY = 24 * 60 * 60 * 1000;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});

afterEach(() => server.remove());

const count = (table: string): number =>
  withAccounts(
    server.dataFolder,
    (database) => (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
  );

/** Everything that has a time is as if it had happened that many days earlier. */
function age(days: number): void {
  withAccounts(server.dataFolder, (database) => {
    for (const [table, columns] of [
      ['session', ['expiresAt', 'createdAt']],
      ['user', ['createdAt']],
    ] as const) {
      for (const { id, ...row } of database.prepare(`SELECT id, ${columns.join(', ')} FROM ${table}`).all() as Record<
        string,
        string
      >[]) {
        for (const column of columns) {
          const earlier = new Date(new Date(row[column]!).getTime() - days * DAY).toISOString();
          database.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(earlier, id);
        }
      }
    }
    database.prepare('UPDATE oneTimeLink SET expiresAt = expiresAt - ?').run(days * DAY);
  });
}

async function tidy(): Promise<void> {
  await server.close();
  await server.restart();
}

describe('after a while', () => {
  it('guests who cannot come back go with their demo, members and their work stay', async () => {
    const guest = newPerson(server);
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    const demo = roomName('workspace', body.workspaces[0]!.id);
    const member = newPerson(server);
    await member.signUp('Ayşe Demir', 'stays@firma.com');
    const workspace = await member.createWorkspace();
    const open = member.open(roomName('workspace', workspace));
    await open.synced();
    open.doc.getMap('leads').set('kept', true);
    await open.saved();
    await member.call('POST', API.invitations(workspace), { role: 'rep' });
    member.leave();
    expect(storedRows(server.dataFolder, demo).length).toBeGreaterThan(0);
    age(130);
    await tidy();
    await until(() => count('user') === 1);
    await until(() => count('oneTimeLink') === 0);
    expect(count('workspace')).toBe(1);
    expect(storedRows(server.dataFolder, demo)).toEqual([]);
    expect((await member.call('GET', API.me)).status).toBe(401);
    const back = await member.call<Me>('POST', API.signIn, { email: 'stays@firma.com', password: PASSWORD });
    expect(back.body.workspaces.map(({ id }) => id)).toEqual([workspace]);
    expect(storedRows(server.dataFolder, roomName('workspace', workspace))).toHaveLength(1);
  });

  it('a guest whose session lives keeps the demo', async () => {
    const guest = newPerson(server);
    await guest.call('POST', API.demo, { locale: 'en' });
    age(30);
    await tidy();
    expect((await guest.me()).workspaces).toHaveLength(1);
  });
});
