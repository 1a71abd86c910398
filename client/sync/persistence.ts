/** Asks the browser not to evict what is on this device. It may say no, and over plain HTTP it can't be asked. */

let asked = false;

/** Asks once, when there is something to keep: some browsers put the question to the person. */
export function askPersistence(): void {
  if (asked) return;
  asked = true;
  if (typeof navigator === 'undefined' || !('storage' in navigator) || !('persist' in navigator.storage)) return;
  // A refusal changes nothing here; `isPersisted` tells it to the page.
  navigator.storage.persist().catch(() => false);
}

/** Whether the browser promised to keep what is on this device; null where it can't be asked. */
export async function isPersisted(): Promise<boolean | null> {
  if (typeof navigator === 'undefined' || !('storage' in navigator) || !('persisted' in navigator.storage)) return null;
  return navigator.storage.persisted();
}
