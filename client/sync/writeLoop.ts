/**
 * Runs one writing at a time, grouped in time, and again after a failure until it works. Owns the timing only: what is
 * written stays with its owner, who must keep it when a writing throws.
 */

const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

export interface WriteLoopOptions {
  /** writes what is due, with `all` everything that waits; throws when it could not */
  write: (all: boolean) => Promise<void>;
  /** how long, in ms, what waits may wait; null when nothing does */
  patience: () => number | null;
  /** a writing failed, for the `times`-th time in a row */
  failed: (error: unknown, times: number) => void;
}

export class WriteLoop {
  readonly #options: WriteLoopOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dueAt = 0;
  #running = false;
  #failures = 0;
  #stopped = false;
  #waiting: (() => void)[] = [];
  #afterRun: (() => void)[] = [];

  constructor(options: WriteLoopOptions) {
    this.#options = options;
  }

  /** Something came to be written: it will be, within its patience; after a failure when the next try is due. */
  wake(): void {
    if (this.#running || this.#failures > 0) return;
    const patience = this.#options.patience();
    if (patience !== null) this.#in(patience);
  }

  /** Writes now. Resolves when nothing waits any more, or when the writing failed. */
  async flush(): Promise<void> {
    if (this.#stopped || (this.#options.patience() === null && !this.#running)) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      void this.#run();
    });
  }

  /** Resolves when nothing waits, each thing written in its time; or when the loop has ended. */
  async idle(): Promise<void> {
    while (!this.#stopped && (this.#running || this.#options.patience() !== null)) {
      await new Promise<void>((resolve) => {
        this.#afterRun.push(resolve);
      });
    }
  }

  /** Something outside of the loop failed: the next writing tries whether it is over. */
  fail(error: unknown): void {
    if (this.#stopped) return;
    this.#failures += 1;
    this.#options.failed(error, this.#failures);
    this.#in(this.#retryDelay());
  }

  /** Ends without writing. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#release();
    for (const resolve of this.#afterRun.splice(0)) resolve();
  }

  #in(delay: number): void {
    if (this.#stopped) return;
    const at = Date.now() + delay;
    if (this.#timer) {
      if (at >= this.#dueAt) return;
      clearTimeout(this.#timer);
    }
    this.#dueAt = at;
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  async #run(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#running || this.#stopped) return;
    this.#running = true;
    try {
      await this.#options.write(this.#waiting.length > 0);
      this.#failures = 0;
    } catch (error) {
      // The owner closes the store when it ends: what fails after that has no one to be told.
      if (this.#stopped) return;
      this.#failures += 1;
      this.#options.failed(error, this.#failures);
    }
    this.#running = false;
    this.#goOn();
    for (const resolve of this.#afterRun.splice(0)) resolve();
  }

  #goOn(): void {
    const patience = this.#options.patience();
    if (this.#failures > 0) {
      this.#release();
      this.#in(this.#retryDelay());
    } else if (patience === null) this.#release();
    else this.#in(this.#waiting.length > 0 ? 0 : patience);
  }

  #retryDelay(): number {
    return RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 30_000;
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
