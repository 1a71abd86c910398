// Workspaces, members, invitations and reset links over HTTP, with every refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#schema/policy.ts';
import { API, ErrorShape, InvitationShape, LinkShape, type Link, type Me } from '#schema/protocol.ts';
import { inviteInto, newPerson, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { withAccounts } from './stored.ts';

let server: TestServer;
let admin: TestPerson;
let workspace: string;
const team = {} as Record<Role, TestPerson>;

beforeAll(async () => {
  server = await startTestServer();
  admin = await account('Ayşe Demir');
  workspace = await admin.createWorkspace('Satış');
  team.admin = admin;
  for (const role of ['manager', 'rep', 'viewer'] as const) {
    team[role] = await account(`${role} person`);
    await inviteInto(workspace, admin, team[role], role);
  }
});

afterAll(() => server.remove());

async function account(name: string, email?: string): Promise<TestPerson> {
  const person = newPerson(server);
  await person.signUp(name, email);
  return person;
}

const refusal = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  return { status, error: ErrorShape.parse(body).error };
};
const FORBIDDEN = { status: 403, error: 'forbidden' };
const NOT_FOUND = { status: 404, error: 'not-found' };
const tokenOf = ({ url }: Link): string => url.split('/').at(-1)!;

async function invitation(role: Role = 'rep', by: TestPerson = admin, to: string = workspace): Promise<string> {
  const { body } = await by.call('POST', API.invitations(to), { role });
  return tokenOf(LinkShape.parse(body));
}

const membersOf = async (person: TestPerson, id: string = workspace) =>
  (await person.me()).workspaces.find((one) => one.id === id)?.members ?? [];

describe('a workspace', () => {
  it('belongs to who made it, as its admin; one person may have several', async () => {
    const person = await account('Elif');
    const first = await person.createWorkspace('İhracat');
    const second = await person.createWorkspace('Yurt içi');
    const { workspaces } = await person.me();
    expect(workspaces.map(({ id, name, role, demo, epoch }) => ({ id, name, role, demo, epoch }))).toEqual([
      { id: first, name: 'İhracat', role: 'admin', demo: false, epoch: 1 },
      { id: second, name: 'Yurt içi', role: 'admin', demo: false, epoch: 1 },
    ]);
    expect(first).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });

  it('shows its people with their roles to all of them', async () => {
    for (const role of Object.keys(team) as Role[]) {
      const roles = (await membersOf(team[role])).map((member) => member.role);
      expect([...roles].sort()).toEqual(['admin', 'manager', 'rep', 'viewer']);
    }
  });

  it('is renamed and deleted by admins alone', async () => {
    const own = await admin.createWorkspace('Eski ad');
    const manager = await account('Manager');
    await inviteInto(own, admin, manager, 'manager');
    expect(await refusal(manager.call('PATCH', API.workspace(own), { name: 'X' }))).toEqual(FORBIDDEN);
    expect(await refusal(manager.call('DELETE', API.workspace(own)))).toEqual(FORBIDDEN);
    const renamed = await admin.call<Me>('PATCH', API.workspace(own), { name: 'Yeni ad' });
    expect(renamed.body.workspaces.find(({ id }) => id === own)?.name).toBe('Yeni ad');
    expect(await refusal(admin.call('PATCH', API.workspace(own), { name: ' ' }))).toMatchObject({
      error: 'bad-request',
    });
    const left = await admin.call<Me>('DELETE', API.workspace(own));
    expect(left.body.workspaces.map(({ id }) => id)).not.toContain(own);
    expect((await manager.me()).workspaces).toEqual([]);
  });

  it('does not exist for strangers, on any path', async () => {
    const stranger = await account('Stranger');
    const calls: [string, string, unknown?][] = [
      ['PATCH', API.workspace(workspace), { name: 'X' }],
      ['DELETE', API.workspace(workspace)],
      ['POST', API.invitations(workspace), { role: 'viewer' }],
      ['PATCH', API.member(workspace, admin.id), { role: 'viewer' }],
      ['DELETE', API.member(workspace, admin.id)],
      ['POST', API.resetLink(workspace, admin.id), {}],
    ];
    for (const [method, path, body] of calls)
      expect([path, await refusal(stranger.call(method, path, body))]).toEqual([path, NOT_FOUND]);
    for (const [method, path, body] of calls) {
      expect([path, await refusal(newPerson(server).call(method, path, body))]).toEqual([
        path,
        { status: 401, error: 'unauthenticated' },
      ]);
    }
  });
});

describe('an invitation', () => {
  it('tells before it is accepted where it leads, and brings in who accepts it', async () => {
    const token = await invitation('viewer');
    const someone = newPerson(server);
    const { body } = await someone.call('GET', API.invitation(token));
    const told = InvitationShape.parse(body);
    expect(told).toMatchObject({ workspace: 'Satış', invitedBy: 'Ayşe Demir', role: 'viewer' });
    expect(told.expiresAt - Date.now()).toBeGreaterThan(6.9 * 24 * 60 * 60 * 1000);
    expect(await refusal(someone.call('POST', API.invitation(token), {}))).toEqual({
      status: 401,
      error: 'unauthenticated',
    });
    await someone.signUp('Zeynep');
    const joined = await someone.call<Me>('POST', API.invitation(token), {});
    expect(joined.body.workspaces).toMatchObject([{ id: workspace, role: 'viewer' }]);
  });

  it('works once', async () => {
    const token = await invitation();
    const [first, second] = [await account('First'), await account('Second')];
    expect((await first.call('POST', API.invitation(token), {})).status).toBe(200);
    const used = { status: 410, error: 'link-used' };
    expect(await refusal(second.call('POST', API.invitation(token), {}))).toEqual(used);
    expect(await refusal(second.call('GET', API.invitation(token)))).toEqual(used);
  });

  it('works once also for two who come at the same moment', async () => {
    const token = await invitation();
    const [first, second] = [await account('First'), await account('Second')];
    const answers = await Promise.all([first, second].map((one) => one.call('POST', API.invitation(token), {})));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410]);
  });

  it('is not used up by someone who is a member already', async () => {
    const token = await invitation();
    expect(await refusal(team.rep.call('POST', API.invitation(token), {}))).toEqual({
      status: 409,
      error: 'already-member',
    });
    expect((await (await account('Later')).call('POST', API.invitation(token), {})).status).toBe(200);
  });

  it('ends after a week', async () => {
    const token = await invitation();
    withAccounts(server.dataFolder, (database) => {
      database.prepare('UPDATE oneTimeLink SET expiresAt = ? WHERE usedAt IS NULL').run(Date.now() - 1);
    });
    const late = await account('Late');
    expect(await refusal(late.call('POST', API.invitation(token), {}))).toEqual({ status: 410, error: 'link-expired' });
  });

  it('that nobody made is none, and cannot be guessed for long', async () => {
    const own = await startTestServer();
    try {
      const guesser = newPerson(own);
      await guesser.signUp('Guesser');
      expect(await refusal(guesser.call('POST', API.invitation('no-such-token'), {}))).toEqual(NOT_FOUND);
      const statuses = new Set<number>();
      for (let n = 0; n < 40; n++) statuses.add((await guesser.call('GET', API.invitation(`guess-${n}`))).status);
      expect([...statuses]).toEqual([404, 429]);
    } finally {
      await own.remove();
    }
  });

  it('gives no role above what its maker may give', async () => {
    const outcomes: Record<string, number> = {};
    for (const by of ['admin', 'manager', 'rep', 'viewer'] as const) {
      for (const role of ['admin', 'manager', 'rep', 'viewer'] as const) {
        outcomes[`${by} ${role}`] = (await team[by].call('POST', API.invitations(workspace), { role })).status;
      }
    }
    const allowed = Object.entries(outcomes)
      .filter(([, status]) => status === 200)
      .map(([pair]) => pair);
    expect(allowed).toEqual([
      'admin admin',
      'admin manager',
      'admin rep',
      'admin viewer',
      'manager rep',
      'manager viewer',
    ]);
    expect(Object.values(outcomes).filter((status) => status === 403)).toHaveLength(10);
  });

  it('is stored as a hash that opens nothing', async () => {
    const token = await invitation();
    const stored = withAccounts(server.dataFolder, (database) =>
      JSON.stringify(database.prepare('SELECT * FROM oneTimeLink').all()),
    );
    expect(stored).not.toContain(token);
  });
});

describe('members', () => {
  it('get other roles from admins alone', async () => {
    const rep = await account('Rep');
    await inviteInto(workspace, admin, rep, 'rep');
    for (const by of ['manager', 'rep', 'viewer'] as const) {
      expect(await refusal(team[by].call('PATCH', API.member(workspace, rep.id), { role: 'viewer' }))).toEqual(
        FORBIDDEN,
      );
    }
    const changed = await admin.call<Me>('PATCH', API.member(workspace, rep.id), { role: 'manager' });
    expect(changed.body.workspaces.find(({ id }) => id === workspace)?.members).toContainEqual(
      expect.objectContaining({ id: rep.id, role: 'manager' }),
    );
    expect(await refusal(admin.call('PATCH', API.member(workspace, 'nobody'), { role: 'rep' }))).toEqual(NOT_FOUND);
    expect(await refusal(admin.call('PATCH', API.member(workspace, rep.id), { role: 'owner' }))).toMatchObject({
      error: 'bad-request',
    });
  });

  it('who leave or are removed stay listed by name, and may come back by a new invitation', async () => {
    const rep = await account('Kerem Aksoy');
    await inviteInto(workspace, admin, rep, 'rep');
    expect(await refusal(team.manager.call('DELETE', API.member(workspace, rep.id)))).toEqual(FORBIDDEN);
    expect((await rep.call<Me>('DELETE', API.member(workspace, rep.id))).body.workspaces).toEqual([]);
    expect(await membersOf(admin)).toContainEqual(
      expect.objectContaining({ id: rep.id, name: 'Kerem Aksoy', removed: true }),
    );
    expect(await refusal(admin.call('DELETE', API.member(workspace, rep.id)))).toEqual(NOT_FOUND);
    await inviteInto(workspace, admin, rep, 'viewer');
    const again = (await membersOf(admin)).find(({ id }) => id === rep.id);
    expect(again).toMatchObject({ role: 'viewer' });
    expect(again?.removed).toBeUndefined();
  });

  it('always include an admin', async () => {
    const lone = await account('Lone');
    const own = await lone.createWorkspace();
    const lastAdmin = { status: 409, error: 'last-admin' };
    expect(await refusal(lone.call('DELETE', API.member(own, lone.id)))).toEqual(lastAdmin);
    expect(await refusal(lone.call('PATCH', API.member(own, lone.id), { role: 'rep' }))).toEqual(lastAdmin);
    const second = await account('Second');
    await inviteInto(own, lone, second, 'admin');
    const both = await Promise.all([
      lone.call('PATCH', API.member(own, lone.id), { role: 'rep' }),
      second.call('PATCH', API.member(own, second.id), { role: 'rep' }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });

  it('who lose the right to invite take their open invitations with them', async () => {
    const manager = await account('Manager');
    await inviteInto(workspace, admin, manager, 'manager');
    const token = await invitation('viewer', manager);
    await admin.call('DELETE', API.member(workspace, manager.id));
    expect(await refusal(manager.call('POST', API.invitation(token), {}))).toEqual(NOT_FOUND);
  });
});

describe('a reset link', () => {
  it('sets a new password once, and ends the sessions of the account', async () => {
    const rep = await account('Forgetful', 'forgetful@firma.com');
    await inviteInto(workspace, admin, rep, 'rep');
    const made = await admin.call('POST', API.resetLink(workspace, rep.id), {});
    const link = LinkShape.parse(made.body);
    expect(link.url).toBe(`${server.origin}/reset/${tokenOf(link)}`);
    expect(link.expiresAt - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
    const anyone = newPerson(server);
    expect(await refusal(anyone.call('POST', API.reset(tokenOf(link)), { password: 'short' }))).toMatchObject({
      error: 'bad-request',
    });
    expect((await anyone.call('POST', API.reset(tokenOf(link)), { password: 'remembered now' })).status).toBe(200);
    expect((await rep.call('GET', API.me)).status).toBe(401);
    const sign = (password: string) => anyone.call('POST', API.signIn, { email: 'forgetful@firma.com', password });
    expect((await sign(PASSWORD)).status).toBe(401);
    expect((await sign('remembered now')).status).toBe(200);
    expect(await refusal(anyone.call('POST', API.reset(tokenOf(link)), { password: 'once more please' }))).toEqual({
      status: 410,
      error: 'link-used',
    });
  });

  it('is made by admins alone, for members with an account', async () => {
    for (const by of ['manager', 'rep', 'viewer'] as const) {
      expect(await refusal(team[by].call('POST', API.resetLink(workspace, admin.id), {}))).toEqual(FORBIDDEN);
    }
    expect(await refusal(admin.call('POST', API.resetLink(workspace, 'nobody'), {}))).toEqual(NOT_FOUND);
  });

  it('replaces the one before it', async () => {
    const rep = await account('Rep');
    await inviteInto(workspace, admin, rep, 'rep');
    const [first, second] = [
      await admin.call<Link>('POST', API.resetLink(workspace, rep.id), {}),
      await admin.call<Link>('POST', API.resetLink(workspace, rep.id), {}),
    ];
    const use = (link: Link) =>
      newPerson(server).call('POST', API.reset(tokenOf(link)), { password: 'a new password' });
    expect(await refusal(use(first.body))).toEqual(NOT_FOUND);
    expect((await use(second.body)).status).toBe(200);
  });

  it('is no way into other workspaces of the account', async () => {
    const rep = await account('Rep');
    await inviteInto(workspace, admin, rep, 'rep');
    const other = await rep.createWorkspace('Private');
    expect(await refusal(admin.call('POST', API.resetLink(workspace, rep.id), {}))).toEqual({
      status: 409,
      error: 'member-elsewhere',
    });
    await inviteInto(other, rep, admin, 'admin');
    expect((await admin.call('POST', API.resetLink(workspace, rep.id), {})).status).toBe(200);
  });
});
