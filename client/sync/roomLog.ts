/**
 * Carries one document to and from this device: reads it once, then appends every change, grouped in time.
 * What could not be written stays in memory and is tried again; a fault is always told. A change is announced to the
 * other tabs only after it is on disk, so no tab builds on what may vanish.
 */
import * as Y from 'yjs';
import type { Compaction } from './compaction.ts';
import { CompactionTrigger } from './compactionTrigger.ts';
import { type DeviceFault, deviceFaultOf } from './deviceFault.ts';
import { fetchBytes } from './fetchBytes.ts';
import { LooseStream } from './looseStream.ts';
import { ORIGIN } from './origins.ts';
import type { Change } from './outbox.ts';
import { isPageHidden } from './pageLifecycle.ts';
import { readMissed } from './readMissed.ts';
import { RemoteQueue } from './remoteQueue.ts';
import { measure, readStored, tryApply, type Unreadable } from './readStored.ts';
import type { RoomLogOptions } from './roomLogOptions.ts';
import type { TabMessage } from './tabs.ts';
import type { Whole } from './takeWhole.ts';
import { WriteLoop } from './writeLoop.ts';
import { writeWhole } from './writeWhole.ts';

/** At once: what is made while one writing runs shares the next. A page may be closed right after a key was pressed. */
const LOCAL_DELAY_MS = 0;
const SENT_DELAY_MS = 100;
/** A written change that waits for the network is read again when it is sent, from this size on. */
const RELEASE_BYTES = 16 * 1024;

export class RoomLog {
  readonly #options: RoomLogOptions;
  readonly #loop: WriteLoop;
  readonly #trigger: CompactionTrigger;
  readonly #remote = new RemoteQueue();
  readonly #loose: LooseStream;
  /** made here, not yet on the device */
  #local: Change[] = [];
  /** acknowledged rows whose mark is still on the device */
  #sentSeqs: number[] = [];
  /** the device had or got this room: when it is gone later, the browser took it */
  #expected = false;
  #synced = false;
  #markSynced = false;
  #wasRead = false;
  #reading: Promise<void> | null = null;
  #readUpTo = 0;
  #fault: DeviceFault | null = null;
  #unreadable = false;
  #stopped = false;
  /** counts beginnings and ends of writings: odd while one is going on */
  #writings = 0;

  constructor(options: RoomLogOptions) {
    this.#options = options;
    this.#loop = new WriteLoop({
      write: (all) => this.#write(all),
      patience: () => this.#patience(),
      failed: (error, times) => this.#failed(error, times),
    });
    this.#loose = new LooseStream({
      room: options.room,
      tabs: options.tabs,
      doc: options.doc,
      unwritten: () => [...this.#remote.unwritten, ...this.#local.map(bytesOf)],
    });
    this.#trigger = new CompactionTrigger({
      user: options.user,
      room: options.room,
      done: (compaction) => this.#compacted(compaction),
      failed: (error) => this.#loop.fail(error),
    });
  }

  get fault(): DeviceFault | null {
    return this.#fault ?? (this.#unreadable ? 'unreadable' : null);
  }

  /** Edits that neither the device nor the server has. */
  get unstored(): number {
    return this.#local.reduce((sum, { state, edits }) => sum + (state === 'acknowledged' ? 0 : edits), 0);
  }

  /** Changes made here that may not be on the device, with what they may build on. */
  get unwritten(): Uint8Array[] {
    return this.#local.length === 0 ? [] : [...this.#remote.unwritten, ...this.#local.map(bytesOf)];
  }

  /** The device holds the whole content of the room: it opens without the server. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Reads the room into the document. A device that can't be read says its fault, and is read again later. */
  async read(): Promise<void> {
    this.#loose.ask();
    try {
      await this.#readOnce();
    } catch (error) {
      this.#loop.fail(error);
    }
  }

  /** A change was made here. */
  addLocal(bytes: Uint8Array): void {
    const { outbox, tabs, changed } = this.#options;
    const change: Change = { seq: null, bytes, size: bytes.length, edits: 1, tab: tabs.id, state: 'waiting' };
    outbox.add(change, bytes);
    this.#local.push(change);
    this.#loose.add(bytes);
    // Timers of a hidden page may come a minute late.
    if (isPageHidden()) void this.flush();
    else this.#loop.wake();
    changed();
  }

  /** A change came from the server; `whole` if it is the first content of the room. */
  addRemote(bytes: Uint8Array, whole: Whole | null = null): void {
    this.#drawTurn(whole !== null);
    this.#remote.add(bytes, whole);
    this.#loose.add(bytes);
    this.#loop.wake();
  }

  /** The server's whole content is in the document: once it is written, the room opens without the server. */
  setSynced(): void {
    if (this.#synced) return;
    this.#drawTurn();
    this.#markSynced = true;
    this.#loop.wake();
  }

  /** The server has these changes. */
  settled(changes: readonly Change[]): void {
    this.#forgetSent(changes.flatMap(({ seq }) => (seq === null ? [] : [seq])));
  }

  /** Another tab says what it wrote, or heard from the server. */
  hear(message: TabMessage, from: string): void {
    const { doc, outbox, changed } = this.#options;
    this.#loose.hear(message, from);
    switch (message.kind) {
      case 'rows':
        doc.transact(() => {
          for (const row of message.rows) tryApply(doc, row.bytes, ORIGIN.tab);
        }, ORIGIN.tab);
        for (const { seq, bytes, changes } of message.rows) {
          this.#wroteRow(seq, bytes);
          if (changes > 0) {
            outbox.add({ seq, bytes: null, size: bytes.length, edits: changes, tab: from, state: 'waiting' }, bytes);
          }
        }
        this.#expected = true;
        break;
      case 'sent':
        outbox.forget(message.seqs);
        break;
      case 'compacted':
        this.#replace(message.replaced);
        this.#trigger.folded(message.bytes);
        break;
      default:
        break;
    }
    this.#applyLoose();
    changed();
  }

  /** Reads what other tabs wrote while this one was frozen and could not hear them. */
  async catchUp(): Promise<void> {
    if (!this.#wasRead || this.#stopped) return;
    try {
      const upTo = await readMissed(this.#options, this.#readUpTo, () => this.#stopped);
      this.#readUpTo = Math.max(this.#readUpTo, upTo);
    } catch (error) {
      this.#loop.fail(error);
    }
  }

  /** Takes up what a tab has written and not announced, because it ended in between. */
  async takeUp(): Promise<void> {
    const { doc, outbox, room, store, tabs } = this.#options;
    if (!this.#wasRead || this.#stopped || this.#fault !== null) return;
    try {
      const writings = this.#writings;
      const found = await store.unsentRows(room, (seq) => !outbox.has(seq));
      if (this.#stopped) return;
      // A row of this tab that it does not know was written by a transaction that claimed to have failed.
      const isQuiet = writings % 2 === 0 && writings === this.#writings;
      const rows = found.filter(({ seq, tab }) => !outbox.has(seq) && (tab !== tabs.id || isQuiet));
      for (const { tab, ...row } of rows) this.hear({ kind: 'rows', room, rows: [row] }, tab);
      if (doc.store.pendingStructs !== null) await this.catchUp();
    } catch (error) {
      this.#loop.fail(error);
    }
  }

  /** Writes what waits, now. Resolves when nothing is left in memory, or when the device can't take it (a fault is said). */
  flush(): Promise<void> {
    return this.#loop.flush();
  }

  /** Resolves when nothing waits to be written, each thing in its time. */
  idle(): Promise<void> {
    return this.#loop.idle();
  }

  /** Ends at once, without writing. */
  stop(): void {
    this.#stopped = true;
    this.#loop.stop();
    this.#trigger.stop();
  }

  /** Puts in bytes that lie on the device only; forgets what need not be sent. Throws where it can't read (said as a fault). */
  async fetch(changes: readonly Change[]): Promise<void> {
    try {
      this.#options.outbox.forget(await fetchBytes(this.#options.store, changes));
    } catch (error) {
      this.#loop.fail(error);
      throw error;
    }
  }

  #applyLoose(): void {
    // What lies on the device comes first: others build on it.
    if (!this.#wasRead) return;
    for (let update = this.#loose.release(); update; update = this.#loose.release()) {
      tryApply(this.#options.doc, update, ORIGIN.looseTab);
    }
  }

  #patience(): number | null {
    if (this.#local.length > 0) return LOCAL_DELAY_MS;
    if (this.#sentSeqs.length > 0) return SENT_DELAY_MS;
    if (!this.#remote.isEmpty || this.#markSynced) return this.#remote.turnIn(Date.now());
    // A device that could not be read holds perhaps what must be sent: it is tried without anything to write, too.
    return this.#fault === null || this.#stopped ? null : LOCAL_DELAY_MS;
  }

  #drawTurn(isFirst = false): void {
    if (this.#remote.isEmpty && !this.#markSynced) this.#remote.drawTurn(Date.now(), isFirst);
  }

  #readOnce(): Promise<void> {
    if (this.#wasRead || this.#stopped) return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const { after, around, changed, doc, outbox, room, store } = this.#options;
    const [stored] = await Promise.all([store.readRoom(room), after]);
    if (this.#stopped) return;
    const wasEmpty = doc.store.clients.size === 0;
    let unreadable: Unreadable = { seqs: new Set(), snapshot: false };
    around(() => {
      unreadable = readStored(doc, stored);
    });
    const { newest, ...log } = measure(stored);
    if (wasEmpty) this.#remote.reset(Y.encodeStateVector(doc), newest);
    else {
      // The document holds more than the device does: only what was read may count as stored.
      if (stored.snapshot && !unreadable.snapshot) this.#remote.wrote(stored.snapshot.upTo, stored.snapshot.bytes);
      for (const { seq, bytes } of stored.rows) if (!unreadable.seqs.has(seq)) this.#remote.wrote(seq, bytes);
    }
    const bytes = new Map(stored.rows.map((row) => [row.seq, row.bytes]));
    for (const { seq, changes, size, tab } of stored.unsent) {
      if (unreadable.seqs.has(seq)) continue;
      outbox.add({ seq, bytes: null, size, edits: changes, tab, state: 'waiting' }, bytes.get(seq) ?? null);
    }
    this.#wasRead = true;
    this.#synced = stored.synced;
    this.#expected = stored.synced || stored.rows.length > 0 || stored.snapshot !== undefined;
    this.#readUpTo = newest;
    this.#trigger.opened(log);
    if (unreadable.snapshot || unreadable.seqs.size > 0) {
      this.#unreadable = true;
      await store.setAside(room, [...unreadable.seqs], unreadable.snapshot, Date.now());
    }
    this.#applyLoose();
    changed();
  }

  async #write(all: boolean): Promise<void> {
    const { changed } = this.#options;
    // A device that could not be read when the room was opened is read first: it may hold changes to send.
    await this.#readOnce();
    this.#writings += 1;
    try {
      await this.#writeDue(all);
    } finally {
      this.#writings += 1;
    }
    this.#fault = null;
    if (this.#local.length === 0 && this.#remote.isEmpty) this.#loose.taken();
    changed();
  }

  async #writeDue(all: boolean): Promise<void> {
    const { store, room } = this.#options;
    const local = [...this.#local];
    // What is made here may build on what came from the server: that goes along.
    const isRemoteDue = all || local.length > 0 || this.#remote.turnIn(Date.now()) === 0;
    const remote = isRemoteDue ? this.#remote.take() : [];
    const markSynced = isRemoteDue && this.#markSynced;
    const sent = this.#sentSeqs;
    this.#sentSeqs = [];
    try {
      if (remote.length > 0 || local.length > 0) await this.#append(local, remote);
      this.#remote.written();
      if (sent.length > 0) await store.markSent(sent);
      if (markSynced) await store.markSynced(room);
    } catch (error) {
      this.#remote.putBack();
      this.#sentSeqs.unshift(...sent);
      throw error;
    }
    if (markSynced) {
      this.#markSynced = false;
      this.#expected = true;
      this.#synced = true;
    }
  }

  async #append(local: readonly Change[], updates: readonly Uint8Array[]): Promise<void> {
    const { outbox, room, store, tabs } = this.#options;
    const rows = local.map((change) => ({
      bytes: bytesOf(change),
      changes: change.state === 'acknowledged' ? 0 : change.edits,
    }));
    const { unheard } = this.#remote;
    const lacking = this.#remote.lacking.bind(this.#remote);
    const written = await store.append(room, rows, tabs.id, this.#expected, { updates, unheard, lacking });
    if (written === 'evicted') {
      const { seq, vector, size } = await writeWhole({ ...this.#options, isSynced: this.#synced });
      this.#remote.reset(vector, seq);
      this.#trigger.folded(size);
    }
    this.#local.splice(0, local.length);
    this.#expected = true;
    if (written === 'evicted' || written.length === 0) return;
    const settledMeanwhile: number[] = [];
    const first = written.length - local.length;
    written.forEach(({ seq, bytes, changes }, index) => {
      this.#wroteRow(seq, bytes);
      const change = local[index - first];
      if (!change) return;
      if (change.state !== 'acknowledged') outbox.stored(change, seq);
      else if (changes > 0) settledMeanwhile.push(seq);
      if (change.state === 'waiting' && change.size >= RELEASE_BYTES) change.bytes = null;
    });
    tabs.post({ kind: 'rows', room, rows: written });
    this.#forgetSent(settledMeanwhile);
  }

  #forgetSent(seqs: readonly number[]): void {
    const { room, tabs } = this.#options;
    if (seqs.length === 0) return;
    this.#sentSeqs.push(...seqs);
    tabs.post({ kind: 'sent', room, seqs: [...seqs] });
    this.#loop.wake();
  }

  #wroteRow(seq: number, bytes: Uint8Array): void {
    this.#remote.wrote(seq, bytes);
    this.#trigger.wrote(bytes.length);
  }

  #compacted({ bytes, replaced }: Compaction): void {
    const { changed, room, tabs } = this.#options;
    tabs.post({ kind: 'compacted', room, bytes, replaced });
    this.#replace(replaced);
    changed();
  }

  #replace(replaced: Compaction['replaced']): void {
    const { outbox } = this.#options;
    for (const { seqs, seq, changes, size, tab } of replaced) {
      outbox.replaceRows(seqs, { seq, bytes: null, size, edits: changes, tab, state: 'waiting' });
    }
  }

  #failed(error: unknown, times: number): void {
    const { changed, store } = this.#options;
    this.#fault = deviceFaultOf(error);
    this.#loose.refused();
    if (times === 1 && this.#fault === 'full') void this.#trigger.now();
    // Some browsers lose a connection without closing it: a new one is opened by the next try.
    if (times > 1 && this.#fault !== 'full') store.close({ disableAutoOpen: false });
    changed();
  }
}

const bytesOf = ({ bytes }: Change): Uint8Array => {
  if (bytes) return bytes;
  throw new Error('a change that is not on the device has lost its bytes');
};
