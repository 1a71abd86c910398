/** The sync server beside stock Hocuspocus and the server of y-websocket: latency, saturation, cold join, memory. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { companyOf, corpus } from '../corpus.ts';
import { median, percentile } from '../measure.ts';
import { bytes, ms, percent, times, type Findings } from '../report.ts';
import { startOurs, startStock, startYWebsocket, type BenchServer } from '../servers.ts';
import { openWire, type WireClient } from '../wire.ts';

const ROUNDS = 3;
/** How long one round of one server lasts, ms. */
const SPAN = 1_500;
const EDITS_A_SECOND = 5;
const WRITERS = 50;
const LOADS = [
  { leads: 0, writers: [20] },
  { leads: 10_000, writers: [1, 5, 20, 50] },
  { leads: 50_000, writers: [20] },
] as const;
const SATURATION = { writers: 10, inFlight: 32, span: 2_500, leads: 10_000 } as const;
const IDLE = 200;

interface Load {
  readonly server: BenchServer;
  readonly room: string;
  readonly writers: readonly WireClient[];
  readonly observer: WireClient;
  readonly edits: Edits;
}
interface Latency {
  readonly acks: number[];
  readonly peers: number[];
}
interface Joins {
  readonly cold: number[];
  readonly warm: number[];
}

export async function run(): Promise<Findings> {
  const latency: { leads: number; writers: number; name: string; acks: number[]; peers: number[] }[] = [];
  const throughput = new Map<string, number[]>();
  const joins: { leads: number; name: string; cold: number[]; warm: number[] }[] = [];
  const memory: { name: string; leads: number; empty: number; room: number; idle: number | null }[] = [];

  for (const { leads, writers } of LOADS) {
    const state = companyState(leads);
    // made first: it takes a while, in which no connection may wait for an answer
    const edits = [new Edits(state), new Edits(state), new Edits(state)];
    const servers = [await startOurs(), await startStock(), await startYWebsocket()];
    try {
      const loads: Load[] = [];
      for (const [index, server] of servers.entries()) {
        const empty = server.memory();
        const load = await fill(server, state, edits[index]!);
        loads.push(load);
        memory.push({ name: server.name, leads, empty, room: 0, idle: null });
      }
      for (const count of writers) {
        const found = await latencies(loads, count);
        found.forEach((sample, index) =>
          latency.push({ leads, writers: count, name: servers[index]!.name, ...sample }),
        );
      }
      if (leads === SATURATION.leads) {
        for (let round = 0; round <= ROUNDS; round += 1) {
          for (const load of round % 2 === 0 ? loads : loads.toReversed()) {
            const rate = await saturate(load);
            if (round > 0) throughput.set(load.server.name, [...(throughput.get(load.server.name) ?? []), rate]);
          }
        }
      }
      for (const load of loads) for (const client of [...load.writers, load.observer]) client.close();
      if (leads === 0) continue;
      const joined = await coldJoins(loads, state.length);
      for (const [index, { server, room }] of loads.entries()) {
        joins.push({ leads, name: server.name, ...joined[index]! });
        const entry = memory.find((one) => one.name === server.name && one.leads === leads)!;
        entry.room = server.memory();
        if (leads === SATURATION.leads) entry.idle = await idleMemory(server, room);
      }
    } finally {
      for (const server of servers) await server.stop();
    }
  }
  return report(latency, throughput, joins, memory, diskAlone());
}

/** The floor under an acknowledgement that is true: a few hundred bytes written and brought to the disk. Times in ms. */
function diskAlone(): readonly number[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ortak-bench-'));
  const file = openSync(path.join(folder, 'journal'), 'w');
  const page = new Uint8Array(4_096);
  const took: number[] = [];
  for (let write = 0; write < 200; write += 1) {
    const since = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    took.push(performance.now() - since);
  }
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return took;
}

/** A room's content: a company, or (for 0 leads) only the records that are written to. */
function companyState(leads: number): Uint8Array {
  return leads === 0 ? corpus({ leads: WRITERS, deals: 0, notes: 0, events: 0, people: 2 }) : corpus(companyOf(leads));
}

/** Makes updates as pages do: one field of a lead of one's own. Each round writes as new sessions. */
class Edits {
  readonly #doc = new Y.Doc();
  readonly #leads: readonly string[];
  #last: Uint8Array = new Uint8Array();
  #count = 0;
  #rounds = 0;
  /** sessions of this room begin here, so that none is used twice */
  #session = 1_000_000;

  constructor(state: Uint8Array) {
    Y.applyUpdate(this.#doc, state);
    this.#leads = [...this.#doc.getMap('lead').keys()].slice(0, WRITERS);
    this.#doc.on('update', (update: Uint8Array) => {
      this.#last = update;
    });
  }

  /**
   * As many client ids that nobody used. They write another field than those before: what was made ready and never sent
   * must not be missing under what comes after.
   */
  sessions(count: number): readonly number[] {
    this.#rounds += 1;
    return Array.from({ length: count }, () => (this.#session += 1));
  }

  next(client: number, writer: number): Uint8Array {
    this.#doc.clientID = client;
    this.#count += 1;
    const lead = this.#doc.getMap<Y.Map<unknown>>('lead').get(this.#leads[writer % this.#leads.length]!)!;
    lead.set(`field${this.#rounds}`, `Satın alma müdürü ${this.#count}`);
    return this.#last;
  }
}

async function fill(server: BenchServer, state: Uint8Array, edits: Edits): Promise<Load> {
  const room = await server.newRoom();
  const observer = await openWire(server, room);
  await acknowledged(server, observer, () => observer.send(state));
  const writers: WireClient[] = [];
  for (let index = 0; index < WRITERS; index += 1) writers.push(await openWire(server, room));
  return { server, room, writers, observer, edits };
}

/** Until the server has taken what is sent: it says so, or passes it on. */
function acknowledged(server: BenchServer, client: WireClient, send: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (server.speaks === 'hocuspocus') client.onAck(resolve);
    else client.onUpdate(() => resolve());
    send();
  });
}

/** Rounds of one load after another on each server, in turns. */
async function latencies(loads: readonly Load[], writers: number): Promise<readonly Latency[]> {
  const samples = loads.map((): Latency => ({ acks: [], peers: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const order = loads.map((load, index) => ({ load, sample: samples[index]! }));
    for (const { load, sample } of round % 2 === 0 ? order : order.toReversed()) {
      const { acks, peers } = await paced(load, writers);
      if (round === 0) continue;
      sample.acks.push(...acks);
      sample.peers.push(...peers);
    }
  }
  return samples;
}

/** Everyone writes some times a second, out of step; waits until all of it arrived. Times in ms. */
async function paced({ server, writers, observer, edits }: Load, count: number): Promise<Latency> {
  const acks: number[] = [];
  const arrivals = createArrivals(observer);
  const isAcked = server.speaks === 'hocuspocus';
  const perWriter = Math.round((SPAN / 1000) * EDITS_A_SECOND);
  const gap = SPAN / perWriter;
  const clients = edits.sessions(count);
  const plan = Array.from({ length: count * perWriter }, (_, index) => ({
    writer: index % count,
    at: Math.floor(index / count) * gap + ((index % count) * gap) / count,
    update: edits.next(clients[index % count]!, index % count),
  }));
  const sent = writers.slice(0, count).map((): number[] => []);
  writers.slice(0, count).forEach((client, index) =>
    client.onAck(() => {
      const since = sent[index]!.shift();
      if (since !== undefined) acks.push(performance.now() - since);
    }),
  );
  const start = performance.now();
  for (const { writer, at, update } of plan) {
    const wait = start + at - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const now = performance.now();
    sent[writer]!.push(now);
    arrivals.expect(clients[writer]!, update, now);
    writers[writer]!.send(update);
  }
  await arrivals.all();
  await until(() => !isAcked || acks.length === plan.length);
  return { acks, peers: arrivals.took };
}

/** Follows which edits have reached an observer: an update carries all of a client's edits up to a clock. */
function createArrivals(observer: WireClient) {
  const waiting = new Map<number, { end: number; since: number }[]>();
  const took: number[] = [];
  let missing = 0;
  observer.onUpdate((update) => {
    const now = performance.now();
    for (const [client, end] of Y.parseUpdateMeta(update).to) {
      const queue = waiting.get(client);
      while (queue?.[0] && queue[0].end <= end) {
        took.push(now - queue.shift()!.since);
        missing -= 1;
      }
    }
  });
  return {
    took,
    expect(client: number, update: Uint8Array, since: number): void {
      const end = Y.parseUpdateMeta(update).to.get(client)!;
      const queue = waiting.get(client) ?? [];
      waiting.set(client, queue);
      queue.push({ end, since });
      missing += 1;
    },
    all: () => until(() => missing === 0),
  };
}

/** Edits a second that reach an observer while each writer has a fixed number of them on the way. */
async function saturate({ server, writers, observer, edits }: Load): Promise<number> {
  const { inFlight, span } = SATURATION;
  const some = writers.slice(0, SATURATION.writers);
  const clients = edits.sessions(some.length);
  // made beforehand: writing them must not cost the measured time
  const stock = some.map((_, writer) => Array.from({ length: 2_000 }, () => edits.next(clients[writer]!, writer)));
  const ends = stock.map((updates, writer) =>
    updates.map((update) => Y.parseUpdateMeta(update).to.get(clients[writer]!)!),
  );
  const heard = new Map<number, number>();
  const start = performance.now();
  let ended = 0;
  const pending = some.map(() => 0);
  const sentCount = some.map(() => 0);
  const push = (writer: number): void => {
    while (pending[writer]! < inFlight && ended === 0 && sentCount[writer]! < stock[writer]!.length) {
      pending[writer]! += 1;
      some[writer]!.send(stock[writer]![sentCount[writer]!++]!);
    }
  };
  observer.onUpdate((update) => {
    for (const [client, end] of Y.parseUpdateMeta(update).to) heard.set(client, Math.max(end, heard.get(client) ?? 0));
  });
  some.forEach((client, writer) => {
    const settled = (many: number): void => {
      pending[writer]! -= many;
      push(writer);
    };
    if (server.speaks === 'hocuspocus') client.onAck(() => settled(1));
    // there is no word back: what the writer gets to see of its own is what the server took
    else {
      client.onUpdate((update) => {
        const end = Y.parseUpdateMeta(update).to.get(clients[writer]!);
        if (end !== undefined) settled(1);
      });
    }
  });
  some.forEach((_, writer) => push(writer));
  await new Promise((resolve) => setTimeout(resolve, span));
  const arrived = clients.reduce(
    (sum, client, writer) => sum + ends[writer]!.filter((end) => end <= (heard.get(client) ?? 0)).length,
    0,
  );
  ended = performance.now();
  if (sentCount.some((sent, writer) => sent === stock[writer]!.length))
    throw new Error('too few edits were made ready');
  await until(() => pending.every((left) => left <= 0));
  for (const client of some) client.onUpdate(() => undefined);
  return (arrived / (ended - start)) * 1000;
}

/** From knocking to the last byte of the document: on a server that just started, and on one that has it in memory. */
async function coldJoins(loads: readonly Load[], size: number): Promise<readonly Joins[]> {
  const found = loads.map((): Joins => ({ cold: [], warm: [] }));
  for (let round = 0; round <= 2; round += 1) {
    for (const [index, { server, room }] of loads.entries()) {
      if (server.keeps) {
        await server.restart();
        const took = await join(server, room, size);
        if (round > 0) found[index]!.cold.push(took);
      }
      const took = await join(server, room, size);
      if (round > 0) found[index]!.warm.push(took);
    }
  }
  return found;
}

async function join(server: BenchServer, room: string, size: number): Promise<number> {
  const since = performance.now();
  const client = await openWire(server, room);
  const state = await client.join();
  const took = performance.now() - since;
  client.close();
  if (state.length < size) throw new Error(`${server.name} sent ${state.length} of ${size} bytes`);
  return took;
}

/** What one more connection to a room costs, which says nothing. */
async function idleMemory(server: BenchServer, room: string): Promise<number> {
  const before = server.memory();
  const clients: WireClient[] = [];
  for (let index = 0; index < IDLE; index += 1) clients.push(await openWire(server, room));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = server.memory();
  for (const client of clients) client.close();
  return (after - before) / IDLE;
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('edits got lost on their way');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function report(
  latency: readonly { leads: number; writers: number; name: string; acks: number[]; peers: number[] }[],
  throughput: ReadonlyMap<string, readonly number[]>,
  joins: readonly { leads: number; name: string; cold: number[]; warm: number[] }[],
  memory: readonly { name: string; leads: number; empty: number; room: number; idle: number | null }[],
  disk: readonly number[],
): Findings {
  const two = (values: readonly number[]): string =>
    values.length === 0 ? '–' : `${ms(median(values))} / ${ms(percentile(values, 0.95))}`;
  const of = (name: string): number => median(throughput.get(name) ?? []);
  const at = (name: string, writers: number, leads = 10_000) =>
    latency.find((one) => one.name === name && one.writers === writers && one.leads === leads)!;
  const p95 = (name: string, writers: number, leads?: number): number =>
    percentile(at(name, writers, leads).acks, 0.95);
  const cold = (name: string, leads: number): number =>
    median(joins.find((one) => one.name === name && one.leads === leads)!.cold);
  return {
    about:
      'Ours (an update is on disk before anyone hears of it), stock Hocuspocus 4.7 with its database extension over node:sqlite and the default debounce (what its SQLite extension does; that one brings a better-sqlite3 without a binary for this runtime), and the server of y-websocket 2.1.0, which keeps nothing. Each its own process; the clients, bare sockets with prepared frames, are one more. Servers take turns.',
    tables: [
      {
        title: `Edit to acknowledgement, and edit to a peer: median / p95; each writer ${EDITS_A_SECOND} edits a second, 51 people connected`,
        head: ['leads', 'writers', 'server', 'acknowledged', 'at the peer'],
        rows: latency.map(({ leads, writers, name, acks, peers }) => [
          leads.toLocaleString('en'),
          String(writers),
          name,
          two(acks),
          two(peers),
        ]),
      },
      {
        title: `Saturation: ${SATURATION.writers} writers with ${SATURATION.inFlight} edits on the way each, 10,000 leads, 51 people connected`,
        head: ['server', 'edits a second', 'rounds'],
        rows: [...throughput].map(([name, rates]) => [
          name,
          of(name).toFixed(0),
          rates.map((rate) => rate.toFixed(0)).join(', '),
        ]),
      },
      {
        title: 'Joining: from knocking to the last byte of the document',
        head: ['leads', 'server', 'server just started', 'document in memory'],
        rows: joins.map(({ leads, name, cold: first, warm }) => [
          leads.toLocaleString('en'),
          name,
          first.length > 0 ? ms(median(first)) : 'forgot it',
          ms(median(warm)),
        ]),
      },
      {
        title: 'Resident memory of the process',
        head: ['leads', 'server', 'no room', 'after joins of the room', 'an idle connection'],
        rows: memory
          .filter(({ room }) => room > 0)
          .map(({ leads, name, empty, room, idle }) => [
            leads.toLocaleString('en'),
            name,
            bytes(empty),
            bytes(room),
            idle === null ? '' : bytes(Math.round(idle)),
          ]),
      },
    ],
    notes: [
      `Goal: throughput ≥ stock at equal load: ${percent(of('ours') / of('stock Hocuspocus'))} of stock, with every edit on disk first.`,
      `Goal: p95 ≤ 1.5 × stock: ${[1, 5, 20, 50].map((count) => `${count} writers ${times(p95('ours', count) / p95('stock Hocuspocus', count))}`).join(', ')} (10,000 leads); 20 writers on 50,000 leads ${times(p95('ours', 20, 50_000) / p95('stock Hocuspocus', 20, 50_000))}. This disk alone (4 kB written, fdatasync) takes ${two(disk)}: it is in ours and not in theirs.`,
      `Goal: cold join ≤ 1.2 × stock: ${[10_000, 50_000].map((leads) => `${leads.toLocaleString('en')} leads ${times(cold('ours', leads) / cold('stock Hocuspocus', leads))}`).join(', ')}.`,
    ],
  };
}
