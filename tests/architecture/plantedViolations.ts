// Files that break one rule of the house each, and the rule that must catch them.
// A rule without a planted violation here is a rule nobody has seen bite.

interface Planted {
  readonly says: string;
  readonly file: string;
  readonly source: string;
  readonly rule: string;
}

const RESTRICTED_IMPORT = 'eslint(no-restricted-imports)';

const forbiddenImports: readonly (readonly [says: string, file: string, specifier: string])[] = [
  ['the core does not import the client', 'schema/a1.ts', '#client/target.ts'],
  ['the core does not import the server', 'schema/a2.ts', '#server/target.ts'],
  ['the core does not import tests', 'schema/a3.ts', '#tests/target.ts'],
  ['the core does not import React', 'schema/a4.ts', 'react'],
  ['the core does not import Dexie', 'schema/a5.ts', 'dexie'],
  ['the core does not import Node', 'schema/a6.ts', 'node:fs'],
  ['the core does not reach out by path', 'schema/commands/a7.ts', '../../client/target.ts'],
  ['the client does not import the server', 'client/b1.ts', '#server/target.ts'],
  ['the client does not import tests', 'client/b2.ts', '#tests/target.ts'],
  ['the client does not import Node', 'client/b3.ts', 'node:path'],
  ['the client does not reach the core by path', 'client/data/b4.ts', '../../schema/target.ts'],
  ['pieces of the interface know no CRM', 'client/ui/b5.ts', '#schema/target.ts'],
  ['pieces of the interface know no feature', 'client/ui/b6.ts', '../features/target.ts'],
  ['carriers know no leads', 'client/sync/b7.ts', '#schema/records/target.ts'],
  ['carriers know no feature', 'client/sync/b8.ts', '../features/target.ts'],
  ['the server does not import the client', 'sync-server/c1.ts', '#client/target.ts'],
  ['the server does not import tests', 'sync-server/c2.ts', '#tests/target.ts'],
  ['the server does not reach the client by path', 'sync-server/http/c3.ts', '../../client/target.ts'],
  ['tests reach the parts by their names, not by path', 'tests/d1.ts', '../schema/target.ts'],
];

const forbiddenCode: readonly Planted[] = [
  ['the core reads no clock', 'schema/e1.ts', 'export const t = Date.now();', 'eslint(no-restricted-properties)'],
  ['the core draws no chance', 'schema/e2.ts', 'export const r = Math.random();', 'eslint(no-restricted-properties)'],
  ['the core has no crypto', 'schema/e3.ts', 'export const c = crypto;', 'eslint(no-restricted-globals)'],
  ['the core has no network', 'schema/e4.ts', 'export const f = fetch;', 'eslint(no-restricted-globals)'],
  ['the core has no timers', 'schema/e5.ts', 'export const s = setTimeout;', 'eslint(no-restricted-globals)'],
  [
    'a promise is awaited or handed on',
    'client/f1.ts',
    'const work = async (): Promise<void> => {};\nexport function start(): void {\n  work();\n}',
    'typescript(no-floating-promises)',
  ],
  [
    'a promise is no condition',
    'client/f2.ts',
    'const isOpen = async (): Promise<boolean> => true;\nexport const word = (): string => (isOpen() ? "a" : "b");',
    'typescript(no-misused-promises)',
  ],
  ['no any', 'client/f3.ts', 'export const x = (y: any): string => String(y);', 'typescript(no-explicit-any)'],
  ['no silenced compiler', 'client/f4.ts', '// @ts-ignore\nexport const x: string = 1;', 'typescript(ban-ts-comment)'],
  [
    'hooks are called in order',
    'client/f5.tsx',
    'import { useState } from "react";\nexport function Odd({ on }: { on: boolean }) {\n  if (on) useState(0);\n  return null;\n}',
    'react-hooks(rules-of-hooks)',
  ],
  [
    'no empty catch',
    'client/f6.ts',
    'export function f(): void {\n  try {\n    JSON.parse("");\n  } catch {}\n}',
    'eslint(no-empty)',
  ],
  [
    'no cycle of imports',
    'client/g1.ts',
    'import { two } from "./g2.ts";\nexport const one = (): number => two();',
    'import(no-cycle)',
  ],
  ['no mocks', 'tests/h1.ts', 'import { vi } from "vitest";\nvi.mock("x");', 'eslint(no-restricted-properties)'],
  [
    'no skipped test',
    'tests/h2.test.ts',
    'import { it } from "vitest";\nit.skip("x", () => {});',
    'vitest(no-disabled-tests)',
  ],
].map(([says, file, source, rule]) => ({ says: says!, file: file!, source: source!, rule: rule! }));

export const plantedViolations: readonly Planted[] = [
  ...forbiddenImports.map(([says, file, specifier]) => ({
    says,
    file,
    source: `import * as target from '${specifier}';\nexport const seen = target;\n`,
    rule: RESTRICTED_IMPORT,
  })),
  ...forbiddenCode,
];

/** What the planted imports point to, and one clean file for each folder in which nothing may be found. */
export const cleanFiles: Readonly<Record<string, string>> = {
  'schema/target.ts': 'export const target = 1;\n',
  'schema/records/target.ts': 'export const target = 1;\n',
  'client/target.ts': "import { target } from '#schema/target.ts';\n\nexport const seen = target;\n",
  'client/g2.ts': "import { one } from './g1.ts';\n\nexport const two = (): number => one();\n",
  'client/features/target.ts': "import { target } from '#schema/target.ts';\n\nexport const seen = target;\n",
  'sync-server/target.ts': "import fs from 'node:fs';\n\nexport const read = fs.readFileSync;\n",
  'tests/target.ts': "import { target } from '#schema/target.ts';\n\nexport const seen = target;\n",
};
