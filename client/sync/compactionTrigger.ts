/**
 * Decides when a room's log on the device is folded: when what came since the last time outweighs what that left.
 * Several tabs count the same; a random wait and, where there is one, a lock keep them from doing it twice.
 */
import type { Compaction } from './compaction.ts';
import { compactInBackground } from './compactInBackground.ts';

const MIN_BYTES = 1024 * 1024;
const MAX_ROWS = 2_000;
const WAIT_MS = 3_000;

export interface CompactionTriggerOptions {
  user: string;
  room: string;
  done: (compaction: Compaction) => void;
  failed: (error: unknown) => void;
}

export class CompactionTrigger {
  readonly #options: CompactionTriggerOptions;
  #rows = 0;
  #bytes = 0;
  #folded = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running = false;
  #stopped = false;

  constructor(options: CompactionTriggerOptions) {
    this.#options = options;
  }

  /** The log as it was read: rows and bytes not folded yet, and bytes that are. */
  opened(log: { rows: number; bytes: number; folded: number }): void {
    this.#rows += log.rows;
    this.#bytes += log.bytes;
    this.#folded = log.folded;
    this.#consider();
  }

  /** A row of so many bytes was written, by any tab. */
  wrote(bytes: number): void {
    this.#rows += 1;
    this.#bytes += bytes;
    this.#consider();
  }

  /** The log was folded, here or in another tab, to so many bytes (unknown: null). */
  folded(bytes: number | null): void {
    this.#rows = 0;
    this.#bytes = 0;
    if (bytes !== null) this.#folded = bytes;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Folds now, to make room. */
  async now(): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    const { user, room, done, failed } = this.#options;
    try {
      const compaction = await compactInBackground(user, room);
      this.folded(compaction?.bytes ?? null);
      if (compaction) done(compaction);
    } catch (error) {
      // Nothing was changed on the device: a compaction is one transaction.
      failed(error);
    } finally {
      this.#running = false;
    }
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #consider(): void {
    if (this.#timer || this.#stopped) return;
    if (this.#rows <= MAX_ROWS && this.#bytes <= Math.max(MIN_BYTES, this.#folded)) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.now();
      },
      WAIT_MS * (1 + Math.random()),
    );
  }
}
