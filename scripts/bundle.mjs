// Looks into the built page: exactly one yjs for the documents. Two copies break them without an error.
// Workers are pages of their own and are named beside it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ASSETS = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'dist', 'client', 'assets');
/** Stands in yjs once, in the check that warns of a second copy; minifiers keep it. */
const MARK = 'Yjs was already imported';

const copies = readdirSync(ASSETS)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, count: readFileSync(path.join(ASSETS, name), 'utf8').split(MARK).length - 1 }))
  .filter(({ count }) => count > 0);
const inWorkers = copies.filter(({ name }) => /worker/i.test(name));
const inPage = copies.filter((copy) => !inWorkers.includes(copy));

for (const { name, count } of copies) console.log(`yjs × ${count} in ${name}`);
const isOne = inPage.length === 1 && inPage[0].count === 1 && inWorkers.every(({ count }) => count === 1);
if (!isOne) {
  console.error('There must be exactly one yjs in the page.');
  process.exit(1);
}
