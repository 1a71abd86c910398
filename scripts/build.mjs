// Builds the page into dist/client when its sources have changed since the last build, else leaves it alone.
// Invariant: dist/.build-stamp is written only after a build that succeeded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const STAMP = path.join(ROOT, 'dist', '.build-stamp');
const PAGE = path.join(ROOT, 'dist', 'client');
const SOURCES = ['client', 'schema', 'package-lock.json', 'vite.config.ts', 'postcss.config.js', 'tsconfig.json'];

/** True when dist/client holds the page of the present sources: it did already, or it was built now. */
export function buildClient(say = console.log) {
  const stamp = stampOfSources();
  if (isBuilt(stamp)) return true;
  say('Building the page …');
  const since = performance.now();
  rmSync(STAMP, { force: true });
  if (!runVite()) {
    say('The page could not be built; the reason stands above.');
    return false;
  }
  compressPage();
  writeFileSync(STAMP, stamp);
  say(`Built in ${((performance.now() - since) / 1000).toFixed(1)} s.`);
  return true;
}

function isBuilt(stamp) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp && existsSync(path.join(PAGE, 'index.html'));
}

/** In a process of its own: Vite's memory and its NODE_ENV stay out of the server. */
function runVite() {
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  return (
    spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit', env }).status ===
    0
  );
}

/** Beside each text file its compressed forms, so that the server need not compress for every visitor. */
function compressPage() {
  for (const file of filesIn(PAGE).filter((name) => /\.(js|css|html|svg|json|webmanifest)$/.test(name))) {
    const content = readFileSync(file);
    if (content.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function stampOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(path.join(ROOT, source)))) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesIn(source) {
  if (!existsSync(source)) return [];
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source)
    .sort()
    .flatMap((name) => filesIn(path.join(source, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !buildClient()) process.exit(1);
