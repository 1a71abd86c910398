/**
 * All that is answered over HTTP, in order: guard, headers, the API, the socket's upgrade, the page.
 * Composition only; what a call does is in its routes.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { API, type ServerInfo } from '#schema/protocol.ts';
import { reasonOf } from '../report.ts';
import { accountRoutes } from './accountRoutes.ts';
import { MAX_BODY_BYTES, refuse } from './answers.ts';
import { contentRoutes } from './contentRoutes.ts';
import { guard, type Routed } from './guard.ts';
import { historyRoutes } from './historyRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import { linkRoutes } from './linkRoutes.ts';
import { pageFiles } from './pageFiles.ts';
import { securityHeaders } from './securityHeaders.ts';
import type { Surroundings } from './surroundings.ts';
import { transferRoutes } from './transferRoutes.ts';
import { watchRoutes } from './watchRoutes.ts';
import { workspaceRoutes } from './workspaceRoutes.ts';

/** The HTTP application; `sockets` are the routes that turn a request into a socket. */
export function createApp(surroundings: Surroundings, ...sockets: readonly Hono<Routed>[]): Hono<Routed> {
  const { config, report, version, now, addresses, health } = surroundings;
  const app = new Hono<Routed>();

  app.use(guard(config));
  app.use(async (c, next) => {
    await next();
    // Of a body that was refused unread the connection is cut soon: nobody may send another request on it.
    if (c.req.method !== 'GET' && !c.env.incoming.complete) c.header('connection', 'close');
  });
  app.use(securityHeaders());
  app.onError(async (error, c) => {
    const detail = { path: c.req.routePath, reason: reasonOf(error) };
    const { storage, accounts } = await health();
    if (storage !== null || accounts !== null) {
      report.warning('A request failed, because nothing can be stored.', detail);
      return refuse(c, 'storage-failing');
    }
    report.error('A request failed.', detail);
    return refuse(c, 'server-error');
  });

  for (const socket of sockets) app.route('/', socket);

  app.route('/', watchRoutes(surroundings));
  app.route('/', transferRoutes(surroundings));
  app.use('/api/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 'bad-request') }));
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.get(API.server, (c) => c.json({ version, now: now(), addresses: [...addresses()] } satisfies ServerInfo));
  app.route('/', accountRoutes(surroundings));
  app.route('/', workspaceRoutes(surroundings));
  app.route('/', linkRoutes(surroundings));
  app.route('/', keyRoutes(surroundings));
  app.route('/', historyRoutes(surroundings));
  app.route('/', contentRoutes(surroundings));
  app.all('/api/*', (c) => refuse(c, 'not-found'));

  app.route('/', pageFiles(config.clientFolder));
  return app;
}
