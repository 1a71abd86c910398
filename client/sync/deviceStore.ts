/**
 * One database per user on this device: an append-only log of updates per room, a snapshot per room, and which rows
 * the server has not acknowledged. Knows bytes and rooms, never leads.
 * A promise here resolves when its transaction has completed, never earlier. Rows are only removed by compaction,
 * by setting them aside as unreadable, and by leaving a room.
 */
import { Dexie, type Table } from 'dexie';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface UpdateRow {
  /** given by the database: rows of one room are in the order of their commits */
  seq: number;
  room: string;
  bytes: Uint8Array;
}

/** Stands beside an update row for as long as the server has not acknowledged it. */
export interface UnsentRow {
  seq: number;
  room: string;
  /** how many edits the row stands for (a compacted row holds several) */
  changes: number;
  /** bytes of the row */
  size: number;
  /** the tab that wrote it, and sends it while it lives */
  tab: string;
  /** its place among what is owed, where its number does not say it: a folded row stands where its last one stood */
  order?: number;
}

/** Where a row stands among what is owed: what comes later may build on it, so it is sent in this order. */
export const orderOf = ({ seq, order }: Pick<UnsentRow, 'seq' | 'order'>): number => order ?? seq;
const inOrder = (rows: readonly UnsentRow[]): UnsentRow[] => rows.toSorted((a, b) => orderOf(a) - orderOf(b));

export interface SnapshotRow {
  room: string;
  /** counts compactions: whoever read an older one must not replace this */
  generation: number;
  /** the newest row that went in */
  upTo: number;
  bytes: Uint8Array;
}

interface RoomRow {
  room: string;
  /** the server's whole content was here once: the room can be opened without it */
  synced: boolean;
}

interface UnreadableRow {
  id: number;
  room: string;
  bytes: Uint8Array;
  /** when it was set aside, ms UTC */
  at: number;
}

/** Preferences of one person on one device. */
export interface KeyValueRow {
  key: string;
  value: Json;
}
/** A long piece of work that goes on after a reload. */
export interface JobRow {
  id: string;
  payload: unknown;
}
/** One step that its member may take back, oldest first. */
export interface UndoRow {
  seq: number;
  workspace: string;
  payload: unknown;
}

export interface StoredRoom {
  /** the room was open here before, with its whole content */
  synced: boolean;
  snapshot: SnapshotRow | undefined;
  rows: UpdateRow[];
  unsent: UnsentRow[];
}

/** A row to be written; `changes` is 0 when the server has it already. */
export interface NewRow {
  bytes: Uint8Array;
  changes: number;
}

/** What came from the server, and how to find what of it another tab has written already. */
export interface RemoteRows {
  updates: readonly Uint8Array[];
  unheard: { after: number; isKnown: (seq: number) => boolean };
  lacking: (updates: readonly Uint8Array[], unheard: readonly Uint8Array[]) => Uint8Array[];
}

export const databaseName = (user: string): string => `ortak-${user}`;

export class DeviceStore extends Dexie {
  declare updates: Table<UpdateRow, number, Omit<UpdateRow, 'seq'>>;
  declare unsent: Table<UnsentRow, number>;
  declare snapshots: Table<SnapshotRow, string>;
  declare rooms: Table<RoomRow, string>;
  declare unreadable: Table<UnreadableRow, number, Omit<UnreadableRow, 'id'>>;
  declare kv: Table<KeyValueRow, string>;
  declare jobs: Table<JobRow, string>;
  declare undo: Table<UndoRow, number, Omit<UndoRow, 'seq'>>;

  constructor(user: string) {
    // strict: `complete` then means that the bytes were handed to the disk, so a power cut does not take them back.
    super(databaseName(user), { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({
      updates: '++seq,[room+seq]',
      unsent: 'seq,room',
      snapshots: 'room',
      rooms: 'room',
      unreadable: '++id,room',
      kv: 'key',
      jobs: 'id',
      undo: '++seq,[workspace+seq]',
    });
  }

  /** Everything this device holds of a room, rows in order. */
  readRoom(room: string): Promise<StoredRoom> {
    return this.transaction('r', this.updates, this.unsent, this.snapshots, this.rooms, async () => {
      const [known, snapshot, rows, unsent] = await Promise.all([
        this.rooms.get(room),
        this.snapshots.get(room),
        this.rowsAfter(room, 0),
        this.unsent.where('room').equals(room).toArray(),
      ]);
      return { synced: known?.synced ?? false, snapshot, rows, unsent: inOrder(unsent) };
    });
  }

  /** Rows of a room written after `seq`, in order. */
  rowsAfter(room: string, seq: number): Promise<UpdateRow[]> {
    return this.updates.where('[room+seq]').between([room, seq], [room, Dexie.maxKey], false, true).toArray();
  }

  /**
   * Appends rows to a room and answers their numbers once they are on disk.
   * `expected` says that the room was here before: when it is gone (the browser evicted it), nothing is written and
   * the answer is `evicted`, so that the caller writes its whole state instead of a log with a hole.
   * `remote` is what came from the server; what other tabs wrote in the meantime is taken out of it.
   */
  append(
    room: string,
    local: readonly NewRow[],
    tab: string,
    expected: boolean,
    remote: RemoteRows | null = null,
  ): Promise<{ seq: number; bytes: Uint8Array; changes: number }[] | 'evicted'> {
    return this.transaction('rw', this.updates, this.unsent, this.rooms, async () => {
      const known = await this.rooms.get(room);
      if (!known && expected) return 'evicted';
      if (!known) await this.rooms.put({ room, synced: false });
      const rest = remote ? remote.lacking(remote.updates, await this.unheardRows(room, remote.unheard)) : [];
      // What is made here may build on what came from the server.
      const rows = [...rest.map((bytes) => ({ bytes, changes: 0 })), ...local];
      const seqs = await this.updates.bulkAdd(
        rows.map(({ bytes }) => ({ room, bytes })),
        { allKeys: true },
      );
      const unsent: UnsentRow[] = [];
      rows.forEach(({ bytes, changes }, index) => {
        const seq = seqs[index];
        if (changes > 0 && seq !== undefined) unsent.push({ seq, room, changes, size: bytes.length, tab });
      });
      await this.unsent.bulkAdd(unsent);
      return rows.flatMap((row, index) => {
        const seq = seqs[index];
        return seq === undefined ? [] : [{ seq, ...row }];
      });
    });
  }

  async unheardRows(room: string, { after, isKnown }: RemoteRows['unheard']): Promise<Uint8Array[]> {
    const range = this.updates.where('[room+seq]').between([room, after], [room, Dexie.maxKey], false, true);
    const seqs = (await range.primaryKeys()).filter((seq) => !isKnown(seq));
    const rows = await this.updates.bulkGet(seqs);
    return rows.flatMap((row) => (row ? [row.bytes] : []));
  }

  /** The server has these rows: they need not be sent again. */
  markSent(seqs: readonly number[]): Promise<void> {
    return this.transaction('rw', this.unsent, () => this.unsent.bulkDelete([...seqs]));
  }

  /** The server's whole content of this room is on the device. */
  async markSynced(room: string): Promise<void> {
    await this.rooms.put({ room, synced: true });
  }

  /** Bytes of rows that the server lacks, by number; those that it has, or that were replaced, are left out. */
  unsentBytes(seqs: readonly number[]): Promise<Map<number, Uint8Array>> {
    return this.transaction('r', this.updates, this.unsent, async () => {
      const marks = await this.unsent.bulkGet([...seqs]);
      const rows = await this.updates.bulkGet(marks.flatMap((mark) => (mark ? [mark.seq] : [])));
      return new Map(rows.flatMap((row) => (row ? [[row.seq, row.bytes]] : [])));
    });
  }

  /** Rows that the server lacks, of those that are wanted. */
  unsentRows(
    room: string,
    isWanted: (seq: number, tab: string) => boolean,
  ): Promise<{ seq: number; bytes: Uint8Array; changes: number; tab: string }[]> {
    return this.transaction('r', this.updates, this.unsent, async () => {
      const marks = inOrder(await this.unsent.where('room').equals(room).toArray());
      const wanted = marks.filter(({ seq, tab }) => isWanted(seq, tab));
      const rows = await this.updates.bulkGet(wanted.map(({ seq }) => seq));
      return wanted.flatMap(({ seq, changes, tab }, index) => {
        const bytes = rows[index]?.bytes;
        return bytes ? [{ seq, bytes, changes, tab }] : [];
      });
    });
  }

  /** Moves rows, or the snapshot, that could not be read out of the way; their bytes stay for a repair. */
  setAside(room: string, seqs: readonly number[], snapshot: boolean, at: number): Promise<void> {
    return this.transaction('rw', this.updates, this.unsent, this.snapshots, this.unreadable, async () => {
      const rows = await this.updates.bulkGet([...seqs]);
      const bytes = rows.flatMap((row) => (row ? [row.bytes] : []));
      if (snapshot) {
        const broken = await this.snapshots.get(room);
        if (broken) bytes.push(broken.bytes);
        await this.snapshots.delete(room);
      }
      await this.unreadable.bulkAdd(bytes.map((piece) => ({ room, bytes: piece, at })));
      await this.updates.bulkDelete([...seqs]);
      await this.unsent.bulkDelete([...seqs]);
    });
  }

  /** Forgets a room on this device, with whatever was not sent. */
  destroyRoom(room: string): Promise<void> {
    return this.transaction('rw', this.updates, this.unsent, this.snapshots, this.rooms, this.unreadable, async () => {
      await this.updates.where('[room+seq]').between([room, Dexie.minKey], [room, Dexie.maxKey]).delete();
      await this.unsent.where('room').equals(room).delete();
      await this.unreadable.where('room').equals(room).delete();
      await this.snapshots.delete(room);
      await this.rooms.delete(room);
    });
  }

  /** How many changes of each room the server does not have; rooms without any are left out. */
  async unsentChanges(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    await this.unsent.each(({ room, changes }) => counts.set(room, (counts.get(room) ?? 0) + changes));
    return counts;
  }
}
