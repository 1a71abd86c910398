/** Using a link that was handed over: looking at an invitation, accepting it, setting a new password. */
import { Hono } from 'hono';
import { API, Body, type Invitation } from '#schema/protocol.ts';
import { bodyOf, parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';
import { answerMe, sessionOf } from './who.ts';

export function linkRoutes(surroundings: Surroundings): Hono<Routed> {
  const { identity, workspaces, links, live, attempts, now } = surroundings;
  const app = new Hono<Routed>();

  app.get(API.invitation(':token'), async (c) => {
    const { client } = c.get('whence');
    if (!attempts.isLeft('link', client)) return refuse(c, 'too-many-requests');
    const link = await links.invitation(parameter(c, 'token'), now());
    if (link === 'not-found') attempts.take('link', client);
    if (typeof link === 'string') return refuse(c, link);
    const { workspaceName, invitedBy, role, expiresAt } = link;
    return c.json({ workspace: workspaceName, invitedBy, role, expiresAt } satisfies Invitation);
  });

  app.post(API.invitation(':token'), async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const { client } = c.get('whence');
    if (!attempts.isLeft('link', client)) return refuse(c, 'too-many-requests');
    const token = parameter(c, 'token');
    const link = await links.invitation(token, now());
    if (link === 'not-found') attempts.take('link', client);
    if (typeof link === 'string') return refuse(c, link);
    const { person } = session;
    if (person.guest) return refuse(c, 'forbidden');
    if (!(await links.use(token, now()))) return refuse(c, 'link-used');
    const joined = await workspaces.join(link.workspace, person, link.role, now());
    if (joined !== 'joined') {
      await links.giveBack(token);
      return refuse(c, joined);
    }
    live.membersChanged(link.workspace);
    return answerMe(c, surroundings, person);
  });

  app.post(API.reset(':token'), async (c) => {
    const body = await bodyOf(c, Body.resetPassword);
    if (body instanceof Response) return body;
    const { client } = c.get('whence');
    if (!attempts.isLeft('link', client)) return refuse(c, 'too-many-requests');
    const token = parameter(c, 'token');
    const link = await links.reset(token, now());
    if (link === 'not-found') attempts.take('link', client);
    if (typeof link === 'string') return refuse(c, link);
    if (!(await links.use(token, now()))) return refuse(c, 'link-used');
    await identity.setPassword(link.person, body.password);
    live.sessionsEnded(link.person);
    return c.json({});
  });

  return app;
}
