// The budget of the page: all script that a browser needs until the list of leads can be used.
// Follows Vite's manifest from the entry over static imports, so a heavy import in the wrong place is seen at once.
import { readFileSync } from 'node:fs';

const DIST = 'dist/client';
/** What is loaded on the way to the list: the entry, and what it asks for at once, in one language. */
const FIRST_PAGE = ['index.html', 'app/WorkspaceRoute.tsx', 'features/leads/LeadsPage.tsx', 'i18n/tr/index.ts'];

const manifest = JSON.parse(readFileSync(`${DIST}/manifest.json`, 'utf8'));

function scriptsOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk)
    throw new Error(`${key} is no chunk of the build; name the parts of the first page anew in .size-limit.js`);
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of chunk.imports ?? []) scriptsOf(imported, seen);
  return seen;
}

const files = new Set(FIRST_PAGE.flatMap((key) => [...scriptsOf(key)]).map((key) => `${DIST}/${manifest[key].file}`));

// The aim is 300 kB. What stands today is held here, so that it can only fall; decisions.md says what it is made of.
export default [{ name: 'script to the first usable list of leads', path: [...files], gzip: true, limit: '366 kB' }];
