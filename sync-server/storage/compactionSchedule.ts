/**
 * When a room is compacted: once its rows weigh more than its snapshot, and enough to matter. Small rooms then stay
 * a handful of rows, large ones cost at most about twice their content. One compaction at a time.
 */
import { reasonOf, type Report } from '../report.ts';
import { ROW_WEIGHT, type RoomWeight, type UpdateLog } from './updateLog.ts';

/** Below this weight of rows a compaction is not worth its fsync. */
const MIN_WEIGHT = 1024 * 1024;

export interface CompactionSchedule {
  /** Counts an update that was stored, and compacts when it is time. Never throws. */
  noteAppend(room: string, bytes: number): void;
  /** Resolves when nothing is being compacted or waiting for it. */
  idle(): Promise<void>;
}

export function createCompactionSchedule(
  log: UpdateLog,
  report: Report,
  minWeight: number = MIN_WEIGHT,
): CompactionSchedule {
  const weights = new Map<string, RoomWeight>();
  const due = new Set<string>();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    for (const room of due) {
      due.delete(room);
      try {
        const { rows, snapshotBytes, setAside } = await log.compact(room);
        weights.delete(room);
        if (rows > 0) report.info('A room was compacted.', { room, rows, snapshotBytes });
        if (setAside > 0) report.error('Stored updates could not be read and were set aside.', { room, setAside });
      } catch (error) {
        // Nothing is lost: the rows are still there, and the next append tries again.
        weights.delete(room);
        report.warning('A room could not be compacted.', { room, reason: reasonOf(error) });
      }
    }
    running = null;
  }

  async function count(room: string, bytes: number): Promise<void> {
    const known = weights.get(room);
    // Weighed after the append was stored, so the row counts itself.
    const weight = known ? { ...known, rows: known.rows + bytes + ROW_WEIGHT } : await log.weigh(room);
    weights.set(room, weight);
    if (weight.rows < Math.max(minWeight, weight.snapshot)) return;
    due.add(room);
    running ??= run();
  }

  return {
    noteAppend(room, bytes) {
      count(room, bytes).catch((error: unknown) => {
        report.warning('A room could not be weighed.', { room, reason: reasonOf(error) });
      });
    },
    async idle() {
      await running;
    },
  };
}
