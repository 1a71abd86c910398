/** Keys of programs, made and revoked by administrators, and the short-lived tokens that a key or a session is exchanged for. */
import { type Context, Hono } from 'hono';
import { DOOR_API, type DoorToken, NewKeyBody } from '#schema/door.ts';
import { may } from '#schema/policy.ts';
import { roomName } from '#schema/rooms.ts';
import { isKeySecret, rightsOf } from '../accounts/apiKeys.ts';
import type { Membership } from '../accounts/workspaces.ts';
import { bearerOf, bodyOf, parameter, refuse } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';
import { memberOf } from './who.ts';

export function keyRoutes(surroundings: Surroundings): Hono<Routed> {
  const { keys, tokens, live, attempts, now } = surroundings;
  const app = new Hono<Routed>();

  app.get(DOOR_API.keys(':workspace'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    if (!may(asking.membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    return c.json({ keys: await keys.list(asking.membership.workspace) });
  });

  app.post(DOOR_API.keys(':workspace'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    const body = await bodyOf(c, NewKeyBody);
    if (body instanceof Response) return body;
    const { person, membership } = asking;
    if (!may(membership.role, 'manageMembers') || person.guest) return refuse(c, 'forbidden');
    if (!attempts.take('make', person.id)) return refuse(c, 'too-many-requests');
    const { workspace } = membership;
    const made = await keys.create({ workspace, name: body.name, role: body.role, by: person.id, now: now() });
    live.membersChanged(workspace);
    return c.json(made);
  });

  app.delete(DOOR_API.key(':workspace', ':key'), async (c) => {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    if (!may(asking.membership.role, 'manageMembers')) return refuse(c, 'forbidden');
    const key = parameter(c, 'key');
    if (!(await keys.revoke(asking.membership.workspace, key, now()))) return refuse(c, 'not-found');
    live.sessionEnded(key);
    return c.json({});
  });

  app.post(DOOR_API.token(':workspace'), async (c) => {
    const holder = await holderOf(c, surroundings);
    if (holder instanceof Response) return holder;
    const { person, session, membership } = holder;
    if (!attempts.take('token', session)) return refuse(c, 'too-many-requests');
    const { workspace, epoch } = membership;
    const made = await tokens.make({ workspace, person, session, now: now() });
    return c.json({
      ...made,
      rooms: { workspace: roomName('workspace', workspace, epoch), settings: roomName('settings', workspace, epoch) },
    } satisfies DoorToken);
  });

  return app;
}

interface Holder {
  readonly person: string;
  readonly session: string;
  readonly membership: Membership;
}

/** Who asks, by key or by session, with what they are in the workspace of the path. */
export async function holderOf(c: Context<Routed>, surroundings: Surroundings): Promise<Holder | Response> {
  const bearer = bearerOf(c);
  if (bearer === null) {
    const asking = await memberOf(c, surroundings);
    if (asking instanceof Response) return asking;
    return { person: asking.person.id, session: asking.session, membership: asking.membership };
  }
  const { workspaces, keys, attempts, now } = surroundings;
  const { client } = c.get('whence');
  if (!attempts.isLeft('credential', client)) return refuse(c, 'too-many-requests');
  const key = isKeySecret(bearer) ? await keys.holder(bearer, now()) : null;
  if (!key) {
    attempts.take('credential', client);
    return refuse(c, 'unauthenticated');
  }
  const membership = await rightsOf(workspaces, keys).membership(parameter(c, 'workspace'), key.id);
  return membership ? { person: key.id, session: key.id, membership } : refuse(c, 'not-found');
}
