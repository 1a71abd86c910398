import { describe, expect, test } from 'vitest';
import { evenSteps } from '#client/features/reports/evenSteps.ts';

describe('the figures at the side of a chart', () => {
  test('are round and reach what is the most', () => {
    expect(evenSteps(100)).toEqual([0, 25, 50, 75, 100]);
    expect(evenSteps(3_900_000)).toEqual([0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]);
    expect(evenSteps(7)).toEqual([0, 2, 4, 6, 8]);
    expect(evenSteps(0.3)).toHaveLength(4);
  });

  test('there are few of them, whatever the most is', () => {
    for (let most = 1; most < 1e12; most = most * 1.7 + 1) {
      const steps = evenSteps(most);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect(steps.at(-1)).toBeGreaterThanOrEqual(most);
      expect(steps.at(-2)).toBeLessThan(most);
    }
  });

  test('nothing at all still has a top', () => {
    expect(evenSteps(0)).toEqual([0, 1]);
    expect(evenSteps(Number.NEGATIVE_INFINITY)).toEqual([0, 1]);
  });
});
