/** Waits for something to become true, by looking; what never comes fails with what it was. Long, for busy machines and disks. */
export async function until(condition: () => boolean | Promise<boolean>, within = 40_000): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not true within ${within} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
