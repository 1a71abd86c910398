/**
 * The update log in one SQLite file: a thread that writes, a thread that compacts, and a reader here.
 * Appends that arrive while a commit is under way go together into the next one (group commit).
 */
import type Database from 'better-sqlite3';
import type { HistoryPart } from '../history/entries.ts';
import { createHistoryReader } from '../history/historyTables.ts';
import {
  type CompactAnswer,
  type CompactRequest,
  createLogThread,
  type WriteAnswer,
  type WriteRequest,
} from './logThreads.ts';
import {
  checksum,
  openForReading,
  openForWriting,
  plainBytes,
  type RowRecord,
  type SnapshotRecord,
} from './logTables.ts';
import {
  type NewUpdate,
  type Piece,
  type Quarantined,
  ROW_WEIGHT,
  type StoredRow,
  type UpdateLog,
} from './updateLog.ts';

interface Waiting {
  readonly update: NewUpdate;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

interface WaitingHistory {
  readonly part: HistoryPart;
  readonly resolve: (taken: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** History gathers for this long: in each update's commit it would double what is written, and nobody waits for it. */
const HISTORY_WAIT_MS = 1_000;

/** A thread that built a large document keeps some hundred megabytes, and starting it costs less than a compaction. */
const COMPACTOR_RESTS_AFTER_MS = 15_000;

/** Most bytes in one commit: a larger batch would let everyone wait for one. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Opens the log in a file, making it if it is missing. Throws when the file cannot be used. `onDamage` hears of each
 * piece that is found not to be what was once written.
 */
export function openSqliteUpdateLog(
  file: string,
  onDamage: (room: string, piece: Piece) => void = () => undefined,
): UpdateLog {
  // Made here once, so that a file that cannot be written is told at the start and the reader finds its tables.
  openForWriting(file).close();
  const reader = openForReading(file);
  const writer = createLogThread<WriteRequest, WriteAnswer>(new URL('./append.worker.ts', import.meta.url), file);
  const compactor = createLogThread<CompactRequest, CompactAnswer>(
    new URL('./compaction.worker.ts', import.meta.url),
    file,
    COMPACTOR_RESTS_AFTER_MS,
  );

  const queue: Waiting[] = [];
  let committing: Promise<void> | null = null;

  const historyQueue: WaitingHistory[] = [];
  let historyTimer: NodeJS.Timeout | null = null;

  async function commitQueue(): Promise<void> {
    while (queue.length > 0) await commitBatch();
    committing = null;
  }

  async function commitBatch(): Promise<void> {
    const batch = takeBatch(queue);
    try {
      const updates = batch.map(({ update }) => update);
      const { seqs } = await writer.ask({ kind: 'append', updates, history: [] }, updates.map(ownBuffer));
      batch.forEach(({ resolve }, index) => resolve(seqs[index]!));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function commitHistory(): Promise<void> {
    if (historyTimer) clearTimeout(historyTimer);
    historyTimer = null;
    // The rows that it tells of are stored first.
    await committing;
    const parts = historyQueue.splice(0);
    if (parts.length === 0) return;
    try {
      const history = parts.map(({ part }) => part);
      const { taken } = await writer.ask({ kind: 'append', updates: [], history });
      parts.forEach(({ resolve }, index) => resolve(taken[index]!));
    } catch (error) {
      for (const { reject } of parts) reject(error);
    }
  }

  const roomId = reader.prepare<[string], { id: number }>('SELECT id FROM room WHERE name = ?');
  const readRows = reader.prepare<[number], Pick<RowRecord, 'seq' | 'data' | 'checksum'>>(
    'SELECT seq, data, checksum FROM row WHERE room = ? ORDER BY seq',
  );
  const readSnapshot = reader.prepare<[number], SnapshotRecord>(
    'SELECT data, checksum, version FROM snapshot WHERE room = ?',
  );
  const countQuarantine = reader.prepare<[], { pieces: number }>('SELECT count(*) AS pieces FROM quarantine');
  const readBoth = reader.transaction((id: number) => ({ snapshot: readSnapshot.get(id), rows: readRows.all(id) }));

  const readHistory = createHistoryReader(reader);
  const readReach = reader.prepare<[string], { reach: number | null; newest: number | null }>(
    `SELECT (SELECT seq FROM history WHERE room = room.id) AS reach,
            (SELECT max(seq) FROM row WHERE room = room.id) AS newest
     FROM room WHERE name = ?`,
  );

  const log: UpdateLog = {
    append(update) {
      // A copy: the bytes are handed to the writing thread, and a view would drag its whole frame along.
      const own = { ...update, update: update.update.slice() };
      return new Promise<number>((resolve, reject) => {
        queue.push({ update: own, resolve, reject });
        committing ??= commitQueue();
      });
    },

    async read(room) {
      const id = roomId.get(room)?.id;
      if (id === undefined) return { snapshot: null, rows: [] };
      const { snapshot, rows } = readBoth(id);
      const isSound = ({ data, checksum: sum }: { data: Uint8Array; checksum: number }) => checksum(room, data) === sum;
      const setAside = async (piece: Piece): Promise<void> => {
        onDamage(room, piece);
        // A disk that takes nothing must not keep the rest from being read; the piece is found again next time.
        await log.quarantine(room, piece, 'checksum').catch(() => undefined);
      };
      const sound: StoredRow[] = [];
      for (const row of rows) {
        if (isSound(row)) sound.push({ seq: row.seq, update: plainBytes(row.data) });
        else await setAside(row.seq);
      }
      if (snapshot && !isSound(snapshot)) {
        await setAside('snapshot');
        return { snapshot: null, rows: sound };
      }
      return { snapshot: snapshot ? plainBytes(snapshot.data) : null, rows: sound };
    },

    noteHistory(part) {
      return new Promise<boolean>((resolve, reject) => {
        historyQueue.push({ part, resolve, reject });
        historyTimer ??= setTimeout(() => void commitHistory(), HISTORY_WAIT_MS);
      });
    },

    flushHistory: commitHistory,

    async deriveHistory(room) {
      // What waits need not be derived.
      await commitHistory();
      const { reach: reached, newest } = readReach.get(room) ?? { reach: null, newest: null };
      if ((newest ?? 0) <= (reached ?? 0)) return reached ?? 0;
      const { reach } = await compactor.ask({ kind: 'deriveHistory', room });
      return reach;
    },

    async history(question) {
      await commitHistory();
      return readHistory(question);
    },

    async quarantine(room, piece, reason) {
      await writer.ask({ kind: 'quarantine', room, piece, reason });
    },

    quarantined: (room) => Promise.resolve(readQuarantine(reader, room)),

    countSetAside: () => Promise.resolve(countQuarantine.get()?.pieces ?? 0),

    async compact(room) {
      const { compaction } = await compactor.ask({ kind: 'compact', room });
      return compaction ?? { rows: 0, snapshotBytes: 0, setAside: 0 };
    },

    weigh: (room) => Promise.resolve(readWeight(reader, room)),

    firstAuthor: (room, client) => Promise.resolve(readFirstAuthor(reader, room, client)),

    async removeRoom(room) {
      // What was handed in before must not come after and bring the room back.
      await committing;
      await writer.ask({ kind: 'removeRoom', room });
    },

    async probe() {
      await writer.ask({ kind: 'probe', at: Date.now() });
    },

    async close() {
      await committing;
      await commitHistory();
      // The last to close moves everything into the one file, which a connection that only reads cannot do.
      reader.close();
      await compactor.end();
      await writer.end();
    },
  };
  return log;
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let bytes = 0;
  const fitting = queue.findIndex(({ update }, index) => {
    bytes += update.update.length;
    return index > 0 && bytes > MAX_BATCH_BYTES;
  });
  return queue.splice(0, fitting === -1 ? queue.length : fitting);
}

const ownBuffer = ({ update }: NewUpdate): ArrayBuffer => update.buffer as ArrayBuffer;

function readQuarantine(reader: Database.Database, room: string): Quarantined[] {
  return reader
    .prepare<[string], { seq: number | null; reason: string; bytes: number }>(
      `SELECT seq, reason, length(data) AS bytes FROM quarantine
       WHERE room = (SELECT id FROM room WHERE name = ?) ORDER BY quarantine.id`,
    )
    .all(room)
    .map(({ seq, reason, bytes }) => ({ piece: seq ?? 'snapshot', reason, bytes }));
}

function readWeight(reader: Database.Database, room: string) {
  const weight = reader
    .prepare<[{ room: string; each: number }], { snapshot: number | null; rows: number | null }>(
      `SELECT (SELECT length(data) FROM snapshot WHERE room = room.id) AS snapshot,
              (SELECT sum(length(data) + @each) FROM row WHERE room = room.id) AS rows
       FROM room WHERE name = @room`,
    )
    .get({ room, each: ROW_WEIGHT });
  return { snapshot: weight?.snapshot ?? 0, rows: weight?.rows ?? 0 };
}

function readFirstAuthor(reader: Database.Database, room: string, client: number): string | null | undefined {
  return reader
    .prepare<[string, number], { author: string | null }>(
      'SELECT author FROM client WHERE room = (SELECT id FROM room WHERE name = ?) AND client = ?',
    )
    .get(room, client)?.author;
}
