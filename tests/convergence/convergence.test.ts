// Whatever people do, in whatever order it arrives, all replicas end up the same and the projection equals its recomputation.
// CONVERGENCE_SEEDS=500 runs longer, CONVERGENCE_SEED=7 runs one, CONVERGENCE_STEPS=1000 makes each run longer.
import { describe, expect, test } from 'vitest';
import { ACTIONS } from './actions.ts';
import { PATIENCE, runSeed } from './run.ts';
import { FAILED_ONCE } from './seeds.ts';

const only = process.env['CONVERGENCE_SEED'];
const count = only === undefined ? Number(process.env['CONVERGENCE_SEEDS'] ?? 8) : 1;
const steps = Number(process.env['CONVERGENCE_STEPS'] ?? 250);
const seeds = Array.from({ length: count }, (_, at) => Number(only ?? 1) + at);

describe('all replicas converge', () => {
  const done = new Set<string>();

  test.each(seeds)(
    'seed %i',
    (seed) => {
      const result = runSeed({ seed, steps });
      for (const name of Object.keys(result.done)) done.add(name);
      expect(result.records).toBeGreaterThan(0);
      expect(result.events).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  test.each(FAILED_ONCE)(
    'seed %i again (%i steps): %s',
    (seed, itsSteps) => {
      expect(runSeed({ seed, steps: itsSteps }).records).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  test('a seed gives the same run each time', () => {
    expect(runSeed({ seed: 4, steps: 120 })).toEqual(runSeed({ seed: 4, steps: 120 }));
  });

  test.runIf(count > 1)('every action changed something in one of them', () => {
    const idle = ACTIONS.map(([, name]) => name).filter((name) => name !== 'begin a job' && !done.has(name));
    expect(idle).toEqual([]);
  });
});
