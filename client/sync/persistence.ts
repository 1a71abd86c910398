/** Asks the browser not to evict what is on this device. It may say no, and over plain HTTP it can't be asked. */

let asked = false;

/** Asks once, when there is something to keep: some browsers put the question to the person. */
export function askPersistence(): void {
  if (asked) return;
  asked = true;
  if (typeof navigator === 'undefined' || !('storage' in navigator) || !('persist' in navigator.storage)) return;
  // After the edit that calls for it, which the asking would hold up. A refusal changes nothing: what is on the device is
  // written all the same.
  setTimeout(() => void navigator.storage.persist().catch(() => false));
}
