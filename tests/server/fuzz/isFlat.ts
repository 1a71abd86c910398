/** Whether memory stayed where it was once everything had been loaded and warmed up. */
import type { Memory } from '#tests/support/inspect.ts';

/** What caches and pools may still gain. */
const SLACK = 16 * 1024 * 1024;
const MOST = 1.5;

/** Compares the last fifth of the samples with the second one: the first still lacks what is loaded on use. */
export function isFlat(samples: readonly Memory[]): boolean {
  const early = samples[Math.min(1, samples.length - 1)];
  const late = samples.slice(-Math.max(1, Math.floor(samples.length / 5)));
  if (!early) return true;
  const held = ({ heap, external }: Memory): number => heap + external;
  const least = Math.min(...late.map(held));
  return least <= held(early) * MOST + SLACK;
}
