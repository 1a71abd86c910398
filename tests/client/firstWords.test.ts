/** The first page is loaded with half of the words: nothing that is there with it says a word of the other half. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '#client/i18n/en/firstPage.ts';
import tr from '#client/i18n/tr/firstPage.ts';

const CLIENT = path.resolve(import.meta.dirname, '../../client');
const FIRST_PAGE = ['main.tsx', 'app/WorkspaceRoute.tsx', 'features/leads/LeadsPage.tsx'];

/** Files of the client that one is loaded with: by plain imports, and late ones that do not wait for the other words. */
function neededBy(file: string, source: string): string[] {
  const plain = [...source.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'/gms)];
  const late = [...source.matchAll(/(?<!withAllWords\(\s*)\bimport\('([^']+)'\)/g)];
  return [...plain, ...late]
    .map(([, from = '']) => from)
    .filter((from) => from.startsWith('.') || from.startsWith('#client/'))
    .map((from) =>
      from.startsWith('#') ? path.join(CLIENT, from.slice('#client/'.length)) : path.resolve(path.dirname(file), from),
    )
    .filter((found) => /\.tsx?$/.test(found) && !found.includes(`${path.sep}i18n${path.sep}`));
}

/** Every word of the pages, as `namespace in file`. */
function saidWith(roots: readonly string[]): { said: Set<string>; files: number } {
  const said = new Set<string>();
  const seen = new Set<string>();
  const pending = roots.map((root) => path.join(CLIENT, root));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, namespace] of source.matchAll(/=>\s*\$\.(\w+)/g))
      said.add(`${namespace} in ${path.relative(CLIENT, file)}`);
    pending.push(...neededBy(file, source));
  }
  return { said, files: seen.size };
}

describe('the words of the first page', () => {
  it('are all that is said before the others are there', () => {
    const { said, files } = saidWith(FIRST_PAGE);
    expect(files).toBeGreaterThan(80);
    expect([...said].filter((use) => !((use.split(' ')[0] ?? '') in tr))).toEqual([]);
    expect(said.size).toBeGreaterThan(20);
  });

  it('are the same in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(tr));
  });
});
