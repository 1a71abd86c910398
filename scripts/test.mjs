// Runs every check of the house, all of them even when one fails, and ends with `N passed, N failed`.
// The counts are of tests: those that Vitest and Playwright report, and one for each static check.
// Must never pass over a test that did not run: what was skipped or could not start counts as failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { buildClient } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { complaintAboutNode } from './runtime.mjs';

const complaint = complaintAboutNode();
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const LINES_SAID_AGAIN = 25;
const reports = mkdtempSync(path.join(tmpdir(), 'ortak-test-'));
const total = { passed: 0, failed: 0 };
const broken = [];
const failures = [];

// Without a browser half of the tests cannot run: better to know it in the first seconds than at the end.
const chromium = await ensureChromium();

staticCheck('types', 'typescript/bin/tsc', ['-p', '.']);
staticCheck('lint', 'oxlint/bin/oxlint', []);
staticCheck('format', '@biomejs/biome/bin/biome', ['check', '.']);
staticCheck('unused code', 'knip/bin/knip.js', []);
counted('unit, convergence, architecture', () => runVitest());
const built = step('build of the page', () => outcome(buildClient()));
if (built) {
  step('size of the page', () => outcome(run('size-limit/bin.js', []) === 0));
  step('one yjs in the page', () => outcome(runNode([path.join(ROOT, 'scripts', 'bundle.mjs')]) === 0));
}
counted('browser', () => {
  if (!built) return notRun('The browser tests did not run, because the page could not be built.');
  if (!chromium) return notRun('The browser tests did not run, because there is no Chromium (see above).');
  return runPlaywright();
});

rmSync(reports, { recursive: true, force: true });
// said again at the end, because that is what is kept of a long log
for (const { name, message } of failures) console.log(`\n✗ ${name}\n${message}`);
if (broken.length > 0) console.log(`\nFailed: ${broken.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

function staticCheck(name, bin, args) {
  step(name, () => outcome(run(bin, args) === 0));
}

function counted(name, work) {
  step(name, work);
}

/** Runs one step, shows its time, adds its counts to the total; true when nothing failed. */
function step(name, work) {
  console.log(`\n── ${name}`);
  const since = performance.now();
  const { passed, failed } = work();
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) broken.push(name);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`   ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  return failed === 0;
}

function outcome(isGood) {
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function notRun(sentence) {
  console.log(sentence);
  return { passed: 0, failed: 1 };
}

function runVitest() {
  const file = path.join(reports, 'vitest.json');
  const status = run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  if (!report) return notRun('Vitest left no report.');
  // A file that does not load has no tests of its own to fail.
  const unloaded = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  for (const one of report.testResults) {
    for (const test of one.assertionResults.filter((each) => each.status === 'failed')) {
      keepFailure(`${path.relative(ROOT, one.name)} › ${test.fullName}`, test.failureMessages.join('\n'));
    }
  }
  for (const one of unloaded) keepFailure(path.relative(ROOT, one.name), one.message);
  const skipped = report.numPendingTests + report.numTodoTests;
  return judged(status, report.numPassedTests, report.numFailedTests + unloaded.length, skipped);
}

function runPlaywright() {
  const file = path.join(reports, 'playwright.json');
  const status = run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readReport(file);
  if (!report) return notRun('Playwright left no report.');
  for (const suite of report.suites) tellFailures(suite);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return judged(status, expected, unexpected + flaky, skipped);
}

/** Keeps what failed in a suite of Playwright's report, and in the suites in it. */
function tellFailures(suite) {
  for (const inner of suite.suites ?? []) tellFailures(inner);
  for (const spec of suite.specs.filter((one) => !one.ok)) {
    const messages = spec.tests.flatMap((test) => test.results).flatMap((result) => result.errors);
    keepFailure(`${spec.file} › ${spec.title}`, messages.map((error) => error.message).join('\n'));
  }
}

/** Keeps the name of a failed test and the first lines of why, in plain letters. */
function keepFailure(name, message) {
  failures.push({ name, message: stripVTControlCharacters(message).split('\n').slice(0, LINES_SAID_AGAIN).join('\n') });
}

/** An exit code of failure with no failed test (an error outside of tests) is a failure too. */
function judged(status, passed, failed, skipped) {
  if (skipped > 0) console.log(`${skipped} skipped: they did not run, and count as failed.`);
  const all = failed + skipped;
  return { passed, failed: status !== 0 && all === 0 ? 1 : all };
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

function run(bin, args, extra = {}) {
  return runNode([path.join(ROOT, 'node_modules', bin), ...args], extra);
}

function runNode(args, extra = {}) {
  const { NODE_ENV: _, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...env, ...extra } }).status;
}
