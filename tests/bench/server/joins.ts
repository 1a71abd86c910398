/** From knocking to the last byte of the document; and what connections that say nothing weigh. */
import type { BenchServer } from '../servers.ts';
import { openWire, type WireClient } from '../wire.ts';
import type { Load } from './load.ts';

const ROUNDS = 3;
const IDLE = 200;
/** In which a server does what it left for later, ms. */
const SETTLING_MS = 8_000;

export interface Joins {
  /** of a server that was just started, ms */
  readonly cold: number[];
  /** of a server that was just started, where the content comes as a page fetches it, ms */
  readonly fetched: number[];
  /** of a server that has the document in memory, ms */
  readonly warm: number[];
}

/** Joins of a room of at least `size` bytes, on servers in turns. */
export async function joins(loads: readonly Load[], size: number): Promise<readonly Joins[]> {
  const found = loads.map((): Joins => ({ cold: [], fetched: [], warm: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    const order = [...loads.entries()];
    for (const [index, { server, room }] of round % 2 === 0 ? order : order.toReversed()) {
      if (server.keeps) await server.restart();
      const first = await join(server, room, size);
      // with the first still there: a server lets go of what nobody is in
      const second = await join(server, room, size);
      for (const { client } of [first, second]) client.close();
      const fetched = await fetchContent(server, room, size);
      if (round === 0) continue;
      if (server.keeps) found[index]!.cold.push(first.took);
      if (fetched !== null) found[index]!.fetched.push(fetched);
      found[index]!.warm.push(second.took);
    }
  }
  return found;
}

async function join(server: BenchServer, room: string, size: number): Promise<{ client: WireClient; took: number }> {
  const since = performance.now();
  const client = await openWire(server.address(room));
  const state = await client.join();
  const took = performance.now() - since;
  if (state.length < size) throw new Error(`${server.name} sent ${state.length} of ${size} bytes`);
  return { client, took };
}

/** How long the content takes to come as a page fetches it, of a server that was just started; null where it can't. */
async function fetchContent(server: BenchServer, room: string, size: number): Promise<number | null> {
  if (!server.content) return null;
  await server.restart();
  const since = performance.now();
  const { length } = await server.content(room);
  const took = performance.now() - since;
  if (length < size) throw new Error(`${server.name} answered ${length} of ${size} bytes`);
  return took;
}

/** What one more connection to a room costs, which says nothing; bytes. */
export async function idleMemory(server: BenchServer, room: string): Promise<number> {
  const { client: first } = await join(server, room, 0);
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const before = server.memory();
  const clients: WireClient[] = [];
  for (let index = 0; index < IDLE; index += 1) clients.push(await openWire(server.address(room)));
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const after = server.memory();
  for (const client of [first, ...clients]) client.close();
  return (after - before) / IDLE;
}
