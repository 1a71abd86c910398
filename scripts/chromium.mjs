// Finds a Chromium for the browser tests, or installs one; says each step aloud.
// Promise: the path it answers with has run and named its version. Must never leave a person without a sentence on what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const SYSTEM_PATHS = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    `${process.env.PROGRAMFILES ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)'}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env.LOCALAPPDATA ?? ''}\\Google\\Chrome\\Application\\chrome.exe`,
  ],
};

const WHAT_TO_DO = [
  'No Chromium was found and none could be installed, so the browser tests cannot run.',
  'Install Chromium or Google Chrome (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to one.',
].join('\n');

/**
 * The path of a working Chromium: $CHROMIUM_PATH, then the system's, then Playwright's own, then Playwright's
 * download, then Debian's package (as root). Null when all fail; `say` has then been told what to do.
 */
export async function ensureChromium(say = console.log) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (answers(named)) return named;
    say(`CHROMIUM_PATH names ${named}, which does not start as a Chromium. Correct it or unset it.`);
    return null;
  }
  const found = systemChromium() ?? (await playwrightChromium());
  if (found) return found;

  say('No Chromium on this machine: downloading the one of Playwright …');
  downloadByPlaywright();
  const downloaded = await playwrightChromium();
  if (downloaded) return downloaded;

  if (isRoot() && existsSync('/usr/bin/apt-get')) {
    say('That did not work: installing the chromium package with apt-get …');
    installByApt();
    const installed = systemChromium();
    if (installed) return installed;
  }
  say(WHAT_TO_DO);
  return null;
}

function systemChromium() {
  return (SYSTEM_PATHS[process.platform] ?? []).find(answers) ?? null;
}

async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return own && answers(own) ? own : null;
}

/** A browser whose libraries are missing does not get as far as its version. Windows' Chrome opens a window instead. */
function answers(file) {
  if (!existsSync(file)) return false;
  if (process.platform === 'win32') return true;
  const run = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return run.status === 0 && /\d+\.\d+/.test(run.stdout);
}

function downloadByPlaywright() {
  const cli = path.join(ROOT, 'node_modules', 'playwright', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'inherit',
    timeout: 600_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000', ...process.env },
  });
}

function installByApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: 'inherit', timeout: 900_000, env };
  if (spawnSync('apt-get', ['update', '-q'], options).status !== 0) return;
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options);
}

function isRoot() {
  return process.getuid?.() === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await ensureChromium();
  if (!file) process.exit(1);
  console.log(file);
}
