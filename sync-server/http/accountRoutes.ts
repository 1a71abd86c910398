/** Coming in and going out: sign up, sign in, sign out, the demo, one's own profile and password. */
import { Hono } from 'hono';
import { API, Body } from '#schema/protocol.ts';
import { bodyOf, refuse, setCookies } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';
import { answerMe, sessionOf } from './who.ts';

export function accountRoutes(surroundings: Surroundings): Hono<Routed> {
  const { identity, workspaces, live, demo, attempts } = surroundings;
  const app = new Hono<Routed>();

  app.get(API.me, async (c) => {
    const session = await sessionOf(c, surroundings);
    return session instanceof Response ? session : answerMe(c, surroundings, session.person);
  });

  app.patch(API.me, async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const body = await bodyOf(c, Body.profile);
    if (body instanceof Response) return body;
    const { person } = session;
    const name = body.name ?? person.name;
    const locale = body.locale ?? person.locale;
    await identity.updateProfile(person.id, { name, locale });
    if (name !== person.name) {
      await workspaces.rememberName(person.id, name);
      for (const { workspace } of await workspaces.membershipsOf(person.id)) live.membersChanged(workspace);
    }
    return answerMe(c, surroundings, { ...person, name, locale });
  });

  app.post(API.signUp, async (c) => {
    const body = await bodyOf(c, Body.signUp);
    if (body instanceof Response) return body;
    if (!attempts.take('signUp', c.get('whence').client)) return refuse(c, 'too-many-requests');
    const { value: session } = await identity.session(c.req.raw.headers);
    const guest = session?.person.guest ? session.person : null;
    const signed = guest ? await identity.keepGuest(guest, body) : await identity.signUp(body);
    if (signed === 'email-taken') return refuse(c, 'email-taken', 'email');
    if (signed === 'bad-email') return refuse(c, 'bad-request', 'email');
    setCookies(c, signed.cookies);
    if (guest) {
      await workspaces.rememberName(guest.id, signed.value.name);
      live.sessionsEnded(guest.id);
      for (const { workspace } of await workspaces.membershipsOf(guest.id)) live.membersChanged(workspace);
    }
    return answerMe(c, surroundings, signed.value);
  });

  app.post(API.signIn, async (c) => {
    const body = await bodyOf(c, Body.signIn);
    if (body instanceof Response) return body;
    const { client } = c.get('whence');
    if (!attempts.isLeft('password', client) || !attempts.isLeft('passwordFor', client, body.email)) {
      return refuse(c, 'too-many-requests');
    }
    const signed = await identity.signIn(body);
    if (!signed) {
      attempts.take('password', client);
      attempts.take('passwordFor', client, body.email);
      return refuse(c, 'wrong-credentials');
    }
    setCookies(c, signed.cookies);
    return answerMe(c, surroundings, signed.value);
  });

  app.post(API.signOut, async (c) => {
    const { value: session } = await identity.session(c.req.raw.headers);
    const { cookies } = await identity.signOut(c.req.raw.headers);
    setCookies(c, cookies);
    if (session) live.sessionEnded(session.id);
    return c.json({});
  });

  app.post(API.password, async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const body = await bodyOf(c, Body.changePassword);
    if (body instanceof Response) return body;
    const { person } = session;
    if (!attempts.isLeft('passwordFor', c.get('whence').client, person.email)) return refuse(c, 'too-many-requests');
    const changed = await identity.changePassword(c.req.raw.headers, body);
    if (!changed.value) {
      attempts.take('passwordFor', c.get('whence').client, person.email);
      return refuse(c, 'wrong-credentials', 'current');
    }
    setCookies(c, changed.cookies);
    live.sessionsEnded(person.id);
    return c.json({});
  });

  app.post(API.demo, async (c) => {
    const body = await bodyOf(c, Body.demo);
    if (body instanceof Response) return body;
    if (!attempts.take('demo', c.get('whence').client)) return refuse(c, 'too-many-requests');
    const { value: session } = await identity.session(c.req.raw.headers);
    const opened = await demo.open(session?.person ?? null, body.locale);
    setCookies(c, opened.cookies);
    return answerMe(c, surroundings, opened.person);
  });

  return app;
}
