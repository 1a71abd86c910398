/** Of Mantine's styles only those of components in use are loaded: whoever uses another one must be told to add its sheet. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CORE = path.join(ROOT, 'node_modules/@mantine/core');
/** A class of a Mantine component, as its modules and its sheets name it. */
const CLASS = /\bm_[0-9a-f]{6,8}\b/g;

const read = (file: string): string => readFileSync(file, 'utf8');
const classesOf = (text: string): string[] => text.match(CLASS) ?? [];

function sources(folder: string, endings: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.test(name))
    .map((name) => read(path.join(folder, name)));
}

/** What these sources import from Mantine's core by name. */
function namesUsed(texts: readonly string[]): Set<string> {
  const lists = texts.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)]);
  return new Set(
    lists.flatMap(([, list = '']) => list.split(',').map((name) => name.trim().split(' as ')[0] ?? '')).filter(Boolean),
  );
}

/** The classes of a module of the package and of all modules that it imports. */
function classesBehind(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = read(file);
  const imported = [...text.matchAll(/from "(\.[^"]+)"/g)].map(([, to = '']) => path.resolve(path.dirname(file), to));
  return [
    ...(file.endsWith('.module.mjs') ? classesOf(text) : []),
    ...imported.flatMap((one) => classesBehind(one, seen)),
  ];
}

const whole = read(path.join(CORE, 'styles.layer.css'));
const sheets = [
  ...read(path.join(ROOT, 'client/app/mantine.css')).matchAll(/@import '@mantine\/core\/styles\/(.+)';/g),
].map(([, name = '']) => ({ name, css: read(path.join(CORE, 'styles', name)) }));

describe('the styles of Mantine', () => {
  it('are there for each component in use and for what it is made of', () => {
    const index = read(path.join(CORE, 'esm/index.mjs'));
    const used = namesUsed([
      ...sources(path.join(ROOT, 'client'), /\.tsx?$/),
      ...['notifications', 'spotlight', 'dates'].flatMap((name) =>
        sources(path.join(ROOT, 'node_modules/@mantine', name, 'esm'), /\.mjs$/),
      ),
    ]);
    const loaded = new Set(sheets.flatMap(({ css }) => classesOf(css)));
    const styled = new Set(classesOf(whole));
    const seen = new Set<string>();
    const missing = [...used].flatMap((name) => {
      const from = new RegExp(`import \\{ (?:\\w+ as )?${name} \\} from "(\\..+?)"`).exec(index)?.[1];
      if (from === undefined) return [];
      const classes = classesBehind(path.join(CORE, 'esm', from), seen);
      return classes.filter((one) => styled.has(one) && !loaded.has(one)).map((one) => `${name}: ${one}`);
    });
    expect(used.size).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });

  it('stand in the order of the whole sheet, which settles what overrules what', () => {
    const places = sheets.map(({ css }) =>
      whole.indexOf(
        css
          .replace(/^@layer mantine \{/, '')
          .trim()
          .slice(0, 60),
      ),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
