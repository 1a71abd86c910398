// Hostile frames from people who are signed in. `npm run test:fuzz` sends a hundred thousand.
import { expect, it } from 'vitest';
import { CLOSE } from '#schema/protocol.ts';
import { fuzzRun } from './fuzzRun.ts';
import { HOSTILE } from './hostileFrames.ts';
import { isFlat } from './isFlat.ts';

it('three thousand hostile frames end their own sockets at most; others notice nothing, and memory stays flat', async () => {
  const tally = await fuzzRun({ frames: 3_000, seed: 20_261_122 });
  expect(tally.frames).toBeGreaterThanOrEqual(3_000);
  expect(Object.keys(tally.byKind).toSorted()).toEqual(Object.keys(HOSTILE).toSorted());
  expect(tally.disturbed).toBe(0);
  expect(tally.innocentEdits).toBeGreaterThan(20);
  expect(isFlat(tally.memory)).toBe(true);
  const codes = Object.keys(tally.closings).map(Number);
  for (const closing of [CLOSE.malformed, CLOSE.unknownRoom, CLOSE.tooMany, CLOSE.tooLarge]) {
    expect(codes).toContain(closing.code);
  }
}, 400_000);

it('memory that grows is seen', () => {
  const sample = (heap: number) => ({ heap: heap * 1024 * 1024, external: 0, resident: 0 });
  expect(isFlat([sample(20), sample(30), sample(31), sample(33), sample(32)])).toBe(true);
  expect(isFlat([sample(20), sample(30), sample(45), sample(60), sample(75)])).toBe(false);
});
