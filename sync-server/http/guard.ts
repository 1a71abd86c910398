/**
 * What every request has to pass before a route sees it: a Host that is ours, and, where something changes or a
 * socket opens, an Origin that is the page served under that Host. Cookies alone prove a browser, not a person's will.
 */
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { isServedHost } from '../addresses.ts';
import type { Config } from '../config.ts';
import { refuse } from './answers.ts';
import { createWhence, type Whence } from './whence.ts';

export interface Routed {
  Bindings: HttpBindings;
  Variables: { whence: Whence };
}

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Refuses foreign Hosts and, on requests that change something, foreign Origins; notes where the request comes from. */
export function guard(config: Config): MiddlewareHandler<Routed> {
  const whenceOf = createWhence(config);
  return async (c, next) => {
    const whence = whenceOf(c.env.incoming);
    c.set('whence', whence);
    if (!isServedHost(whence.host, config.publicOrigins)) {
      return c.text(unknownHostSentence(whence.host), 403);
    }
    if (CHANGING.has(c.req.method) && !isOwnOrigin(c.req.raw.headers, whence)) return refuse(c, 'forbidden');
    return next();
  };
}

/** Whether a page of ours sent this. A request without Origin that no browser marked as foreign comes from no page. */
function isOwnOrigin(headers: Headers, whence: Whence): boolean {
  const origin = headers.get('origin');
  if (origin !== null) return origin === whence.origin;
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}

const unknownHostSentence = (host: string): string =>
  `This Ortak server does not answer under the name "${host.slice(0, 100)}". ` +
  `If people should reach it there, start it with ORTAK_PUBLIC_URL set to the address they open.\n`;
