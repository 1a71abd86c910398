/** What a year of a team costs: bytes, memory, loading, and above all one more edit, beside the same content written once. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { openSqliteUpdateLog } from '#server/storage/sqliteUpdateLog.ts';
import { quicken } from '#schema/quickTransactions.ts';
import { exportWorkspace } from '#schema/workspaceFile/exportWorkspace.ts';
import { importWorkspace } from '#schema/workspaceFile/importWorkspace.ts';
import { stable } from '#tests/support/slowProjection.ts';
import { inTurns, median, percentile, spread } from '../measure.ts';
import { bytes, ms, percent, times, type Findings } from '../report.ts';
import { teamYear, type TeamYear } from '../teamYear.ts';

const SESSIONS = [5, 500, 2_000, 10_000] as const;
const EDITS = 300;

export async function run(): Promise<Findings> {
  const year = teamYear({ leads: 10_000, sessions: 10_000, edits: 100_000 });
  const fresh = rewritten(year.state);
  const sizes = { fresh: sizesOf(fresh), year: sizesOf(year.state) };
  const edits = await costOfAnEdit(fresh);
  const loading = await inTurns(
    [
      { name: 'fresh', run: () => load(fresh), check: () => undefined },
      { name: 'after a year', run: () => load(year.state), check: () => undefined },
    ],
    5,
  );
  const memory = [memoryOf(fresh), memoryOf(year.state)] as const;
  const stored = await logOf(year);
  const [freshLoad, yearLoad] = loading.map((sample) => median(sample.times)) as [number, number];
  const quickRatio = edits.quick.at(-1)! / edits.stock[0]!;
  return {
    about:
      'A team of 20 for a year: 10,000 sessions that wrote (each a Yjs client id), 10,000 leads, 1,000 deals and notes, 100,000 edits and what the feed says of them; beside a document with the same content in which one client wrote every record once.',
    tables: [
      {
        title: 'One more edit of a field (transaction, update for the wire), the medians of rounds that take turns',
        head: ['sessions that wrote', 'Yjs alone', 'with quickTransactions', 'ratio to Yjs after 5 sessions'],
        rows: SESSIONS.map((sessions, index) => [
          sessions.toLocaleString('en'),
          microseconds(edits.stock[index]!),
          microseconds(edits.quick[index]!),
          `${times(edits.stock[index]! / edits.stock[0]!)} → ${times(edits.quick[index]! / edits.stock[0]!)}`,
        ]),
      },
      {
        title: 'The document',
        head: ['', 'fresh', 'after a year', 'ratio'],
        rows: [
          ['bytes', bytes(fresh.length), bytes(year.state.length), times(year.state.length / fresh.length)],
          ['of it the list of what was overwritten', bytes(sizes.fresh.deletions), bytes(sizes.year.deletions), ''],
          ['state vector', bytes(sizes.fresh.vector), bytes(sizes.year.vector), ''],
          [
            'structs',
            String(sizes.fresh.structs),
            String(sizes.year.structs),
            times(sizes.year.structs / sizes.fresh.structs),
          ],
          ['of them overwritten values', String(sizes.fresh.deleted), String(sizes.year.deleted), ''],
          ['memory (heap)', bytes(memory[0]), bytes(memory[1]), times(memory[1] / memory[0])],
          [
            'loading',
            `${ms(freshLoad)} ± ${percent(spread(loading[0]!.times))}`,
            `${ms(yearLoad)} ± ${percent(spread(loading[1]!.times))}`,
            times(yearLoad / freshLoad),
          ],
        ],
      },
      {
        title: 'On disk',
        head: ['', 'bytes', 'ratio to the document'],
        rows: [
          ['the year as it was sent, update by update', bytes(stored.sent), times(stored.sent / year.state.length)],
          [
            "the server's log, compacted (file, and a journal of up to 4 MB)",
            bytes(stored.file),
            times(stored.file / year.state.length),
          ],
          ['of it the snapshot', bytes(stored.snapshot), times(stored.snapshot / year.state.length)],
          ["a device's copy after compaction (its snapshot)", bytes(year.state.length), times(1)],
        ],
      },
    ],
    notes: [
      `Goal: an edit after a year ≤ 2 × an edit on day one: ${times(quickRatio)} (Yjs alone: ${times(edits.stock.at(-1)! / edits.stock[0]!)}).`,
      `Goal: bytes ≤ 1.5 × fresh: ${times(year.state.length / fresh.length)}.`,
      `Compacting the log of the last ${stored.rows.toLocaleString('en')} edits onto the year took ${ms(stored.compaction)}.`,
      `p95 of an edit after a year: ${microseconds(edits.quickWorst)}; Yjs alone: ${microseconds(edits.stockWorst)}.`,
    ],
  };
}

const microseconds = (value: number): string => `${(value * 1000).toFixed(0)} µs`;

/** The same content, each record written once by one client. Throws when it is not the same. */
function rewritten(state: Uint8Array): Uint8Array {
  const doc = load(state);
  const settings = new Y.Doc();
  const file = (workspace: Y.Doc) => exportWorkspace({ workspace, settings, name: '', people: [], now: 0 });
  const before = file(doc);
  const { workspace } = importWorkspace(before, 1);
  if (!workspace) throw new Error('nothing was written');
  const after = file(load(workspace));
  if (stable(after.records.lead) !== stable(before.records.lead) || after.events.length !== before.events.length)
    throw new Error('the fresh document holds something else');
  return workspace;
}

function load(state: Uint8Array): Y.Doc {
  const doc = quicken(new Y.Doc());
  Y.applyUpdate(doc, state);
  return doc;
}

function sizesOf(state: Uint8Array) {
  const doc = load(state);
  const structs = [...doc.store.clients.values()].flat();
  const vector = Y.encodeStateVector(doc);
  return {
    structs: structs.length,
    deleted: structs.filter((struct) => struct.deleted).length,
    vector: vector.length,
    deletions: Y.encodeStateAsUpdate(doc, vector).length,
  };
}

/** Medians in ms, by number of sessions. Documents are the fresh one and that many further clients with one edit each. */
async function costOfAnEdit(fresh: Uint8Array) {
  const ids = [...load(fresh).getMap('lead').keys()].slice(0, 1_000);
  const docs = SESSIONS.map((sessions) => withSessions(fresh, ids, sessions));
  const rivals = docs.flatMap((state, index) =>
    [true, false].map((isQuick) => {
      const doc = isQuick ? quicken(new Y.Doc()) : new Y.Doc();
      Y.applyUpdate(doc, state);
      let sent = 0;
      doc.on('update', (update: Uint8Array) => {
        sent += update.length;
      });
      return { isQuick, index, doc, took: [] as number[], sent: () => sent };
    }),
  );
  for (let round = 0; round < 6; round += 1) {
    for (const { doc, took, sent, isQuick } of round % 2 === 0 ? rivals : rivals.toReversed()) {
      const leads = doc.getMap<Y.Map<unknown>>('lead');
      const before = sent();
      const count = isQuick ? EDITS : EDITS / 10;
      for (let edit = 0; edit < count; edit += 1) {
        const lead = leads.get(ids[(round * count + edit) % ids.length]!)!;
        const since = performance.now();
        lead.set('jobTitle', `Müdür ${round}.${edit}`);
        if (round > 0) took.push(performance.now() - since);
      }
      if (sent() - before < count * 20) throw new Error('edits were not sent');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const medians = (isQuick: boolean): number[] =>
    rivals.filter((rival) => rival.isQuick === isQuick).map(({ took }) => median(took));
  const worst = (isQuick: boolean): number =>
    percentile(rivals.findLast((rival) => rival.isQuick === isQuick)!.took, 0.95);
  return { quick: medians(true), stock: medians(false), quickWorst: worst(true), stockWorst: worst(false) };
}

function withSessions(fresh: Uint8Array, ids: readonly string[], sessions: number): Uint8Array {
  const doc = load(fresh);
  for (let session = 0; session < sessions; session += 1) {
    doc.clientID = 2_000_000_000 - session * 7_919;
    doc
      .getMap<Y.Map<unknown>>('lead')
      .get(ids[session % ids.length]!)!
      .set('visited', session);
  }
  return Y.encodeStateAsUpdate(doc);
}

/** What goes when a loaded document is let go of. */
function memoryOf(state: Uint8Array): number {
  const used = (): number => {
    globalThis.gc?.();
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const held: { doc: Y.Doc | null } = { doc: load(state) };
  const withIt = used();
  if (held.doc?.store.clients.size === 0) throw new Error('nothing was loaded');
  held.doc = null;
  return withIt - used();
}

/** The year in the server's log: compacted after each part as the schedule would, and once more at the end. */
async function logOf(year: TeamYear) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ortak-bench-'));
  const file = path.join(folder, 'log.sqlite');
  const log = openSqliteUpdateLog(file);
  const room = 'w.bench.1';
  const append = (updates: readonly Uint8Array[]): Promise<unknown> =>
    Promise.all(updates.map((update) => log.append({ room, update, author: 'bench', at: 0, clients: [] })));
  try {
    await append([year.early]);
    await log.compact(room);
    await append(year.late);
    const since = performance.now();
    const { snapshotBytes } = await log.compact(room);
    const compaction = performance.now() - since;
    await log.close();
    const sizeOf = (name: string): number => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    return {
      sent: year.sent,
      snapshot: snapshotBytes,
      file: sizeOf('log.sqlite') + sizeOf('log.sqlite-wal'),
      rows: year.late.length,
      compaction,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
