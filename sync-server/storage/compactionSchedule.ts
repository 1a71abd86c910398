/**
 * When a room is compacted: once its rows weigh more than its snapshot, and enough to matter. Small rooms then stay
 * a handful of rows, large ones cost at most about twice their content. One compaction at a time.
 */
import { reasonOf, type Report } from '../report.ts';
import type { UpdateLog } from './updateLog.ts';

/** Below this weight of rows a compaction is not worth its fsync. */
const MIN_WEIGHT = 1024 * 1024;

/** A room that was compacted for place rests so many times as long as that took. */
const REST = 10;

export interface CompactionSchedule {
  /** An update was stored: compacts when it is time. Never throws. */
  noteAppend(room: string): void;
  /** Compacts soon, for the place that it may make; a large room not so often that it keeps the others waiting. */
  lighten(room: string): void;
  /** Resolves when nothing is being compacted or waiting for it. */
  idle(): Promise<void>;
}

export function createCompactionSchedule(
  log: UpdateLog,
  report: Report,
  minWeight: number = MIN_WEIGHT,
): CompactionSchedule {
  /** Until when a room is not compacted for place alone, by `performance.now()`. */
  const restsUntil = new Map<string, number>();
  const due = new Set<string>();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    for (const room of due) {
      due.delete(room);
      const begin = performance.now();
      try {
        const { rows, snapshotBytes, setAside } = await log.compact(room);
        if (rows > 0) report.info('A room was compacted.', { room, rows, snapshotBytes });
        if (setAside > 0) report.error('Stored updates could not be read and were set aside.', { room, setAside });
      } catch (error) {
        // Nothing is lost: the rows are still there, and the next append tries again.
        report.warning('A room could not be compacted.', { room, reason: reasonOf(error) });
      }
      const end = performance.now();
      restsUntil.set(room, end + REST * (end - begin));
    }
    running = null;
  }

  function compactSoon(room: string): void {
    due.add(room);
    running ??= run();
  }

  async function look(room: string): Promise<void> {
    const { snapshot, rows } = await log.weigh(room);
    if (rows >= Math.max(minWeight, snapshot)) compactSoon(room);
  }

  return {
    noteAppend(room) {
      look(room).catch((error: unknown) => {
        report.warning('A room could not be weighed.', { room, reason: reasonOf(error) });
      });
    },
    lighten(room) {
      if (performance.now() >= (restsUntil.get(room) ?? 0)) compactSoon(room);
    },
    async idle() {
      await running;
    },
  };
}
