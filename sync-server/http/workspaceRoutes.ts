/** Workspaces and their members: create, rename, remove, change roles, leave. Rights come from `schema/policy.ts`. */
import { Hono } from 'hono';
import { grantableRoles, may } from '#schema/policy.ts';
import { API, Body } from '#schema/protocol.ts';
import { bodyOf, parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import { linkTo } from './linkAddress.ts';
import type { Surroundings } from './surroundings.ts';
import { answerMe, memberOf, sessionOf } from './who.ts';

export function workspaceRoutes(surroundings: Surroundings): Hono<Routed> {
  const { identity, workspaces, links, live, attempts, now } = surroundings;
  const app = new Hono<Routed>();

  app.post(API.workspaces, async (c) => {
    const session = await sessionOf(c, surroundings);
    if (session instanceof Response) return session;
    const body = await bodyOf(c, Body.createWorkspace);
    if (body instanceof Response) return body;
    const { person } = session;
    if (person.guest) return refuse(c, 'forbidden');
    if (!attempts.take('make', person.id)) return refuse(c, 'too-many-requests');
    await workspaces.create({ name: body.name, admin: person, now: now() });
    return answerMe(c, surroundings, person);
  });

  app.patch(API.workspace(':workspace'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const body = await bodyOf(c, Body.renameWorkspace);
    if (body instanceof Response) return body;
    const { person, membership } = asking;
    if (!may(membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    await workspaces.rename(membership.workspace, body.name);
    live.membersChanged(membership.workspace);
    return answerMe(c, surroundings, person);
  });

  app.delete(API.workspace(':workspace'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const { person, membership } = asking;
    if (!may(membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    await workspaces.remove(membership.workspace, now());
    await live.removeWorkspace(membership.workspace);
    return answerMe(c, surroundings, person);
  });

  app.post(API.invitations(':workspace'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const body = await bodyOf(c, Body.invite);
    if (body instanceof Response) return body;
    const { person, membership } = asking;
    const isGrantable = grantableRoles(membership.role).includes(body.role);
    if (!may(membership.role, 'inviteMembers') || !isGrantable || person.guest) return refuse(c, 'forbidden');
    if (!attempts.take('make', person.id)) return refuse(c, 'too-many-requests');
    const { workspace } = membership;
    const { token, expiresAt } = await links.invite({ workspace, role: body.role, by: person.id, now: now() });
    return c.json({ url: linkTo(c, surroundings, `/join/${token}`), expiresAt });
  });

  app.patch(API.member(':workspace', ':person'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const body = await bodyOf(c, Body.setRole);
    if (body instanceof Response) return body;
    if (!may(asking.membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    const { workspace } = asking.membership;
    const target = parameter(c, 'person');
    const change = await workspaces.setRole(workspace, target, body.role);
    if (change !== 'changed') return refuse(c, change);
    live.rightsChanged(workspace, target);
    live.membersChanged(workspace);
    return answerMe(c, surroundings, asking.person);
  });

  app.delete(API.member(':workspace', ':person'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const target = parameter(c, 'person');
    const isLeaving = target === asking.person.id;
    if (!isLeaving && !may(asking.membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    const { workspace } = asking.membership;
    const change = await workspaces.endMembership(workspace, target, now());
    if (change !== 'changed') return refuse(c, change);
    live.rightsChanged(workspace, target);
    live.membersChanged(workspace);
    return answerMe(c, surroundings, asking.person);
  });

  app.post(API.resetLink(':workspace', ':person'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    if (!may(asking.membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    const target = parameter(c, 'person');
    const membership = await workspaces.membership(asking.membership.workspace, target);
    const account = membership && (await identity.findById(target));
    if (!account || account.guest) return refuse(c, 'not-found');
    if (!(await administersAllOf(surroundings, asking.person.id, target))) return refuse(c, 'member-elsewhere');
    if (!attempts.take('make', asking.person.id)) return refuse(c, 'too-many-requests');
    const { token, expiresAt } = await links.resetFor({ person: target, by: asking.person.id, now: now() });
    return c.json({ url: linkTo(c, surroundings, `/reset/${token}`), expiresAt });
  });

  return app;
}

/**
 * A reset link opens all that its account may open. Whoever makes one must therefore be an admin everywhere the
 * account is a member: otherwise inviting someone would be a way into their other workspaces.
 */
async function administersAllOf({ workspaces }: Surroundings, admin: string, target: string): Promise<boolean> {
  for (const { workspace } of await workspaces.membershipsOf(target)) {
    const own = await workspaces.membership(workspace, admin);
    if (own?.role !== 'admin') return false;
  }
  return true;
}
