import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaleTo } from '#client/features/reports/scaleTo.ts';

describe('the scale of a chart', () => {
  test.each([
    [14_580_000_00, [0, 5_000_000_00, 10_000_000_00, 15_000_000_00]],
    [8, [0, 2, 4, 6, 8]],
    [9.5, [0, 2.5, 5, 7.5, 10]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
  ])('goes up to %d in round steps', (largest, ticks) => {
    expect(scaleTo(largest)).toEqual({ top: ticks.at(-1), ticks });
  });

  test('holds every amount, wastes less than a step above it, and has few lines', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e15, noNaN: true }), (largest) => {
        const { top, ticks } = scaleTo(largest);
        const step = ticks[1] ?? 0;
        expect(top).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        expect(top - step).toBeLessThan(largest);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  test('of nothing it is a line', () => {
    for (const nothing of [0, -1, Number.NaN]) expect(scaleTo(nothing)).toEqual({ top: 1, ticks: [0] });
  });
});
