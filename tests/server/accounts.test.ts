// Accounts over HTTP as the page uses them, and every way in which they are refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API, ErrorShape, type Me, MeShape } from '#schema/protocol.ts';
import { roomName } from '#schema/rooms.ts';
import { newPerson, PASSWORD, type TestPerson } from '#tests/support/people.ts';
import { startTestServer, type TestServer } from '#tests/support/server.ts';
import { withAccounts } from './stored.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.remove());

const person = (): TestPerson => newPerson(server);
const refusal = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  return { status, ...ErrorShape.parse(body) };
};

describe('signing up', () => {
  it('makes an account, signs it in and answers who that is', async () => {
    const ayse = person();
    const { status, body } = await ayse.call('POST', API.signUp, {
      name: '  Ayşe Demir ',
      email: ' Ayse.Demir@Firma.com',
      password: PASSWORD,
      locale: 'tr',
    });
    expect(status).toBe(200);
    const me = MeShape.parse(body);
    expect(me.user).toMatchObject({ name: 'Ayşe Demir', email: 'ayse.demir@firma.com', guest: false, locale: 'tr' });
    expect(me.workspaces).toEqual([]);
    expect(Math.abs(me.now - Date.now())).toBeLessThan(5_000);
    expect((await ayse.me()).user).toEqual(me.user);
  });

  it('keeps the session in a cookie that scripts cannot read and other sites do not send', async () => {
    const { headers } = await person().call('POST', API.signUp, {
      name: 'Ayşe',
      email: 'cookie@firma.com',
      password: PASSWORD,
      locale: 'tr',
    });
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=5184000/i);
    expect(cookie).not.toMatch(/Secure/i);
  });

  it('says which field is wrong', async () => {
    const good = { name: 'Ayşe', email: 'field@firma.com', password: PASSWORD, locale: 'tr' };
    const wrong = { name: '   ', email: 'no address', password: 'short', locale: 'de' };
    for (const [field, value] of Object.entries(wrong)) {
      expect(await refusal(person().call('POST', API.signUp, { ...good, [field]: value }))).toEqual({
        status: 400,
        error: 'bad-request',
        field,
      });
    }
  });

  it('takes no e-mail address twice, however it is written', async () => {
    await person().signUp('First', 'taken@firma.com');
    const again = { name: 'Second', email: 'TAKEN@firma.com', password: PASSWORD, locale: 'en' };
    expect(await refusal(person().call('POST', API.signUp, again))).toEqual({
      status: 409,
      error: 'email-taken',
      field: 'email',
    });
  });
});

describe('signing in and out', () => {
  it('opens the account to who knows the password, and to nobody else', async () => {
    await person().signUp('Ayşe', 'in@firma.com');
    const device = person();
    for (const wrong of [
      { email: 'in@firma.com', password: 'not the password' },
      { email: 'nobody@firma.com', password: PASSWORD },
    ]) {
      expect(await refusal(device.call('POST', API.signIn, wrong))).toEqual({
        status: 401,
        error: 'wrong-credentials',
      });
    }
    const { status, body } = await device.call<Me>('POST', API.signIn, { email: 'IN@firma.com', password: PASSWORD });
    expect({ status, name: body.user.name }).toEqual({ status: 200, name: 'Ayşe' });
    expect((await device.call('POST', API.signOut, {})).status).toBe(200);
    expect(await refusal(device.call('GET', API.me))).toEqual({ status: 401, error: 'unauthenticated' });
  });

  it('ends at the server: a cookie that was kept opens nothing any more', async () => {
    const ayse = person();
    await ayse.signUp('Ayşe');
    const kept = ayse.cookie;
    await ayse.call('POST', API.signOut, {});
    expect((await person().call('GET', API.me, undefined, { cookie: kept })).status).toBe(401);
  });

  it('stops who guesses a password, and lets others at the same address in', async () => {
    await person().signUp('Ayşe', 'guessed@firma.com');
    await person().signUp('Mehmet', 'neighbour@firma.com');
    const guesser = person();
    const guess = () => guesser.call('POST', API.signIn, { email: 'guessed@firma.com', password: 'guess number n' });
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await guess()).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(-1)).toEqual([429]);
    expect(
      await refusal(guesser.call('POST', API.signIn, { email: 'guessed@firma.com', password: PASSWORD })),
    ).toMatchObject({
      error: 'too-many-requests',
    });
    expect((await person().call('POST', API.signIn, { email: 'neighbour@firma.com', password: PASSWORD })).status).toBe(
      200,
    );
  });
});

describe('one’s own account', () => {
  it('changes its name and language', async () => {
    const ayse = person();
    await ayse.signUp('Ayşe');
    const { body } = await ayse.call<Me>('PATCH', API.me, { name: 'Ayşe Yılmaz', locale: 'en' });
    expect(body.user).toMatchObject({ name: 'Ayşe Yılmaz', locale: 'en' });
    expect((await ayse.me()).user).toMatchObject({ name: 'Ayşe Yılmaz', locale: 'en' });
    expect(await refusal(ayse.call('PATCH', API.me, { name: '' }))).toMatchObject({
      error: 'bad-request',
      field: 'name',
    });
    expect(await refusal(person().call('PATCH', API.me, { name: 'X' }))).toMatchObject({ error: 'unauthenticated' });
  });

  it('changes its password for who knows the old one', async () => {
    const ayse = person();
    await ayse.signUp('Ayşe', 'change@firma.com');
    const wrong = ayse.call('POST', API.password, { current: 'not the password', next: 'the next password' });
    expect(await refusal(wrong)).toEqual({ status: 401, error: 'wrong-credentials', field: 'current' });
    expect((await ayse.call('POST', API.password, { current: PASSWORD, next: 'the next password' })).status).toBe(200);
    expect((await ayse.call('GET', API.me)).status).toBe(200);
    const sign = (password: string) => person().call('POST', API.signIn, { email: 'change@firma.com', password });
    expect((await sign(PASSWORD)).status).toBe(401);
    expect((await sign('the next password')).status).toBe(200);
  });

  it('lives on 60 days after its last use', async () => {
    const ayse = person();
    await ayse.signUp('Ayşe');
    const aged = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000).toISOString();
    withAccounts(server.dataFolder, (database) => {
      database.prepare('UPDATE session SET expiresAt = ? WHERE userId = ?').run(aged, ayse.id);
    });
    const { headers } = await ayse.call('GET', API.me);
    expect(headers.getSetCookie().join()).toMatch(/Max-Age=5184000/i);
    const expiresAt = withAccounts(server.dataFolder, (database) => {
      const row = database.prepare('SELECT expiresAt FROM session WHERE userId = ?').get(ayse.id) as {
        expiresAt: string;
      };
      return new Date(row.expiresAt).getTime();
    });
    expect(expiresAt - Date.now()).toBeGreaterThan(59 * 24 * 60 * 60 * 1000);
  });
});

describe('the demo', () => {
  it('gives a guest a filled workspace of their own, once', async () => {
    const guest = person();
    const { body } = await guest.call('POST', API.demo, { locale: 'tr' });
    const me = MeShape.parse(body);
    expect(me.user).toMatchObject({ guest: true, locale: 'tr' });
    expect(me.user.email).toBeUndefined();
    expect(me.workspaces).toHaveLength(1);
    const [demo] = me.workspaces;
    expect(demo).toMatchObject({ role: 'admin', demo: true });
    const mates = demo!.members.filter(({ id }) => id !== me.user.id);
    expect(mates.length).toBeGreaterThan(1);
    expect(mates.every(({ email, removed }) => email === undefined && removed === undefined)).toBe(true);
    const again = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    expect(again.body.workspaces.map(({ id }) => id)).toEqual([demo!.id]);
    const other = await person().call<Me>('POST', API.demo, { locale: 'en' });
    expect(other.body.workspaces[0]!.id).not.toBe(demo!.id);
  });

  it('has its leads in the room', async () => {
    const guest = person();
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'en' });
    const open = guest.open(roomName('workspace', body.workspaces[0]!.id));
    await open.synced();
    expect(open.doc.share.size).toBeGreaterThan(0);
    guest.leave();
  });

  it('is gone by one call', async () => {
    const guest = person();
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    const left = await guest.call<Me>('DELETE', API.workspace(body.workspaces[0]!.id));
    expect(left.body.workspaces).toEqual([]);
  });

  it('becomes a real account’s by signing up: same person, same workspace, old sessions over', async () => {
    const guest = person();
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    const before = guest.cookie;
    const me = await guest.signUp('Ayşe Demir', 'from-demo@firma.com');
    expect(me.user).toMatchObject({ id: body.user.id, name: 'Ayşe Demir', guest: false, email: 'from-demo@firma.com' });
    expect(me.workspaces.map(({ id }) => id)).toEqual(body.workspaces.map(({ id }) => id));
    expect((await person().call('GET', API.me, undefined, { cookie: before })).status).toBe(401);
    expect((await person().call('POST', API.signIn, { email: 'from-demo@firma.com', password: PASSWORD })).status).toBe(
      200,
    );
  });

  it('keeps a guest who picks an address that is taken', async () => {
    await person().signUp('First', 'first@firma.com');
    const guest = person();
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    const attempt = guest.call('POST', API.signUp, {
      name: 'X',
      email: 'first@firma.com',
      password: PASSWORD,
      locale: 'tr',
    });
    expect(await refusal(attempt)).toMatchObject({ error: 'email-taken' });
    expect((await guest.me()).user).toMatchObject({ id: body.user.id, guest: true });
  });

  it('shows a guest no more than that: no workspaces, no invitations', async () => {
    const guest = person();
    const { body } = await guest.call<Me>('POST', API.demo, { locale: 'tr' });
    expect(await refusal(guest.call('POST', API.workspaces, { name: 'Mine' }))).toMatchObject({ error: 'forbidden' });
    const invite = guest.call('POST', API.invitations(body.workspaces[0]!.id), { role: 'rep' });
    expect(await refusal(invite)).toMatchObject({ error: 'forbidden' });
  });
});
