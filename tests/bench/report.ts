/** Writes docs/benchmarks.md, a section an area; a run of some areas leaves the others' sections as they were. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What an area found. */
export interface Findings {
  /** one line under the heading: what was measured, beside what */
  readonly about: string;
  readonly tables: readonly Table[];
  /** goals with the value reached, and what else must be said of the figures */
  readonly notes: readonly string[];
}

const FILE = path.join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md');
const HEAD = `# Benchmarks

Written by \`npm run bench\` (one area: \`npm run bench -- <area>\`) and by nothing else. Figures are of one run on one machine;
trust the ratios, doubt the absolutes. \`±\` is the half of the range of the middle nine tenths of the rounds.
`;

/** 0.84 ms, 12.3 ms, 1.24 s */
export const ms = (value: number): string =>
  value >= 1000
    ? `${(value / 1000).toFixed(2)} s`
    : `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ms`;
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
/** 820 B, 12.3 kB, 4.1 MB (thousands) */
export const bytes = (value: number): string =>
  value >= 1e6 ? `${(value / 1e6).toFixed(1)} MB` : value >= 1e3 ? `${(value / 1e3).toFixed(1)} kB` : `${value} B`;
export const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

/** The processor, its cores, the memory and the runtime, as one line. */
export function machine(): string {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${os.type()} ${os.arch()}, Node ${process.versions.node}`;
}

/** Puts the findings of an area into the file. */
export function writeSection(area: string, findings: Findings, load: readonly [number, number]): void {
  const [before, after] = load;
  const section = [
    `## ${area}`,
    findings.about,
    `*${machine()}; load ${before.toFixed(1)} before, ${after.toFixed(1)} after.*`,
    ...findings.tables.map(({ title, head, rows }) =>
      [`**${title}**`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    ),
    findings.notes.map((note) => `- ${note}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
  const sections = readSections();
  sections.set(area, section);
  writeFileSync(FILE, `${HEAD}\n${[...sections.values()].join('\n\n')}\n`);
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function readSections(): Map<string, string> {
  if (!existsSync(FILE)) return new Map();
  const parts = readFileSync(FILE, 'utf8')
    .split(/^(?=## )/m)
    .slice(1);
  return new Map(parts.map((part) => [/^## (.*)/.exec(part)?.[1] ?? '', part.trim()]));
}
