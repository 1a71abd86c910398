/**
 * Times things side by side: the rivals take turns, so that what slows the machine slows them all. Figures are of the
 * rounds after the first, which warms up. Wall times are told, never judged; what is judged is their ratio.
 */

/** One way of doing the work. `prepare` is not timed; what it answers is handed to `run`, and that to `check`. */
export interface Rival<P = unknown, R = unknown> {
  readonly name: string;
  readonly prepare?: (round: number) => P | Promise<P>;
  readonly run: (prepared: P, round: number) => R | Promise<R>;
  /** outside the timed part: throws where the work was not done */
  readonly check?: (result: R, prepared: P) => void | Promise<void>;
}

export interface Sample {
  readonly name: string;
  /** ms, of all rounds after the first */
  readonly times: readonly number[];
}

/** Runs rivals in turns and answers their times, in the order given. */
export async function inTurns(rivals: readonly Rival[], rounds = 7): Promise<readonly Sample[]> {
  const times = new Map<string, number[]>(rivals.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // every other round backwards: who comes first pays for the other's rubbish
    for (const rival of round % 2 === 0 ? rivals : rivals.toReversed()) {
      const prepared = await rival.prepare?.(round);
      globalThis.gc?.();
      const since = performance.now();
      const result = await rival.run(prepared, round);
      const took = performance.now() - since;
      await rival.check?.(result, prepared);
      if (round > 0) times.get(rival.name)?.push(took);
    }
  }
  return rivals.map(({ name }) => ({ name, times: times.get(name) ?? [] }));
}

/** The value below which this part (0…1) of the values lies; by the nearest rank. NaN of nothing. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** How far the rounds lie apart: the half of the range of the middle nine tenths, as a part of the median. */
export const spread = (values: readonly number[]): number =>
  (percentile(values, 0.95) - percentile(values, 0.05)) / 2 / median(values);
