// Keys of programs: made, seen once, listed and revoked by administrators, and named for everyone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiKey, DOOR_API, type KeyRole, type MadeKey } from '#schema/door.ts';
import { inviteInto, newPerson, newWorkspace, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { withAccounts } from './stored.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ admin, workspace } = await newWorkspace(server));
});

afterAll(async () => {
  await server.remove();
});

async function makeKey(role: KeyRole, name = `${role} key`): Promise<MadeKey> {
  const made = await admin.call<MadeKey>('POST', DOOR_API.keys(workspace), { name, role });
  expect(made.status).toBe(200);
  return made.body;
}

describe('keys of programs', () => {
  it('are shown once, listed with their last use, and kept as a hash', async () => {
    const { secret, key } = await makeKey('manager', ' ERP ');
    expect(key).toMatchObject({ name: 'ERP', role: 'manager', createdBy: admin.id, lastUsedAt: null });
    const used = await fetch(`${server.origin}${DOOR_API.token(workspace)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(used.status).toBe(200);
    const { body } = await admin.call<{ keys: ApiKey[] }>('GET', DOOR_API.keys(workspace));
    expect(body.keys.find(({ id }) => id === key.id)?.lastUsedAt).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain(secret);
    const kept = withAccounts(server.dataFolder, (database) =>
      JSON.stringify(database.prepare('SELECT * FROM apiKey').all()),
    );
    expect(kept).not.toContain(secret);
  });

  it('have a name for everyone in the workspace, also after they are revoked', async () => {
    const { key } = await makeKey('rep', 'Muhasebe');
    await admin.call('DELETE', DOOR_API.key(workspace, key.id));
    const me = await admin.me();
    const members = me.workspaces.find(({ id }) => id === workspace)!.members;
    expect(members.find(({ id }) => id === key.id)).toMatchObject({ name: 'Muhasebe', removed: true, key: true });
  });

  it('are an administrator’s to make, see and revoke, and never administer', async () => {
    const { key } = await makeKey('rep');
    for (const role of ['manager', 'rep', 'viewer'] as const) {
      const person = newPerson(server);
      await person.signUp(role);
      await inviteInto(workspace, admin, person, role);
      expect((await person.call('GET', DOOR_API.keys(workspace))).status).toBe(403);
      expect((await person.call('POST', DOOR_API.keys(workspace), { name: 'x', role: 'rep' })).status).toBe(403);
      expect((await person.call('DELETE', DOOR_API.key(workspace, key.id))).status).toBe(403);
    }
    const stranger = newPerson(server);
    await stranger.signUp('Stranger');
    expect((await stranger.call('GET', DOOR_API.keys(workspace))).status).toBe(404);
    expect((await stranger.call('POST', DOOR_API.token(workspace))).status).toBe(404);
    for (const body of [{ name: '', role: 'rep' }, { name: 'x', role: 'admin' }, { role: 'rep' }]) {
      expect((await admin.call('POST', DOOR_API.keys(workspace), body)).status).toBe(400);
    }
    expect((await admin.call('DELETE', DOOR_API.key(workspace, 'key_none'))).status).toBe(404);
  });
});
