/**
 * The long crash run, ours beside stock Hocuspocus. `CRASH_KILLS` (200), `CRASH_SEED` (chosen and printed),
 * `CRASH_SUBJECTS` (`ours,stock`). Ends with 1 when ours lost something or did not end up equal.
 */
import { crashRun, type CrashTally } from './crashRun.ts';
import { startOurs } from './ours.ts';
import { startStock } from './stock.ts';

const SUBJECTS = { ours: startOurs, stock: startStock } as const;

/** Beyond the ten seconds after which stock Hocuspocus stores at the latest, so that some of its work is stored too. */
const LONGEST_MS = 12_000;

const kills = Number(process.env['CRASH_KILLS'] ?? 200);
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const chosen = (process.env['CRASH_SUBJECTS'] ?? 'ours,stock').split(',');
console.log(`${kills} kills each, seed ${seed} (CRASH_KILLS and CRASH_SEED set them)`);

const rows: string[] = [];
let isBroken = false;
for (const [key, start] of Object.entries(SUBJECTS)) {
  if (!chosen.includes(key)) continue;
  const subject = await start();
  try {
    const tally = await crashRun(subject, {
      kills,
      seed,
      longest: LONGEST_MS,
      progress: (line) => console.log(`  ${subject.name}: ${line}`),
    });
    rows.push(rowOf(subject.name, tally));
    for (const { cell, promised, found } of key === 'ours' ? tally.examples : []) {
      console.log(`  lost in ${cell}: promised ${promised}, found ${found}`);
    }
    if (key === 'ours' && (tally.lost > 0 || tally.apart > 0 || tally.acknowledged === 0)) isBroken = true;
  } catch (error) {
    console.log(subject.output().slice(-4_000));
    throw error;
  } finally {
    await subject.remove();
  }
}

console.log('\n| server | kills | edits | acknowledged | of those lost | rooms apart in the end |');
console.log('|---|---:|---:|---:|---:|---:|');
for (const row of rows) console.log(row);
process.exit(isBroken ? 1 : 0);

function rowOf(name: string, tally: CrashTally): string {
  const { edits, acknowledged, lost, apart } = tally;
  const share = acknowledged === 0 || lost === 0 ? '' : ` (${((100 * lost) / acknowledged).toFixed(0)} %)`;
  return `| ${name} | ${tally.kills} | ${edits} | ${acknowledged} | ${lost}${share} | ${apart} |`;
}
