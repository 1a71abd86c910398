// The source files of the house, as the rules about text see them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Source {
  /** relative to the root, with forward slashes */
  readonly file: string;
  readonly text: string;
}

/** Every .ts and .tsx file below a top folder; tests/fixtures excepted. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('tests/fixtures/'))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

/** Where a pattern occurs, as `file:line: text`; a line that is all comment counts only when asked for. */
export function occurrences(sources: readonly Source[], pattern: RegExp, inComments: boolean = false): string[] {
  return sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line: line.trim(), at: `${file}:${index + 1}` }))
      .filter(({ line }) => (inComments || !/^(\/\/|\/?\*)/.test(line)) && pattern.test(line))
      .map(({ line, at }) => `${at}: ${line}`),
  );
}
