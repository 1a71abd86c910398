/**
 * What the page of a workspace will ask for as soon as its first script runs, from the build's own list of files. Said
 * with the page, a browser that was never here fetches it meanwhile, and not after.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Locale } from '#schema/env.ts';
import { API } from '#schema/protocol.ts';

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.optional(z.array(z.string())),
    imports: z.optional(z.array(z.string())),
  }),
);
type Manifest = z.infer<typeof Manifest>;

const WORKSPACE = 'app/WorkspaceRoute.tsx';
const LEADS = 'features/leads/LeadsPage.tsx';
const wordsOf = (language: Locale): string => `i18n/${language}/firstPage.ts`;
/** Who is signed in; fetched as `fetch` does it, so that the page's own question is answered by it. */
const ME = `<${API.me}>; rel=preload; as=fetch; crossorigin`;

/**
 * Answers the `Link` header (RFC 8288) for the page at an address, for a browser that prefers this language, or null when
 * nothing is known to come next. A person who chose another language fetches its words later, as before.
 */
export function pageParts(folder: string): (pathname: string, language: Locale) => string | null {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return () => null;
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const linksFor = (parts: readonly string[]): Record<Locale, string> => ({
    tr: [ME, ...linksTo(manifest, [...parts, wordsOf('tr')])].join(', '),
    en: [ME, ...linksTo(manifest, [...parts, wordsOf('en')])].join(', '),
  });
  const anyPage = linksFor([WORKSPACE]);
  const list = linksFor([WORKSPACE, LEADS]);
  return (pathname, language) => {
    if (!pathname.startsWith('/w/')) return null;
    return (/^\/w\/[^/]+(\/leads)?\/?$/.test(pathname) ? list : anyPage)[language];
  };
}

function linksTo(manifest: Manifest, parts: readonly string[]): readonly string[] {
  // The page's own tags name what its first script needs.
  const seen = new Set(['index.html', ...(manifest['index.html']?.imports ?? [])]);
  const links: string[] = [];
  const take = (name: string): void => {
    const part = manifest[name];
    if (!part || seen.has(name)) return;
    seen.add(name);
    links.push(`</${part.file}>; rel=modulepreload; crossorigin`);
    for (const css of part.css ?? []) links.push(`</${css}>; rel=preload; as=style; crossorigin`);
    for (const imported of part.imports ?? []) take(imported);
  };
  for (const part of parts) take(part);
  return links;
}
