/**
 * How much one workspace may store. Over its limit the log refuses what people and programs write there, as a full disk
 * would, and nobody else notices. A part above the limit takes small updates alone, so that a full workspace can still
 * be tidied. What the server writes itself is never refused.
 */
import { parseRoom, type Room, roomName } from '#schema/rooms.ts';
import type { CompactionSchedule } from './compactionSchedule.ts';
import type { UpdateLog } from './updateLog.ts';

const MB = 1024 * 1024;

export interface StorageLimits {
  /** Bytes of a workspace: snapshots and rows of its documents. */
  readonly workspace: number;
  /** The same of a guest's demo, and of what is one person's own. */
  readonly demo: number;
}

export interface StorageLimit {
  /** The log, held to the limit: its `append` rejects with `WorkspaceFullError`. */
  readonly log: UpdateLog;
  /** How many workspaces were refused something that still has no place. */
  countFull(): Promise<number>;
}

/** The update was not stored, because its workspace may not store more. */
export class WorkspaceFullError extends Error {}

/** What people and pages write at once when they edit, bin or purge; an import is larger. */
const SMALL_BYTES = MB / 8;
/** Above the limit, for what is small. */
const reserveOf = (limit: number): number => Math.max(limit / 10, MB);

export function limitStorage(options: {
  log: UpdateLog;
  schedule: CompactionSchedule;
  limits: StorageLimits;
  isDemo: (workspace: string) => Promise<boolean>;
}): StorageLimit {
  const { log, schedule, limits } = options;
  /** Bytes that are being stored, by owner. */
  const underWay = new Map<string, number>();
  /** What last had no place, by the room that it was for. */
  const refused = new Map<string, number>();
  const demos = new Map<string, boolean>();

  async function limitOf({ kind, owner }: Room): Promise<number> {
    if (kind === 'user') return limits.demo;
    const isDemo = demos.get(owner) ?? (await options.isDemo(owner));
    demos.set(owner, isDemo);
    return isDemo ? limits.demo : limits.workspace;
  }

  /** Whether so many bytes still have a place, of which `busy` are on their way with all the others that are. */
  async function hasPlace(room: Room, bytes: number, busy: number): Promise<boolean> {
    let used = busy;
    for (const name of roomsWith(room)) {
      const { snapshot, rows } = await log.weigh(name);
      used += snapshot + rows;
    }
    const limit = await limitOf(room);
    return used <= limit + (bytes <= SMALL_BYTES ? reserveOf(limit) : 0);
  }

  /** Counts bytes that are being stored, or no longer; answers all that are. */
  function count(owner: string, bytes: number): number {
    const busy = (underWay.get(owner) ?? 0) + bytes;
    if (busy > 0) underWay.set(owner, busy);
    else underWay.delete(owner);
    return busy;
  }

  /** Folding what was stored may make place: what was deleted still lies there. */
  async function makePlace(room: Room): Promise<void> {
    for (const name of roomsWith(room)) if ((await log.weigh(name)).rows > 0) schedule.lighten(name);
  }

  return {
    log: {
      ...log,
      async append(update) {
        const room = parseRoom(update.room);
        if (update.author === null || room === null) return log.append(update);
        const bytes = update.update.length;
        // Counted before anything is awaited: of several at once none is overlooked.
        const busy = count(room.owner, bytes);
        try {
          if (!(await hasPlace(room, bytes, busy))) {
            refused.set(update.room, bytes);
            await makePlace(room);
            throw new WorkspaceFullError('The workspace may not store more.');
          }
          const seq = await log.append(update);
          if (bytes >= (refused.get(update.room) ?? Infinity)) refused.delete(update.room);
          return seq;
        } finally {
          count(room.owner, -bytes);
        }
      },
      async removeRoom(name) {
        refused.delete(name);
        demos.delete(parseRoom(name)?.owner ?? '');
        await log.removeRoom(name);
      },
    },

    async countFull() {
      for (const [name, bytes] of refused) {
        const room = parseRoom(name);
        if (room === null || (await hasPlace(room, bytes, bytes))) refused.delete(name);
      }
      return new Set([...refused.keys()].map((name) => parseRoom(name)?.owner)).size;
    },
  };
}

/** The rooms that count together. */
const roomsWith = ({ kind, owner, epoch }: Room): string[] =>
  (kind === 'user' ? (['user'] as const) : (['workspace', 'settings'] as const)).map((each) =>
    roomName(each, owner, epoch),
  );
