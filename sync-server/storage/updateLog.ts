/**
 * The log of updates: what makes an acknowledgement true. Append-only rows per room, a snapshot that stands for the
 * rows it was made of, and a quarantine for what cannot be read. One contract, held by a suite that every
 * implementation has to pass (`tests/server/updateLogContract.ts`).
 */

import type { HistoryPage } from '#schema/history.ts';
import type { HistoryPart } from '../history/entries.ts';
import type { HistoryQuestion } from '../history/historyTables.ts';

/** One update as it is handed in. */
export interface NewUpdate {
  readonly room: string;
  /** Yjs update, format 1. */
  readonly update: Uint8Array;
  /** The account that sent it; null for the server's own writes. */
  readonly author: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Yjs client ids that have new content in it: the first author of each is kept for good. */
  readonly clients: readonly number[];
}

export interface StoredRow {
  readonly seq: number;
  readonly update: Uint8Array;
}

/** What is stored of a room and passed its checksum. */
export interface StoredRoom {
  readonly snapshot: Uint8Array | null;
  readonly rows: readonly StoredRow[];
}

/** Which stored piece cannot be used: a row by its number, or the snapshot. */
export type Piece = number | 'snapshot';

export interface Compaction {
  /** Rows that the new snapshot stands for. */
  readonly rows: number;
  readonly snapshotBytes: number;
  /** Pieces that could not be applied and were set aside. */
  readonly setAside: number;
}

/** Stored weight of a room: bytes, where each row counts a fixed amount for being a row. */
export interface RoomWeight {
  readonly snapshot: number;
  readonly rows: number;
}

/** A row that was set aside, with the reason. */
export interface Quarantined {
  readonly piece: Piece;
  readonly reason: string;
  readonly bytes: number;
}

export interface UpdateLog {
  /** Stores an update; resolves with its number once it is on disk, rejects when it is not (and then never will be). */
  append(update: NewUpdate): Promise<number>;
  /** Everything stored of a room, in order. Pieces with a wrong checksum are set aside first, never returned. */
  read(room: string): Promise<StoredRoom>;
  /** Moves a piece that cannot be applied out of the room, keeping its bytes. */
  quarantine(room: string, piece: Piece, reason: string): Promise<void>;
  quarantined(room: string): Promise<Quarantined[]>;
  /** How many pieces of all rooms lie aside. */
  countSetAside(): Promise<number>;
  /**
   * Replaces rows by one snapshot made from storage alone; exactly the rows that it was made of go, in the same
   * transaction. Rows appended meanwhile stay.
   */
  compact(room: string): Promise<Compaction>;
  weigh(room: string): Promise<RoomWeight>;
  /** The account that first wrote with a Yjs client id in a room; undefined for an unseen id. */
  firstAuthor(room: string, client: number): Promise<string | null | undefined>;
  /**
   * Stores a part of a room's history, with those of the same second. Resolves when it is on disk, with false when
   * something before it is missing; rejects when it could not be stored. Either way nothing is lost: what is missing is
   * derived from the rows, by `deriveHistory` or before they are compacted.
   */
  noteHistory(part: HistoryPart): Promise<boolean>;
  /** Lets the history that was noted wait no longer; resolves when that is stored or could not be. */
  flushHistory(): Promise<void>;
  /** Brings a room's history up to its newest row; resolves with that row's number. Cheap where nothing is missing. */
  deriveHistory(room: string): Promise<number>;
  /** A page of one record's history, as far as it is stored. */
  history(question: HistoryQuestion): Promise<HistoryPage>;
  /** Removes all that is stored of a room, the quarantined and its history too. */
  removeRoom(room: string): Promise<void>;
  /** Rejects when nothing can be stored right now. */
  probe(): Promise<void>;
  /** Waits for what is under way, then lets go of the files. */
  close(): Promise<void>;
}

/** What a row weighs beyond its bytes: reading and applying one costs about as much as this many bytes of content. */
export const ROW_WEIGHT = 200;
