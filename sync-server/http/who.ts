/** Who asks: the session of a request, and what `GET /api/me` says of its person. */
import type { Context } from 'hono';
import type { Me } from '#schema/protocol.ts';
import type { Person, Session } from '../accounts/identity.ts';
import type { Membership } from '../accounts/workspaces.ts';
import { parameter, refuse, setCookies } from './answers.ts';
import type { Routed } from './guard.ts';
import type { Surroundings } from './surroundings.ts';

/** The session of a request, prolonged by its use; or the refusal to answer with. */
export async function sessionOf(c: Context<Routed>, { identity }: Surroundings): Promise<Session | Response> {
  const { value, cookies } = await identity.session(c.req.raw.headers, { slide: true });
  if (!value) return refuse(c, 'unauthenticated');
  setCookies(c, cookies);
  return value;
}

export interface Asking {
  readonly person: Person;
  /** the session's id */
  readonly session: string;
  readonly membership: Membership;
}

/** Who asks, with what they are in the workspace of the path; a workspace that is not theirs does not exist for them. */
export async function memberOf(c: Context<Routed>, surroundings: Surroundings): Promise<Asking | Response> {
  const session = await sessionOf(c, surroundings);
  if (session instanceof Response) return session;
  const membership = await surroundings.workspaces.membership(parameter(c, 'workspace'), session.person.id);
  return membership ? { person: session.person, session: session.id, membership } : refuse(c, 'not-found');
}

/** Answers with what is that person's. */
export async function answerMe(c: Context<Routed>, surroundings: Surroundings, person: Person): Promise<Response> {
  return c.json(await meOf(surroundings, person));
}

/** A person as the page sees itself, with every workspace. */
export async function meOf({ workspaces, now }: Surroundings, person: Person): Promise<Me> {
  const { id, name, email, guest, locale } = person;
  return {
    user: { id, name, guest, locale, ...(guest ? {} : { email }) },
    workspaces: await workspaces.listFor(id),
    parted: await workspaces.partedFrom(id),
    now: now(),
  };
}
