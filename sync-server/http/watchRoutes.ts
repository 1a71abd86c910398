/**
 * What those who run the server look at: `/health` for anyone, `/metrics` for whoever has the token that was configured.
 * Neither tells of people or rooms.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { API } from '#schema/protocol.ts';
import { bearerOf } from './answers.ts';
import type { Routed } from './guard.ts';
import type { ServerHealth, Surroundings } from './surroundings.ts';

/** `failing`: something cannot be stored. `alarm`: all is stored, but damaged pieces lie aside. */
const statusOf = ({ storage, accounts, setAside }: ServerHealth): 'ok' | 'alarm' | 'failing' =>
  storage !== null || accounts !== null ? 'failing' : setAside > 0 ? 'alarm' : 'ok';

export function watchRoutes({ config, health, metrics, live }: Surroundings): Hono<Routed> {
  const app = new Hono<Routed>();

  app.get('/health', async (c) => {
    const state = await health();
    const status = statusOf(state);
    const body = {
      status,
      storage: state.storage ?? 'ok',
      accounts: state.accounts ?? 'ok',
      setAside: state.setAside,
      fullWorkspaces: state.fullWorkspaces,
    };
    return c.json(body, status === 'failing' ? 503 : 200, { 'cache-control': 'no-store' });
  });

  // Without a token there is no such page: behind a proxy on the same machine, everyone comes from loopback.
  const { metricsToken } = config;
  if (metricsToken === undefined) {
    app.get('/metrics', (c) => c.text('Set ORTAK_METRICS_TOKEN to turn this on.\n', 404));
  } else {
    app.get('/metrics', async (c) => {
      if (!isSame(bearerOf(c) ?? '', metricsToken)) {
        return c.text('Send the token of ORTAK_METRICS_TOKEN as Authorization: Bearer.\n', 401);
      }
      const { storage, accounts, setAside, fullWorkspaces } = await health();
      const text = await metrics.text({
        ...live.load,
        storageFailing: storage !== null,
        accountsFailing: accounts !== null,
        setAside,
        fullWorkspaces,
      });
      return c.body(text, 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
    });
  }

  app.use(API.signIn, async (c, next) => {
    await next();
    if (c.res.status === 401) metrics.signInRefused('wrong-credentials');
    else if (c.res.status === 429) metrics.signInRefused('too-many-requests');
    else if (c.res.status === 503) metrics.signInRefused('storage-failing');
  });

  return app;
}

/** Compares without telling by its time how much of the beginning was right. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
