/**
 * The built page: files with a hash in their name stay in caches for ever, the others are asked for again each time,
 * and every address that is no file is the page itself. Never answers for `/api`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { compress } from 'hono/compress';
import type { Locale } from '#schema/env.ts';
import type { Routed } from './guard.ts';
import { pageParts } from './pageParts.ts';

const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

export function pageFiles(folder: string): Hono<Routed> {
  const app = new Hono<Routed>();
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('*', (c) =>
      c.text('The page is not built yet: run `npm start`, or `npm run dev` while working on it.\n', 404),
    );
    return app;
  }
  app.use(compress());
  app.use(async (c, next) => {
    await next();
    const isFile = c.res.ok && HASHED.test(c.req.path);
    c.header('cache-control', isFile ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  app.get('*', serveStatic({ root: folder, precompressed: true }));
  // A missing script must not be answered with the page: the browser would run HTML as code and hide what is missing.
  app.get('*', async (c, next) => (/\.\w+$/.test(c.req.path) ? c.notFound() : next()));
  const partsOf = pageParts(folder);
  app.get('*', async (c, next) => {
    const parts = partsOf(c.req.path, preferredLanguage(c));
    if (parts !== null) c.header('link', parts);
    c.header('vary', 'Accept-Language', { append: true });
    await next();
  });
  app.get('*', serveStatic({ root: folder, path: 'index.html' }));
  return app;
}

/** The language that the browser prefers of those we speak; Turkish when none is. */
function preferredLanguage(c: Context): Locale {
  const language = accepts(c, {
    header: 'Accept-Language',
    supports: ['tr', 'en'],
    default: 'tr',
    match: (tags, { supports, default: ours }) =>
      tags.map(({ type }) => type.slice(0, 2).toLowerCase()).find((tag) => supports.includes(tag)) ?? ours,
  });
  return language === 'en' ? 'en' : 'tr';
}
