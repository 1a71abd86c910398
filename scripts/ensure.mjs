// Makes node_modules fit package-lock.json before any other script runs.
// Runs on whatever Node the machine has (20 or later), so: built-ins only, and no Node version in the stamp, because the
// next start runs on the Node that was installed here. Must never touch node_modules when the stamp fits.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const STAMP = path.join(ROOT, 'node_modules', '.install-stamp');

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  fail(
    `Ortak needs Node 20 or later to start; this is ${process.version}. Get one from https://nodejs.org and try again.`,
  );
}

const wanted = stampOf(readFileSync(path.join(ROOT, 'package-lock.json')));
if (!isInstalled(wanted)) install(wanted);

function stampOf(lock) {
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

function isInstalled(stamp) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;
}

function install(stamp) {
  console.log('Installing the packages Ortak is built with, Node 24 among them (once; about a minute) …');
  // Short pauses between retries: without a network the sentence below should come soon.
  const patience = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000'];
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...patience,
  ];
  const options = { cwd: ROOT, stdio: 'inherit', env: installEnvironment() };
  // The Node that runs npm, not this one: this one may lie inside node_modules, which is about to be replaced.
  const { npm_node_execpath: npmsNode, npm_execpath: npm } = process.env;
  const run = npm
    ? spawnSync(npmsNode ?? process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (run.status !== 0) {
    fail(
      [
        'The packages could not be installed; npm says why above.',
        'The first start needs a network that reaches the npm registry. Later starts need none.',
      ].join('\n'),
    );
  }
  writeFileSync(STAMP, stamp);
}

/** Under NODE_ENV=production npm would leave out the build tools, which the start needs. */
function installEnvironment() {
  return { ...process.env, NODE_ENV: 'development' };
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
