/**
 * The history of rooms that are open, told from the changes as they are applied. What is handed on to the log has no
 * gaps: a row waits for the ones that arrived before it. Whatever gets lost on the way (a crash, a full disk, a frame
 * that was stored and never applied) is derived from the log again; so nothing here may ever fail an update.
 */
import type * as Y from 'yjs';
import { collectChanges } from '#schema/history.ts';
import { parseRoom } from '#schema/rooms.ts';
import { reasonOf, type Report } from '../report.ts';
import type { UpdateLog } from '../storage/updateLog.ts';
import { entriesOf, type Entry, type RowEntries } from './entries.ts';

/** An update on its way through the log into the document. */
export interface Passing {
  /** It is in the log, as this row. */
  stored(seq: number): void;
  /** It never will be. */
  lost(): void;
  /** Does what applies it and notes what it changed. */
  apply<T>(doc: Y.Doc, change: () => T): T;
}

export interface LiveHistory {
  /** A room was opened: what its history lacks is derived while it is used. */
  opened(room: string): void;
  closed(room: string): void;
  /** To be called for each update in the order in which they are appended. */
  expect(room: string, sent: { at: number; author: string | null }): Passing;
  /** Resolves when everything applied so far can be read. */
  settled(room: string): Promise<void>;
  /** Hands on what it has, and then nothing more. */
  stop(): Promise<void>;
}

/** A row that is stored and was not applied for this long never will be: then the log is asked. */
const ABANDONED_MS = 60_000;
/** After a failure the log is left alone for this long. */
const RETRY_MS = 10_000;
/** A room that was just opened is wanted by people: what its history lacks costs as much as opening it, and can wait. */
const AFTER_OPENING_MS = 5_000;
/** Rooms without records have no history. */
const hasHistory = (room: string): boolean => parseRoom(room)?.kind === 'workspace';

interface Row {
  readonly at: number;
  readonly author: string | null;
  seq: number | null;
  /** null until it was applied */
  entries: readonly Entry[] | null;
}

interface OpenRoom {
  /** in the order of the log */
  readonly rows: Row[];
  /** how far the log's history reaches; null when that has to be asked */
  reach: number | null;
  handing: Promise<void> | null;
  notBefore: number;
  /** runs while the room is left alone after its opening */
  opening: NodeJS.Timeout | null;
}

const UNTOLD: Passing = { stored: () => undefined, lost: () => undefined, apply: (_, change) => change() };

export function createLiveHistory(options: { log: UpdateLog; report: Report; now: () => number }): LiveHistory {
  const { log, report, now } = options;
  const rooms = new Map<string, OpenRoom>();
  const under = new Set<Promise<void>>();
  /** how many wait for the history: what is handed on then is stored at once */
  let waiting = 0;
  let isStopped = false;

  function roomOf(name: string): OpenRoom {
    const known = rooms.get(name) ?? { rows: [], reach: null, handing: null, notBefore: 0, opening: null };
    rooms.set(name, known);
    return known;
  }

  /** Takes the rows off the front that are applied; those that the log's history has already are dropped. */
  function takeReady(room: OpenRoom, reach: number): RowEntries[] {
    const ready: RowEntries[] = [];
    for (let row = room.rows[0]; row; row = room.rows[0]) {
      const { seq, at, author, entries } = row;
      const isTold = seq !== null && seq <= reach;
      if (!isTold && (seq === null || entries === null)) break;
      room.rows.shift();
      if (!isTold && seq !== null && entries !== null) ready.push({ seq, at, author, entries });
    }
    return ready;
  }

  async function hand(name: string, room: OpenRoom): Promise<void> {
    const [first] = room.rows;
    const isAbandoned = first && first.seq !== null && first.entries === null && now() - first.at > ABANDONED_MS;
    const known = isAbandoned ? null : room.reach;
    room.reach = null;
    const reach = known ?? (await log.deriveHistory(name));
    if (isAbandoned && room.rows[0] === first) room.rows.shift();
    const rows = takeReady(room, reach);
    const last = rows.at(-1);
    if (!last) {
      room.reach = reach;
      return;
    }
    const [isTaken] = await Promise.all([
      log.noteHistory({ room: name, after: reach, upTo: last.seq, rows }),
      waiting > 0 ? log.flushHistory() : null,
    ]);
    if (isTaken) room.reach = last.seq;
  }

  async function handAll(name: string, room: OpenRoom): Promise<void> {
    try {
      do await hand(name, room);
      while (isReady(room));
    } catch (error) {
      room.notBefore = now() + RETRY_MS;
      report.warning('The history of a room could not be stored; it is derived from the log later.', {
        room: name,
        reason: reasonOf(error),
      });
    } finally {
      room.handing = null;
    }
  }

  const isReady = ({ rows: [first] }: OpenRoom): boolean =>
    first !== undefined && first.seq !== null && (first.entries !== null || now() - first.at > ABANDONED_MS);

  function handOn(name: string, room: OpenRoom | undefined = rooms.get(name)): void {
    if (!room || isStopped || now() < room.notBefore || room.handing || room.opening) return;
    const handing = handAll(name, room).finally(() => under.delete(handing));
    room.handing = handing;
    under.add(handing);
  }

  function endOpening(room: OpenRoom): void {
    if (room.opening) clearTimeout(room.opening);
    room.opening = null;
  }

  async function hurry(done: () => Promise<unknown>): Promise<void> {
    waiting += 1;
    try {
      await Promise.all([log.flushHistory(), done()]);
    } finally {
      waiting -= 1;
    }
  }

  return {
    opened(name) {
      if (!hasHistory(name)) return;
      const room = roomOf(name);
      endOpening(room);
      room.opening = setTimeout(() => {
        room.opening = null;
        handOn(name, room);
      }, AFTER_OPENING_MS).unref();
    },

    closed(name) {
      const room = rooms.get(name);
      if (!room) return;
      // What is left is in the log; whoever asks next has it derived.
      rooms.delete(name);
      endOpening(room);
      if (isReady(room)) handOn(name, room);
    },

    expect(name, { at, author }) {
      if (!hasHistory(name)) return UNTOLD;
      const room = roomOf(name);
      const row: Row = { at, author, seq: null, entries: null };
      room.rows.push(row);
      return {
        stored(seq) {
          row.seq = seq;
        },
        lost() {
          const place = room.rows.indexOf(row);
          if (place >= 0) room.rows.splice(place, 1);
          handOn(name);
        },
        apply(doc, change) {
          const { result, changes, problem } = collectChanges(doc, change);
          if (problem !== null) {
            report.error('What an update changed could not be told.', { room: name, reason: reasonOf(problem) });
          }
          row.entries = entriesOf(changes);
          handOn(name);
          return result;
        },
      };
    },

    async settled(name) {
      const room = rooms.get(name);
      if (!room) {
        await log.deriveHistory(name);
        return;
      }
      room.notBefore = 0;
      endOpening(room);
      await hurry(async () => {
        handOn(name);
        await room.handing;
      });
    },

    async stop() {
      for (const [name, room] of rooms) {
        endOpening(room);
        if (isReady(room)) handOn(name, room);
      }
      await hurry(() => Promise.all(under));
      isStopped = true;
    },
  };
}
