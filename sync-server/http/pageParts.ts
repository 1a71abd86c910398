/**
 * What the page of a workspace will ask for as soon as its first script runs, from the build's own list of files. Said
 * with the page, a browser that was never here fetches it meanwhile, and not after.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

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

/** Answers the `Link` header (RFC 8288) for the page at an address, or null when nothing is known to come next. */
export function pageParts(folder: string): (pathname: string) => string | null {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return () => null;
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const anyPage = linkTo(manifest, [WORKSPACE]);
  const list = linkTo(manifest, [WORKSPACE, LEADS]);
  return (pathname) => {
    if (!pathname.startsWith('/w/')) return null;
    return /^\/w\/[^/]+(\/leads)?\/?$/.test(pathname) ? list : anyPage;
  };
}

function linkTo(manifest: Manifest, parts: readonly string[]): string {
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
  return links.join(', ');
}
