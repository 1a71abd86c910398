/**
 * People write over bad lines while their server is killed again and again. After each kill the server is read as
 * someone gets it who was never here, before anyone who was can give back what it lost: whatever a person was told is
 * saved has to be there. Everything chosen here comes from one seed; what the machine makes of it does not.
 */
import type * as Y from 'yjs';
import { type Proxy, startProxy } from '#tests/support/proxy.ts';
import { type Random, seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';
import { ABSENT, type Broken, Ledger, REMOVED, type View } from './ledger.ts';
import type { Page, Room, Subject } from './subject.ts';

export interface CrashTally {
  readonly kills: number;
  readonly edits: number;
  /** Edits of which a person was told that they are saved on the server. */
  readonly acknowledged: number;
  /** Of those, how many were gone after a kill. */
  readonly lost: number;
  /** Rooms in which the documents of all people and of the server did not become equal in the end. */
  readonly apart: number;
  /** Kills after which the server held an update without what it builds on. */
  readonly gaps: number;
  /** How often someone was told so while there was something new to tell it of. */
  readonly promises: number;
  readonly examples: readonly Broken[];
}

export interface CrashOptions {
  readonly kills: number;
  readonly seed: number;
  /** How long people may write between two kills at most, in milliseconds; mostly it is about one second. */
  readonly longest: number;
  readonly progress?: (line: string) => void;
}

const PEOPLE = 4;
/** A room is left after so many kills, so that a long run has many small ones instead of a large one. */
const KILLS_A_ROOM = 20;
const LARGE = 'x'.repeat(4_000);

interface Writer {
  readonly name: string;
  readonly person: number;
  readonly proxy: Proxy;
  page: Page;
  /** Keys of this person that have a value. */
  cells: string[];
  made: number;
}

export async function crashRun(subject: Subject, options: CrashOptions): Promise<CrashTally> {
  const { kills, seed, longest, progress = () => undefined } = options;
  const random = seededRandom(seed);
  const proxies = await Promise.all(Array.from({ length: PEOPLE }, () => startProxy(subject.port)));
  const total = { kills: 0, edits: 0, acknowledged: 0, promises: 0, apart: 0, gaps: 0 };
  const lost: Broken[] = [];
  try {
    while (total.kills < kills) {
      const visit = await roomVisit(subject, proxies, random, {
        kills: Math.min(KILLS_A_ROOM, kills - total.kills),
        longest,
      });
      total.kills += visit.kills;
      total.edits += visit.ledger.edits;
      total.acknowledged += visit.ledger.acknowledged;
      total.promises += visit.ledger.promises;
      total.apart += visit.isApart ? 1 : 0;
      total.gaps += visit.gaps;
      lost.push(...visit.lost);
      progress(
        `${total.kills} kills, ${total.edits} edits, ${total.acknowledged} acknowledged, ${lost.length} lost, ${total.gaps} gaps, ${total.apart} rooms apart`,
      );
    }
  } finally {
    for (const proxy of proxies) await proxy.stop();
  }
  return { ...total, lost: lost.length, examples: lost.slice(0, 5) };
}

async function roomVisit(
  subject: Subject,
  proxies: readonly Proxy[],
  random: Random,
  { kills, longest }: { kills: number; longest: number },
) {
  const ledger = new Ledger();
  const lost: Broken[] = [];
  let gaps = 0;
  const room = await subject.newRoom(PEOPLE);
  const writers: Writer[] = [];
  let onPromise: () => void = () => undefined;
  const open = async (writer: Omit<Writer, 'page'>): Promise<Page> => {
    const page = await room.open(writer.person, writer.proxy.port);
    page.onChange(() => {
      if (!page.isSaved()) return;
      ledger.promise(writer.name, viewOf(page.doc));
      onPromise();
    });
    return page;
  };
  for (const [person, proxy] of proxies.entries()) {
    proxy.heal();
    const writer = { name: `p${person}`, person, proxy, cells: [], made: 0 };
    writers.push({ ...writer, page: await open(writer) });
  }
  await until(() => writers.every(({ page }) => page.isSaved()), 20_000);

  let done = 0;
  while (done < kills) {
    const before = ledger.promises;
    const killed = killSoon(subject, random, {
      longest,
      listen: (listener) => {
        onPromise = listener;
      },
      isPromised: () => ledger.promises > before,
    });
    await writeUntil(killed, { writers, ledger, random, open });
    done += 1;
    // Those who were here stay away until the server was looked at.
    for (const { proxy } of writers) proxy.refuse();
    if (done < kills && random.chance(0.15)) {
      const starting = subject.restart().catch(() => undefined);
      await pause(random.below(900));
      await subject.kill();
      await starting;
      done += 1;
    }
    await subject.restart();
    const witness = await room.witness();
    lost.push(...ledger.broken(viewOf(witness.doc)));
    if (witness.doc.store.pendingStructs || witness.doc.store.pendingDs) gaps += 1;
    witness.leave();
    for (const { proxy } of writers) proxy.heal();
  }

  const isApart = !(await becomeEqual(room, writers));
  await room.leave();
  return { ledger, lost, kills: done, isApart, gaps };
}

/** Kills at a random moment once someone was told something, or in the very moment of telling. */
async function killSoon(
  subject: Subject,
  random: Random,
  {
    longest,
    listen,
    isPromised,
  }: { longest: number; listen: (listener: () => void) => void; isPromised: () => boolean },
): Promise<void> {
  const atPromise = random.chance(0.4);
  await pause(100 + random.below(random.chance(0.25) ? longest : 1_100));
  // On a busy machine it takes a while; a kill that can break no promise would show nothing.
  const deadline = Date.now() + 20_000;
  while (!isPromised() && Date.now() < deadline) await pause(10);
  if (atPromise) {
    await new Promise<void>((resolve) => {
      const tooLong = setTimeout(resolve, 1_500);
      listen(() => {
        clearTimeout(tooLong);
        resolve();
      });
    });
    listen(() => undefined);
  }
  await subject.kill();
}

async function writeUntil(
  killed: Promise<void>,
  around: { writers: Writer[]; ledger: Ledger; random: Random; open: (writer: Writer) => Promise<Page> },
): Promise<void> {
  const { writers, ledger, random } = around;
  let isOver = false;
  void killed.then(() => {
    isOver = true;
  });
  const work = async (writer: Writer): Promise<void> => {
    while (!isOver) {
      for (let count = random.below(8); count > 0; count -= 1) write(writer, ledger, random);
      if (random.chance(0.06)) await trouble(writer.proxy, random);
      if (random.chance(0.01)) {
        writer.page.stop();
        writer.page = await around.open(writer);
      }
      // Long enough at times for everything to be acknowledged, short enough at others that something is always under way.
      await pause(random.chance(0.3) ? random.below(150) : random.below(15));
    }
  };
  await Promise.all(writers.map(work));
  await killed;
}

/** One edit: a new key, a new value, a removal, or a line somewhere in the list that all share. */
function write(writer: Writer, ledger: Ledger, random: Random): void {
  const { doc } = writer.page;
  const records = doc.getMap<string>('records');
  const value = `${writer.name}-${writer.made}`;
  writer.made += 1;
  const what = random.below(10);
  const known = what < 5 && writer.cells.length > 0 ? random.pick(writer.cells) : null;
  if (what < 2) {
    const lines = doc.getArray<string>('lines');
    lines.insert(random.below(lines.length + 1), [value]);
    ledger.wrote(writer.name, `line ${value}`, value);
  } else if (what === 2 && known !== null) {
    records.delete(known);
    writer.cells.splice(writer.cells.indexOf(known), 1);
    ledger.wrote(writer.name, known, REMOVED);
  } else {
    const key = known ?? value;
    if (known === null) writer.cells.push(key);
    records.set(key, random.chance(0.1) ? `${value} ${LARGE}` : value);
    ledger.wrote(writer.name, key, records.get(key) ?? ABSENT);
  }
}

async function trouble(proxy: Proxy, random: Random): Promise<void> {
  const what = random.below(6);
  if (what === 0) proxy.cut();
  else if (what === 1) proxy.cutAfter(1 + random.below(3_000));
  else if (what === 2) proxy.delay(random.below(80));
  else if (what === 3) proxy.delay(0);
  else if (what === 4) {
    // The server hears everything and its answers get lost: all of it will be sent a second time.
    proxy.deafen();
    await pause(random.below(150));
    proxy.cut();
  } else {
    proxy.hang();
    await pause(random.below(400));
    proxy.heal();
    // A change of network leaves the old connection half-open; here a reset ends it at some time.
    if (random.chance(0.7)) proxy.cut();
  }
}

/** Whether in the end everyone has the same, and a stranger gets just that. */
async function becomeEqual(room: Room, writers: readonly Writer[]): Promise<boolean> {
  for (const { proxy } of writers) {
    proxy.delay(0);
    proxy.heal();
    // What still hangs would be noticed in time; a reset tells it at once.
    proxy.cut();
  }
  const witness = await room.witness();
  const isEqual = (): boolean => {
    const content = contentOf(witness.doc);
    return writers.every(({ page }) => page.isSaved() && contentOf(page.doc) === content);
  };
  try {
    await until(isEqual, 40_000);
    return true;
  } catch {
    return false;
  } finally {
    witness.leave();
  }
}

function contentOf(doc: Y.Doc): string {
  const records = [...doc.getMap<string>('records').entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([records, doc.getArray('lines').toArray()]);
}

function viewOf(doc: Y.Doc): View {
  const records = doc.getMap<string>('records');
  let lines: Set<string> | null = null;
  return (cell) => {
    // Of what was removed the document keeps that it was there: never written and removed must not look the same.
    if (!cell.startsWith('line ')) return records.get(cell) ?? (records._map.has(cell) ? REMOVED : ABSENT);
    lines ??= new Set(doc.getArray<string>('lines').toArray());
    const line = cell.slice('line '.length);
    return lines.has(line) ? line : ABSENT;
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
