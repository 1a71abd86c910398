// The clock that commands get: the feed sorts by it.
import { describe, expect, it } from 'vitest';
import { correctClock, createEnv, now } from '#client/data/environment.ts';

const env = createEnv({ id: 'u1', role: 'rep' }, () => 'tr');

describe('the clock of commands', () => {
  it('gives what is done in one millisecond an order', () => {
    const instants = Array.from({ length: 200 }, () => env.now());
    expect(new Set(instants).size).toBe(200);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(instants.at(-1)).toBeLessThan(now() + 201);
  });

  it('follows the server’s clock at once, also back', () => {
    const device = Date.now();
    correctClock(device + 3_600_000, device);
    expect(env.now()).toBeGreaterThanOrEqual(device + 3_600_000);
    correctClock(device, device);
    expect(env.now()).toBeLessThan(device + 1_800_000);
  });
});
