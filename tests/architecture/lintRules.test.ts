// Plants one violation of each rule in a tree of its own and runs the house's own lint configuration over it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cleanFiles, plantedViolations } from './plantedViolations.ts';
import { ROOT } from './sources.ts';

const Report = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });

let tree: string;
let found: z.infer<typeof Report>['diagnostics'];

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'ortak-lint-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(ROOT, file), path.join(tree, file));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
  for (const [file, source] of Object.entries(cleanFiles)) plant(file, source);
  for (const { file, source } of plantedViolations) plant(file, source);
  const oxlint = path.join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: tree, encoding: 'utf8' });
  found = Report.parse(JSON.parse(run.stdout)).diagnostics;
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the lint rules bite', () => {
  it.each(plantedViolations)('$says', ({ file, rule }) => {
    expect(rulesAgainst(file)).toContain(rule);
  });

  it('and leave clean files alone', () => {
    const clean = Object.keys(cleanFiles).filter((file) => file !== 'client/g2.ts');
    expect(clean.flatMap(rulesAgainst)).toEqual([]);
  });
});

function plant(file: string, source: string): void {
  const target = path.join(tree, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, source);
}

function rulesAgainst(file: string): string[] {
  return found.filter((one) => one.filename.replaceAll('\\', '/').endsWith(file)).map((one) => one.code);
}
