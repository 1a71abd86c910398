/** A scale of round numbers for a chart. Pure. */

const LINES = 4;
const ROUND = [1, 2, 2.5, 5, 10];

/** From 0 to the round number at or above the largest value, in about four round steps. Of nothing it is 0 to 1. */
export function scaleTo(largest: number): { readonly top: number; readonly ticks: readonly number[] } {
  if (!(largest > 0)) return { top: 1, ticks: [0] };
  const power = 10 ** Math.floor(Math.log10(largest / LINES));
  const step = power * (ROUND.find((one) => one * power * LINES >= largest) ?? 10);
  const steps = Math.ceil(largest / step);
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, at) => at * step) };
}
