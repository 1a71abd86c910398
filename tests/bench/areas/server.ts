/** The sync server beside stock Hocuspocus and the server of y-websocket: latency, saturation, joining, memory. */
import { companyOf, corpus } from '../corpus.ts';
import type { Findings } from '../report.ts';
import { settled, startOurs, startStock, startYWebsocket } from '../servers.ts';
import { type Disk, diskAlone } from '../server/disk.ts';
import { Edits } from '../server/edits.ts';
import { type Generators, startGenerators } from '../server/generators.ts';
import { idleMemory, joins, type Joins } from '../server/joins.ts';
import { enter, fill, type Latency, leave, type Load, pace, saturate, WRITERS } from '../server/load.ts';
import { type Found, tell } from '../server/tables.ts';

const ROUNDS = 5;
/** What one server takes for an edit differs from one edit to the next more than from one to the next of its rounds. */
const PACED_ROUNDS = 6;
/** Each of 400 edits, before anything is timed. */
const WARM_UP_ROUNDS = 3;
/** Leads in the room, and how many people write in it. `BENCH_LEADS=10000` measures some of these alone. */
const LOADS = [
  { leads: 0, writers: [20] },
  { leads: 10_000, writers: [1, 5, 20, 50] },
  { leads: 50_000, writers: [20] },
] as const;
/** Where what is measured at one size is measured. */
const TYPICAL = 10_000;

export async function run(): Promise<Findings> {
  const asked = process.env['BENCH_LEADS']?.split(',').map(Number);
  const latency: Found['latency'][number][] = [];
  const throughput = new Map<string, number[]>();
  const joined: (Joins & { leads: number; name: string })[] = [];
  const memory: { name: string; leads: number; empty: number; room: number; idle: number | null }[] = [];

  for (const { leads, writers } of LOADS.filter((load) => asked?.includes(load.leads) ?? true)) {
    const state = companyState(leads);
    // made first: it takes a while, in which no connection may wait for an answer
    const edits = [new Edits(state, WRITERS), new Edits(state, WRITERS), new Edits(state, WRITERS)];
    const generators = startGenerators(2);
    const servers = [await startOurs(), await startStock(), await startYWebsocket()];
    try {
      const loads: Load[] = [];
      for (const [index, server] of servers.entries()) {
        memory.push({ name: server.name, leads, empty: server.memory(), room: 0, idle: null });
        loads.push(await fill(server, state, edits[index]!));
      }
      for (const load of loads) await enter(load, generators);
      await warmUp(loads, generators);
      for (const count of writers) {
        const { samples, disk } = await latencies(loads, count, generators);
        for (const [index, sample] of samples.entries())
          latency.push({ leads, writers: count, name: servers[index]!.name, disk, ...sample });
      }
      for (const load of loads) await leave(load, generators);
      if (leads === 0) continue;
      // before each takes as many edits as it can: until here all have taken the same
      const found = await joins(loads, state.length);
      for (const [index, { server, room }] of loads.entries()) {
        joined.push({ leads, name: server.name, ...found[index]! });
        const entry = memory.find((one) => one.name === server.name && one.leads === leads)!;
        entry.room = server.memory();
        if (leads === TYPICAL) entry.idle = await idleMemory(server, room);
      }
      if (leads !== TYPICAL) continue;
      for (const load of loads) await enter(load, generators);
      await warmUp(loads, generators);
      await inTurns(loads, ROUNDS, async (load, isWarm) => {
        const rate = await saturate(load, generators);
        if (isWarm) throughput.set(load.server.name, [...(throughput.get(load.server.name) ?? []), rate]);
      });
      for (const load of loads) await leave(load, generators);
    } finally {
      for (const server of servers) await server.stop();
      await generators.stop();
    }
  }
  return tell({ latency, throughput, joins: joined, memory });
}

/** A room's content: a company, or (for 0 leads) only the records that are written to. */
function companyState(leads: number): Uint8Array {
  return leads === 0 ? corpus({ leads: WRITERS, deals: 0, notes: 0, events: 0, people: 2 }) : corpus(companyOf(leads));
}

/** Everyone writes on each server: one that was just started runs code that was not compiled yet, which would be timed. */
async function warmUp(loads: readonly Load[], generators: Generators): Promise<void> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1)
    for (const load of loads) await pace(load, WRITERS, generators);
}

/** Rounds on each server in turns, every other one backwards, none while another is at what it put off; the first warms up. */
async function inTurns(
  loads: readonly Load[],
  rounds: number,
  once: (load: Load, isWarm: boolean, index: number) => Promise<void>,
  afterEach: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    const order = [...loads.entries()];
    for (const [index, load] of round % 2 === 0 ? order : order.toReversed()) {
      await once(load, round > 0, index);
      await settled(load.server);
    }
    if (round > 0) await afterEach();
  }
}

async function latencies(
  loads: readonly Load[],
  writers: number,
  generators: Generators,
): Promise<{ samples: readonly Latency[]; disk: Disk }> {
  const samples = loads.map((): Latency => ({ acks: [], peers: [], late: [], work: [] }));
  const disk: Disk = { alone: [], fromThread: [] };
  await inTurns(
    loads,
    PACED_ROUNDS,
    async (load, isWarm, index) => {
      const found = await pace(load, writers, generators);
      const sample = samples[index]!;
      if (!isWarm) return;
      for (const key of ['acks', 'peers', 'late', 'work'] as const) sample[key].push(...found[key]);
    },
    async () => {
      const { alone, fromThread } = await diskAlone();
      disk.alone.push(...alone);
      disk.fromThread.push(...fromThread);
    },
  );
  return { samples, disk };
}
