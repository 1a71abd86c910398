/**
 * The long fuzz run. `FUZZ_FRAMES` (100000), `FUZZ_SEED` (chosen and printed). Prints what was sent, what was closed
 * and how memory went; ends with 1 when memory grew or an innocent person was disturbed.
 */
import { fuzzRun } from './fuzzRun.ts';
import { isFlat } from './isFlat.ts';

const frames = Number(process.env['FUZZ_FRAMES'] ?? 100_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
console.log(`${frames} frames, seed ${seed} (FUZZ_FRAMES and FUZZ_SEED set them)`);
const tally = await fuzzRun({ frames, seed, progress: (line) => console.log(`  ${line}`) });
console.log('\nframes by kind:');
for (const [kind, count] of Object.entries(tally.byKind)) console.log(`  ${count} ${kind}`);
console.log('sockets closed, by code:', tally.closings);
console.log(
  `innocent edits acknowledged: ${tally.innocentEdits}, connections of the innocent that ended: ${tally.disturbed}`,
);
const flat = isFlat(tally.memory);
console.log(`memory: ${flat ? 'flat' : 'grew'}`);
process.exit(flat && tally.disturbed === 0 ? 0 : 1);
