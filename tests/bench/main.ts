/** `npm run bench [-- <area> …]`: runs the areas named, or all, one after another, and writes what they found. */
import os from 'node:os';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { readdirSync } from 'node:fs';
import { type Findings, writeSection } from './report.ts';

const FOLDER = path.join(import.meta.dirname, 'areas');
const AREAS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .toSorted();

const asked = process.argv.slice(2);
const unknown = asked.filter((area) => !AREAS.includes(area));
if (unknown.length > 0) {
  process.stderr.write(`No such area: ${unknown.join(', ')}. There are: ${AREAS.join(', ')}.\n`);
  process.exit(1);
}
for (const area of asked.length > 0 ? asked : AREAS) {
  process.stdout.write(`── ${area}\n`);
  const before = os.loadavg()[0] ?? 0;
  const { run } = (await import(pathToFileURL(path.join(FOLDER, `${area}.ts`)).href)) as {
    run: () => Promise<Findings>;
  };
  const findings = await run();
  writeSection(area, findings, [before, os.loadavg()[0] ?? 0]);
  for (const { title, head, rows } of findings.tables) {
    process.stdout.write(`\n${title}\n${[head, ...rows].map((cells) => `  ${cells.join(' · ')}`).join('\n')}\n`);
  }
  for (const note of findings.notes) process.stdout.write(`  ${note}\n`);
}
