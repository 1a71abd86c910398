/** Round figures for the side of a chart. */

/** How many steps there are about. */
const STEPS = 4;
const ROUND = [1, 2, 2.5, 5, 10];

/** From nothing in even steps to the first one that is not below the most: 0, 25, 50, 75, 100. */
export function evenSteps(most: number): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (ROUND.find((one) => one * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}
