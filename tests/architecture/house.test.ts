// What the lint rules cannot see: dynamic imports, casts, clocks, sizes and names of files, doubled packages.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { occurrences, ROOT, sourcesIn } from './sources.ts';

const schema = sourcesIn('schema');
const client = sourcesIn('client');
const server = sourcesIn('sync-server');
const tests = sourcesIn('tests').filter(({ file }) => !file.startsWith('tests/architecture/'));
const product = [...schema, ...client, ...server];

/** Files above this many lines hold more than one subject. The list of exceptions is to stay empty. */
const MAX_LINES = 400;

describe('the arrows of the house', () => {
  it('hold for imports made at run time and for types imported in place', () => {
    expect(occurrences(schema, /import\(\s*['"](#client|#server|#tests|node:|react|dexie)/)).toEqual([]);
    expect(occurrences(client, /import\(\s*['"](#server|#tests|node:|(\.\.\/)+(schema|sync-server|tests)\/)/)).toEqual(
      [],
    );
    expect(occurrences(server, /import\(\s*['"](#client|#tests|(\.\.\/)+(schema|client|tests)\/)/)).toEqual([]);
  });

  it('leave one yjs, one lib0 and one y-protocols in the tree', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['ls', 'yjs', 'lib0', 'y-protocols', '--all', '--parseable'];
    const run = spawnSync(npm, args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
    const copies = run.stdout
      .split(/\r?\n/)
      .filter((line) => /node_modules[\\/](yjs|lib0|y-protocols)$/.test(line))
      .map((line) => path.basename(line));
    expect(copies.sort()).toEqual(['lib0', 'y-protocols', 'yjs']);
  });
});

describe('the core', () => {
  it('takes the time from its surroundings', () => {
    expect(occurrences(schema, /new Date\(\s*\)|\bDate\.now\b|\bDate\(\s*\)|\bperformance\./)).toEqual([]);
  });

  it('takes chance and language from its surroundings', () => {
    expect(occurrences(schema, /\bMath\.random\b|\bcrypto\.|\bnanoid\b|resolvedOptions\(\)/)).toEqual([]);
    expect(occurrences(schema, /toLocale(String|LowerCase|UpperCase|DateString|TimeString)\(\s*\)/)).toEqual([]);
    expect(occurrences(schema, /localeCompare\(\s*[\w.]+\s*\)/)).toEqual([]);
  });
});

describe('the code', () => {
  it('casts nothing through unknown or any', () => {
    expect(occurrences([...product, ...tests], /\bas unknown as\b|\bas any\b/)).toEqual([]);
  });

  it('silences no compiler and no linter', () => {
    const silencer = /@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable|biome-ignore/;
    expect(occurrences([...product, ...tests], silencer, true)).toEqual([]);
  });

  it('holds no file with more than one subject', () => {
    const long = product
      .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('names its files after what they hold', () => {
    const vague =
      /(^|[/.-])(utils?|helpers?|common|misc|managers?|services?)(\.|\/|-|$)|[a-z](Utils?|Helpers?|Manager|Service)\./;
    expect([...product, ...tests].map(({ file }) => file).filter((file) => vague.test(file))).toEqual([]);
  });
});

describe('the tests', () => {
  it('wait for events, not for time', () => {
    expect(occurrences(tests, /waitForTimeout\(|networkidle/)).toEqual([]);
  });

  it('skip nothing and single out nothing', () => {
    expect(occurrences(tests, /\b(it|test|describe)(\.\w+)*\.(skip|only|todo|fixme|fails?)\b/)).toEqual([]);
  });
});
