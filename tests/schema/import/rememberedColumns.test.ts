import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { rememberColumns, rememberedColumns } from '#schema/import/rememberedColumns.ts';
import { exchange } from '#tests/support/exchange.ts';
import { testEnv } from '#tests/support/env.ts';

test('what one member chose for a title, a colleague finds, however it is spelled', () => {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  rememberColumns(here, testEnv('ayse'), ['Ünvanı', 'Stant No'], ['jobTitle', null]);
  exchange(here, there);
  expect([...rememberedColumns(there)]).toEqual([
    ['unvani', 'jobTitle'],
    ['stant no', null],
  ]);
});

test('the choice made last stands, and one that stands already writes nothing', () => {
  const doc = new Y.Doc();
  const env = testEnv('ayse');
  rememberColumns(doc, env, ['Kod'], ['externalId']);
  let writes = 0;
  doc.on('update', () => (writes += 1));
  rememberColumns(doc, env, ['Kod'], ['externalId']);
  expect(writes).toBe(0);
  rememberColumns(doc, env, ['KOD'], ['department']);
  expect(rememberedColumns(doc).get('kod')).toBe('department');
});

test('who may not import leaves no trace, and what a foreign client wrote is passed over', () => {
  const doc = new Y.Doc();
  rememberColumns(doc, testEnv('eda', { role: 'viewer' }), ['Kod'], ['externalId']);
  const map = doc.getMap('importColumns');
  map.set('adres', '__proto__');
  map.set('il', { toString: 'city' });
  expect(rememberedColumns(doc).size).toBe(0);
});

test('a file with thousands of titles does not fill the document', () => {
  const doc = new Y.Doc();
  const titles = Array.from({ length: 3000 }, (_, at) => `sütun ${'abcdefghij'[at % 10]}${at}x`);
  rememberColumns(doc, testEnv('ayse'), titles, []);
  expect(rememberedColumns(doc).size).toBe(500);
});
