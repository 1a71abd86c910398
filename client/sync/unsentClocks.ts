/**
 * Which parts of a document were made on this device and have not reached the server, by the clocks of their makers.
 * Forgets only all at once, when nothing is owed any more; until then it may claim what the server has just got.
 */
import * as Y from 'yjs';

export class UnsentClocks {
  readonly #ranges = new Map<number, [from: number, to: number][]>();

  /** An update was made here. Throws when it can't be read. */
  add(update: Uint8Array): void {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const start = from.get(client) ?? 0;
      const ranges = this.#ranges.get(client);
      const last = ranges?.at(-1);
      if (last && start <= last[1] && start >= last[0]) last[1] = Math.max(last[1], end);
      else if (ranges) ranges.push([start, end]);
      else this.#ranges.set(client, [[start, end]]);
    }
  }

  readonly has = (client: number, clock: number): boolean =>
    this.#ranges.get(client)?.some(([from, to]) => clock >= from && clock < to) ?? false;

  clear(): void {
    this.#ranges.clear();
  }
}
