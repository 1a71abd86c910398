/**
 * The tables of the history in the log's SQLite file, and the statements on them. Written by the log's own threads
 * alone, inside their transactions.
 */
import type Database from 'better-sqlite3';
import { type HistoryEntry, type HistoryPage, TEXT } from '#schema/history.ts';
import type { HistoryPart, RowEntries } from './entries.ts';

export const HISTORY_TABLES = `
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room INTEGER NOT NULL REFERENCES room (id),
  type TEXT NOT NULL,
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  stood INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author TEXT,
  claimed TEXT
) STRICT;
CREATE INDEX change_by_record ON change (room, type, record, id);
CREATE TABLE history (
  room INTEGER PRIMARY KEY REFERENCES room (id),
  seq INTEGER NOT NULL
) STRICT;
`;

/** Work on one text by one person within this time is one entry. */
const TEXT_WINDOW_MS = 10 * 60_000;

export interface HistoryWriter {
  /** The number of the last row whose history is stored; 0 for none. */
  reach(room: number): number;
  /**
   * Stores a part; what of it is there already is passed over. False when something before it is missing: then it is
   * left to be derived from the log. To be called inside a transaction.
   */
  write(room: number, part: Omit<HistoryPart, 'room'>): boolean;
}

/** The statements of a thread that may write. */
export function createHistoryWriter(database: Database.Database): HistoryWriter {
  const readReach = database.prepare<[number], { seq: number }>('SELECT seq FROM history WHERE room = ?');
  const setReach = database.prepare<[number, number]>(
    'INSERT INTO history (room, seq) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET seq = excluded.seq',
  );
  const firstAuthor = database.prepare<[number, number], { author: string | null }>(
    'SELECT author FROM client WHERE room = ? AND client = ?',
  );
  const add = database.prepare<
    [number, string, string, string, string, string, number, number, string | null, string | null]
  >(
    `INSERT INTO change (room, type, record, field, before, after, stood, at, author, claimed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addText = database.prepare<[{ [name: string]: string | number | null }]>(
    `INSERT INTO change (room, type, record, field, before, after, stood, at, author, claimed)
     SELECT @room, @type, @record, @field, 'null', 'null', 1, @at, @author, NULL
     WHERE NOT EXISTS (SELECT 1 FROM change WHERE room = @room AND type = @type AND record = @record
                       AND field = @field AND author IS @author AND at > @since)`,
  );
  const forget = database.prepare<[number, string, string]>(
    'DELETE FROM change WHERE room = ? AND type = ? AND record = ?',
  );

  function writeRow(room: number, { at, author, entries }: RowEntries): void {
    for (const entry of entries) {
      const { type, record } = entry;
      if (entry.kind === 'purge') forget.run(room, type, record);
      else if (entry.kind === 'text') {
        addText.run({ room, type, record, field: TEXT, at, author, since: at - TEXT_WINDOW_MS });
      } else {
        const first = firstAuthor.get(room, entry.client)?.author ?? author;
        const claimed = first === author ? null : first;
        const { field, before, after, stood } = entry;
        add.run(room, type, record, field, before, after, stood ? 1 : 0, at, author, claimed);
      }
    }
  }

  const reach = (room: number): number => readReach.get(room)?.seq ?? 0;
  return {
    reach,
    write(room, { after, upTo, rows }) {
      const reached = reach(room);
      if (after > reached) return false;
      for (const row of rows) if (row.seq > reached) writeRow(room, row);
      if (upTo > reached) setReach.run(room, upTo);
      return true;
    },
  };
}

/** A page of a record's history, the newest first, from before an entry's id on. */
export function createHistoryReader(database: Database.Database) {
  const read = database.prepare<[string, string, string, number, number], ChangeRecord>(
    `SELECT id, field, before, after, stood, at, author, claimed FROM change
     WHERE room = (SELECT id FROM room WHERE name = ?) AND type = ? AND record = ? AND id < ?
     ORDER BY id DESC LIMIT ?`,
  );
  return ({ room, type, record, before, limit }: HistoryQuestion): HistoryPage => {
    const rows = read.all(room, type, record, before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const entries = rows.slice(0, limit).map(entryOf);
    const last = entries.at(-1);
    return rows.length > limit && last ? { entries, next: last.id } : { entries };
  };
}

export interface HistoryQuestion {
  readonly room: string;
  readonly type: string;
  readonly record: string;
  /** an entry's id: the page begins after it */
  readonly before?: number;
  readonly limit: number;
}

interface ChangeRecord {
  id: number;
  field: string;
  before: string;
  after: string;
  stood: number;
  at: number;
  author: string | null;
  claimed: string | null;
}

function entryOf({ id, field, before, after, stood, at, author, claimed }: ChangeRecord): HistoryEntry {
  const valueOf = (json: string): unknown => JSON.parse(json);
  return {
    id,
    field,
    before: valueOf(before),
    after: valueOf(after),
    stood: stood === 1,
    at,
    author,
    ...(claimed !== null && { claimed }),
  };
}
