/**
 * Carries one document to and from this device: reads it once, then appends every change, grouped in time.
 * What could not be written stays in memory and is tried again; a fault is always told. A change is announced to the
 * other tabs only after it is on disk, so no tab builds on what may vanish.
 */
import * as Y from 'yjs';
import { compactRoom, needsCompaction } from './compaction.ts';
import { type DeviceFault, deviceFaultOf } from './deviceFault.ts';
import type { DeviceStore, NewRow, StoredRoom } from './deviceStore.ts';
import { ORIGIN } from './origins.ts';
import type { Change, Outbox } from './outbox.ts';
import { StoredVector } from './storedVector.ts';
import type { TabMessage, Tabs } from './tabs.ts';

/** Edits of about one frame share a transaction. */
const LOCAL_DELAY_MS = 16;
/** What came from the server is safe there, and one tab is enough to write it: each waits a different while. */
const REMOTE_DELAY_MS = 250;
const REMOTE_JITTER_MS = 750;
const SENT_DELAY_MS = 100;
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const COMPACT_DELAY_MS = 3_000;

export interface RoomLogOptions {
  store: DeviceStore;
  tabs: Tabs;
  room: string;
  doc: Y.Doc;
  outbox: Outbox;
  /** something that the page shows has changed */
  changed: () => void;
}

export class RoomLog {
  readonly #store: DeviceStore;
  readonly #tabs: Tabs;
  readonly #room: string;
  readonly #doc: Y.Doc;
  readonly #outbox: Outbox;
  readonly #changed: () => void;

  /** made here, not yet on the device */
  #local: Change[] = [];
  /** from the server, not yet on the device */
  #remote: Uint8Array[] = [];
  /** acknowledged rows whose mark is still on the device */
  #sentSeqs: number[] = [];
  readonly #stored = new StoredVector();
  #readUpTo = 0;
  #snapshotUpTo = 0;
  /** written since the last compaction, by any tab */
  #newRows = 0;
  #newBytes = 0;
  /** what the last compaction left */
  #foldedBytes = 0;
  /** the device had or got this room: when it is gone later, the browser took it */
  #expected = false;
  #synced = false;
  #wasRead = false;
  #reading: Promise<void> | null = null;
  #around: (apply: () => void) => void = (apply) => apply();
  #writing: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dueAt = 0;
  #failures = 0;
  #compaction: ReturnType<typeof setTimeout> | null = null;
  #fault: DeviceFault | null = null;
  #unreadable = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor({ store, tabs, room, doc, outbox, changed }: RoomLogOptions) {
    this.#store = store;
    this.#tabs = tabs;
    this.#room = room;
    this.#doc = doc;
    this.#outbox = outbox;
    this.#changed = changed;
  }

  get fault(): DeviceFault | null {
    return this.#fault ?? (this.#unreadable ? 'unreadable' : null);
  }

  /** Edits made here that are not on the device yet. */
  get unstored(): number {
    return this.#local.reduce((sum, change) => sum + change.edits, 0);
  }

  /** The device holds the whole content of the room: it opens without the server. */
  get synced(): boolean {
    return this.#synced;
  }

  /**
   * Reads the room into the document; `around` is called around that one transaction.
   * A device that can't be read says its fault, and is read again later.
   */
  async read(around: (apply: () => void) => void): Promise<void> {
    this.#around = around;
    try {
      await this.#readOnce();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A change was made here. */
  addLocal(bytes: Uint8Array): Change {
    const change: Change = { seq: null, bytes, size: bytes.length, edits: 1, tab: this.#tabs.id, state: 'waiting' };
    this.#outbox.add(change);
    this.#local.push(change);
    this.#schedule(isHidden() ? 0 : LOCAL_DELAY_MS);
    this.#changed();
    return change;
  }

  /** A change came from the server. */
  addRemote(bytes: Uint8Array): void {
    this.#remote.push(bytes);
    this.#schedule(REMOTE_DELAY_MS + Math.random() * REMOTE_JITTER_MS);
  }

  /** The server has these changes. */
  settled(changes: readonly Change[]): void {
    const seqs = changes.flatMap(({ seq }) => (seq === null ? [] : [seq]));
    if (seqs.length === 0) return;
    this.#sentSeqs.push(...seqs);
    this.#tabs.post({ kind: 'sent', room: this.#room, seqs });
    this.#schedule(SENT_DELAY_MS);
  }

  /** Another tab says what it wrote, or heard from the server. */
  hear(message: TabMessage, from: string): void {
    switch (message.kind) {
      case 'rows':
        this.#doc.transact(() => {
          for (const row of message.rows) this.#tryApply(row.bytes, ORIGIN.tab);
        }, ORIGIN.tab);
        for (const { seq, bytes, changes } of message.rows) {
          this.#stored.wrote(bytes);
          this.#count(bytes.length);
          if (changes > 0) {
            this.#outbox.add({ seq, bytes: null, size: bytes.length, edits: changes, tab: from, state: 'waiting' });
          }
        }
        this.#expected = true;
        this.#changed();
        return;
      case 'loose':
        this.#tryApply(message.bytes, ORIGIN.looseTab);
        return;
      case 'sent':
        this.#outbox.forget(message.seqs);
        this.#changed();
        return;
      case 'compacted':
        for (const { seqs, seq, changes, size, tab } of message.replaced) {
          this.#outbox.forget(seqs);
          this.#outbox.add({ seq, bytes: null, size, edits: changes, tab, state: 'waiting' });
        }
        this.#resetCounts();
        this.#changed();
        return;
      default:
        return;
    }
  }

  /** The server's whole content is in the document: from now on the room opens without the server. */
  async markSynced(): Promise<void> {
    await this.flush();
    try {
      await this.#store.markSynced(this.#room);
      this.#expected = true;
      this.#synced = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Reads what other tabs wrote while this one was frozen and could not hear them. */
  async catchUp(): Promise<void> {
    if (!this.#wasRead || this.#stopped) return;
    try {
      const [snapshot, rows] = await Promise.all([
        this.#store.snapshots.get(this.#room),
        this.#store.rowsAfter(this.#room, this.#readUpTo),
      ]);
      if (this.#stopped) return;
      const newer = snapshot && snapshot.upTo > this.#readUpTo && snapshot.upTo !== this.#snapshotUpTo;
      this.#doc.transact(() => {
        if (newer) this.#tryApply(snapshot.bytes, ORIGIN.tab);
        for (const row of rows) this.#tryApply(row.bytes, ORIGIN.tab);
      }, ORIGIN.tab);
      if (newer) this.#snapshotUpTo = snapshot.upTo;
      this.#readUpTo = Math.max(this.#readUpTo, rows.at(-1)?.seq ?? 0);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Writes what waits, now. Resolves when nothing is left in memory, or when the device can't take it (a fault is said). */
  async flush(): Promise<void> {
    if (!this.#hasWork()) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#start();
    });
  }

  /** Ends at once, without writing. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#compaction) clearTimeout(this.#compaction);
    this.#timer = null;
    this.#compaction = null;
    this.#release();
  }

  /** Bytes of changes that are kept on the device only; those that are gone there are forgotten. */
  async fetch(changes: readonly Change[]): Promise<void> {
    const wanted = changes.filter((change) => change.bytes === null && change.seq !== null);
    if (wanted.length === 0) return;
    const found = await this.#store.bytesOf(wanted.flatMap(({ seq }) => (seq === null ? [] : [seq])));
    const gone: number[] = [];
    for (const change of wanted) {
      if (change.seq === null) continue;
      const bytes = found.get(change.seq);
      if (bytes) change.bytes = bytes;
      else gone.push(change.seq);
    }
    this.#outbox.forget(gone);
  }

  #readOnce(): Promise<void> {
    if (this.#wasRead || this.#stopped) return Promise.resolve();
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readNow(): Promise<void> {
    const stored = await this.#store.readRoom(this.#room);
    if (this.#stopped) return;
    const broken = this.#apply(stored);
    this.#wasRead = true;
    this.#synced = stored.synced;
    this.#expected = stored.synced || stored.rows.length > 0 || stored.snapshot !== undefined;
    this.#snapshotUpTo = stored.snapshot?.upTo ?? 0;
    this.#readUpTo = Math.max(this.#snapshotUpTo, stored.rows.at(-1)?.seq ?? 0);
    const unsentBytes = stored.unsent.reduce((sum, { size }) => sum + size, 0);
    this.#foldedBytes = (stored.snapshot?.bytes.length ?? 0) + unsentBytes;
    this.#newRows = stored.rows.length;
    this.#newBytes = stored.rows.reduce((sum, row) => sum + row.bytes.length, 0) - unsentBytes;
    for (const { seq, changes, size, tab } of stored.unsent) {
      if (broken.seqs.has(seq)) continue;
      this.#outbox.add({ seq, bytes: null, size, edits: changes, tab, state: 'waiting' });
    }
    if (broken.seqs.size > 0 || broken.snapshot) await this.#setAside(broken);
    this.#scheduleCompaction();
    this.#changed();
  }

  #apply(stored: StoredRoom): { seqs: Set<number>; snapshot: boolean } {
    const seqs = new Set<number>();
    let snapshot = false;
    const wasEmpty = this.#doc.store.clients.size === 0;
    this.#around(() => {
      this.#doc.transact(() => {
        if (stored.snapshot) snapshot = !this.#tryApply(stored.snapshot.bytes, ORIGIN.device);
        for (const row of stored.rows) if (!this.#tryApply(row.bytes, ORIGIN.device)) seqs.add(row.seq);
      }, ORIGIN.device);
    });
    if (wasEmpty) this.#stored.reset(this.#doc);
    else {
      // The document holds more than the device does: only what was read may count as stored.
      if (stored.snapshot && !snapshot) this.#stored.wrote(stored.snapshot.bytes);
      for (const row of stored.rows) if (!seqs.has(row.seq)) this.#stored.wrote(row.bytes);
    }
    return { seqs, snapshot };
  }

  #tryApply(bytes: Uint8Array, origin: symbol): boolean {
    try {
      Y.applyUpdate(this.#doc, bytes, origin);
      return true;
    } catch {
      // The caller sets the row aside and says so: one bad row must not keep a room from opening.
      return false;
    }
  }

  async #setAside(broken: { seqs: Set<number>; snapshot: boolean }): Promise<void> {
    this.#unreadable = true;
    try {
      await this.#store.setAside(this.#room, [...broken.seqs], broken.snapshot, Date.now());
    } catch (error) {
      this.#fail(error);
    }
  }

  #hasWork(): boolean {
    return this.#local.length > 0 || this.#remote.length > 0 || this.#sentSeqs.length > 0 || this.#writing !== null;
  }

  #schedule(delay: number): void {
    if (this.#stopped || this.#failures > 0) return;
    this.#wakeIn(delay);
  }

  #wakeIn(delay: number): void {
    const at = Date.now() + delay;
    if (this.#timer !== null) {
      if (at >= this.#dueAt) return;
      clearTimeout(this.#timer);
    }
    this.#dueAt = at;
    this.#timer = setTimeout(() => this.#start(), delay);
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing || this.#stopped) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
      if (this.#failures > 0) {
        this.#wakeIn(RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 30_000);
        this.#release();
      } else if (this.#hasWork() && !this.#stopped) {
        if (this.#idle.length > 0) this.#start();
        else this.#schedule(this.#local.length > 0 ? LOCAL_DELAY_MS : SENT_DELAY_MS);
      } else this.#release();
    });
  }

  #release(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #write(): Promise<void> {
    const local = this.#local;
    const remote = this.#remote;
    const sent = this.#sentSeqs;
    this.#remote = [];
    this.#sentSeqs = [];
    try {
      // A device that could not be read when the room was opened is read first: it may hold changes to send.
      await this.#readOnce();
      const missing = remote.length > 0 ? this.#stored.missing(Y.mergeUpdates(remote)) : null;
      const rows: NewRow[] = local.map((change) => ({
        bytes: bytesOf(change),
        changes: change.state === 'acknowledged' ? 0 : change.edits,
      }));
      if (missing) rows.push({ bytes: missing, changes: 0 });
      if (rows.length > 0) await this.#append(rows, local);
      if (sent.length > 0) await this.#store.markSent(sent);
      this.#succeed();
    } catch (error) {
      this.#remote.unshift(...remote);
      this.#sentSeqs.unshift(...sent);
      this.#fail(error);
      this.#shareUnwritten(local);
    }
  }

  async #append(rows: NewRow[], local: readonly Change[]): Promise<void> {
    const count = local.length;
    const seqs = await this.#store.append(this.#room, rows, this.#tabs.id, this.#expected);
    if (seqs === 'evicted') {
      await this.#writeWhole();
      this.#local = this.#local.slice(count);
      return;
    }
    this.#expected = true;
    this.#local = this.#local.slice(count);
    rows.forEach(({ bytes }, index) => {
      const seq = seqs[index];
      if (seq === undefined) return;
      this.#stored.wrote(bytes);
      this.#count(bytes.length);
      const change = local[index];
      if (!change) return;
      const told = rows[index]?.changes ?? 0;
      if (change.state === 'acknowledged') {
        change.seq = seq;
        if (told > 0) this.#sentSeqs.push(seq);
      } else this.#outbox.stored(change, seq);
    });
    this.#tabs.post({
      kind: 'rows',
      room: this.#room,
      rows: rows.flatMap(({ bytes, changes }, index) => {
        const seq = seqs[index];
        return seq === undefined ? [] : [{ seq, bytes, changes }];
      }),
    });
    this.#scheduleCompaction();
  }

  /** The browser threw away this room's data while it was open: what the document holds is written as a new beginning. */
  async #writeWhole(): Promise<void> {
    const owed = this.#outbox.all();
    const edits = this.#outbox.edits;
    const bytes = Y.encodeStateAsUpdate(this.#doc);
    const seqs = await this.#store.append(this.#room, [{ bytes, changes: edits }], this.#tabs.id, false);
    await this.#store.markSynced(this.#room);
    const seq = seqs === 'evicted' ? undefined : seqs[0];
    this.#stored.reset(this.#doc);
    this.#resetCounts();
    if (seq === undefined || edits === 0) return;
    // One row now stands for all that was owed, in the outbox too: its acknowledgement clears the mark.
    const whole: Change = { seq, bytes, size: bytes.length, edits, tab: this.#tabs.id, state: 'waiting' };
    this.#outbox.replace(owed, whole);
  }

  /** Edits that can't be written now still reach the other tabs, which keep them in memory. */
  #shareUnwritten(local: readonly Change[]): void {
    for (const change of local) {
      if (change.bytes && !this.#shared.has(change)) {
        this.#shared.add(change);
        this.#tabs.post({ kind: 'loose', room: this.#room, bytes: change.bytes });
      }
    }
  }
  readonly #shared = new WeakSet<Change>();

  #succeed(): void {
    this.#failures = 0;
    this.#fault = null;
    this.#changed();
  }

  #fail(error: unknown): void {
    this.#failures += 1;
    this.#fault = deviceFaultOf(error);
    if (this.#timer === null && this.#writing === null && !this.#stopped) {
      this.#wakeIn(RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 30_000);
    }
    this.#changed();
  }

  #count(bytes: number): void {
    this.#newRows += 1;
    this.#newBytes += bytes;
  }

  #resetCounts(): void {
    this.#newRows = 0;
    this.#newBytes = 0;
  }

  #scheduleCompaction(): void {
    if (this.#compaction || this.#stopped) return;
    if (!needsCompaction({ rows: this.#newRows, bytes: this.#newBytes, folded: this.#foldedBytes })) return;
    this.#compaction = setTimeout(
      () => {
        void this.#compact();
      },
      COMPACT_DELAY_MS * (1 + Math.random()),
    );
  }

  async #compact(): Promise<void> {
    try {
      await this.flush();
      const result = await compactRoom(this.#store, this.#room);
      this.#resetCounts();
      if (!result) return;
      this.#foldedBytes = result.bytes;
      const message = { kind: 'compacted', room: this.#room, replaced: result.replaced } as const;
      this.#tabs.post(message);
      this.hear(message, this.#tabs.id);
    } catch (error) {
      // Nothing was changed: a compaction is one transaction.
      this.#fail(error);
    } finally {
      this.#compaction = null;
    }
  }
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';

function bytesOf(change: Change): Uint8Array {
  if (!change.bytes) throw new Error('a change that is not on the device has lost its bytes');
  return change.bytes;
}
