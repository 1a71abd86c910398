/**
 * What others changed while this member was away, until they have seen it and put it aside: kept on the device, the same
 * in all tabs, and there again after a reload. Only lists; which value stands is the document's.
 */
import { liveQuery } from 'dexie';
import { awayChanges, awayKey, isAwayChange, type AwayChange } from '#schema/away.ts';
import type { DeviceStore } from '../sync/deviceStore.ts';
import type { OpenRoom } from '../sync/room.ts';

const NONE: readonly AwayChange[] = [];

/** Where a workspace's list lies on the device. */
export const awayPlace = (workspace: string): string => `away.${workspace}`;

export class AwayList {
  readonly #store: DeviceStore;
  readonly #place: string;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #arrivals = new Set<(count: number) => void>();
  readonly #stops: (() => void)[];
  /** came while no one listened: the page was still opening */
  #untold = 0;
  #changes = NONE;

  constructor(store: DeviceStore, workspace: string, room: OpenRoom, onFault: (error: unknown) => void) {
    this.#store = store;
    this.#place = awayPlace(workspace);
    this.#onFault = onFault;
    const kept = liveQuery(() => store.kv.get(this.#place)).subscribe({
      next: (row) => this.#set(changesIn(row?.value)),
      error: onFault,
    });
    this.#stops = [
      () => kept.unsubscribe(),
      room.onReturn((transaction, isUnsent) => this.#add(awayChanges(room.doc, transaction, isUnsent))),
    ];
  }

  /** Oldest first; the same array until something changes. */
  readonly changes = (): readonly AwayChange[] => this.#changes;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back when something has come onto the list in this tab. */
  onArrival(listener: (count: number) => void): () => void {
    this.#arrivals.add(listener);
    if (this.#untold > 0) listener(this.#untold);
    this.#untold = 0;
    return () => this.#arrivals.delete(listener);
  }

  /** Puts these aside: the member has seen them. */
  dismiss(seen: readonly AwayChange[]): void {
    const keys = new Set(seen.map(awayKey));
    this.#mend((changes) => changes.filter((change) => !keys.has(awayKey(change))));
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #add(found: readonly AwayChange[]): void {
    if (found.length === 0) return;
    const keys = new Set(found.map(awayKey));
    this.#mend((changes) => [...changes.filter((change) => !keys.has(awayKey(change))), ...found]);
    if (this.#arrivals.size === 0) this.#untold += found.length;
    for (const listener of this.#arrivals) listener(found.length);
  }

  /** Shows at once, also where the device keeps nothing; what other tabs kept meanwhile stays. */
  #mend(mend: (changes: readonly AwayChange[]) => readonly AwayChange[]): void {
    const { kv } = this.#store;
    this.#set(mend(this.#changes));
    this.#store
      .transaction('rw', kv, async () => {
        const value = mend(changesIn((await kv.get(this.#place))?.value));
        if (value.length > 0) await kv.put({ key: this.#place, value: JSON.stringify(value) });
        else await kv.delete(this.#place);
      })
      .catch(this.#onFault);
  }

  #set(changes: readonly AwayChange[]): void {
    if (changes.length === 0 && this.#changes.length === 0) return;
    this.#changes = changes;
    for (const listener of this.#listeners) listener();
  }
}

function changesIn(kept: unknown): readonly AwayChange[] {
  const value: unknown = typeof kept === 'string' ? JSON.parse(kept) : null;
  return Array.isArray(value) ? value.filter(isAwayChange) : NONE;
}
