/** Milliseconds on a clock that all processes of a machine share; what is sent in one can be timed in another. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Waits until the shared clock shows this time; at once if it is past. */
export async function sharedUntil(at: number): Promise<void> {
  const left = at - sharedNow();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

/** Waits until something is so; throws after a minute. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = sharedNow() + 60_000;
  while (!isSo()) {
    if (sharedNow() > deadline) throw new Error('edits got lost on their way');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
