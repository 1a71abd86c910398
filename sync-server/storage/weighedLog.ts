/**
 * The log with the weight of each room at hand: read from the file once, then counted with each update, and read again
 * after what makes a room lighter.
 */
import { ROW_WEIGHT, type RoomWeight, type UpdateLog } from './updateLog.ts';

export function weighLog(log: UpdateLog): UpdateLog {
  const weights = new Map<string, RoomWeight>();
  const lighter = async <T>(room: string, done: Promise<T>): Promise<T> => {
    try {
      return await done;
    } finally {
      weights.delete(room);
    }
  };
  return {
    ...log,
    async append(update) {
      const seq = await log.append(update);
      const weight = weights.get(update.room);
      if (weight) weights.set(update.room, { ...weight, rows: weight.rows + update.update.length + ROW_WEIGHT });
      return seq;
    },
    async weigh(room) {
      const weight = weights.get(room) ?? (await log.weigh(room));
      weights.set(room, weight);
      return weight;
    },
    compact: (room) => lighter(room, log.compact(room)),
    quarantine: (room, piece, reason) => lighter(room, log.quarantine(room, piece, reason)),
    removeRoom: (room) => lighter(room, log.removeRoom(room)),
  };
}
