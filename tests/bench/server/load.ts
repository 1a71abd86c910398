/** One room on one server with people in it, and the two loads it is put under: at a fixed pace, and as much as it takes. */
import type { BenchServer } from '../servers.ts';
import { openWire } from '../wire.ts';
import { sharedNow } from './clock.ts';
import type { Edits } from './edits.ts';
import type { PlannedEdit } from './generator.ts';
import type { Generators } from './generators.ts';

/** Everyone who can write; one more person listens. */
export const WRITERS = 50;
export const EDITS_A_SECOND = 5;
/** How long one round of one server lasts, ms. */
const SPAN = 1_500;
export const SATURATION = { writers: 10, inFlight: 32, span: 2_500, stock: 6_000 } as const;
/** Orders reach the processes before this time is up, ms. */
const HEAD_START = 150;

export interface Load {
  readonly server: BenchServer;
  readonly room: string;
  readonly edits: Edits;
}

export interface Latency {
  readonly acks: number[];
  readonly peers: number[];
  /** how late the edits were sent, ms: should be next to nothing */
  readonly late: number[];
  /** processor time of the server, ms an edit */
  readonly work: number[];
}

/** A new room with the content. */
export async function fill(server: BenchServer, state: Uint8Array, edits: Edits): Promise<Load> {
  const room = await server.newRoom();
  const address = server.address(room);
  const filler = await openWire(address);
  await new Promise<void>((resolve) => {
    if (server.speaks === 'hocuspocus') filler.onAck(resolve);
    else filler.onUpdate(() => resolve());
    filler.send(state);
  });
  filler.close();
  return { server, room, edits };
}

/** Lets everyone in. */
export async function enter({ server, room }: Load, { listener, writing }: Generators): Promise<void> {
  const address = server.address(room);
  const key = server.name;
  await listener.ask({ kind: 'open', key, address, count: 1 });
  for (const one of writing) await one.ask({ kind: 'open', key, address, count: WRITERS / writing.length });
}

export async function leave({ server }: Load, { listener, writing }: Generators): Promise<void> {
  for (const one of [listener, ...writing]) await one.ask({ kind: 'close', key: server.name });
}

/** Everyone writes some times a second, out of step; waits until all of it arrived. */
export async function pace({ server, edits }: Load, count: number, generators: Generators): Promise<Latency> {
  const { listener, writing } = generators;
  const perWriter = Math.round((SPAN / 1000) * EDITS_A_SECOND);
  const gap = SPAN / perWriter;
  const clients = edits.sessions(count);
  const plans = writing.map((): PlannedEdit[] => []);
  const last = new Map<number, number>();
  for (let index = 0; index < count * perWriter; index += 1) {
    const writer = index % count;
    const edit = edits.next(clients[writer]!, writer);
    last.set(edit.client, edit.end);
    plans[writer % writing.length]!.push({
      ...edit,
      writer: Math.floor(writer / writing.length),
      after: Math.floor(index / count) * gap + (writer * gap) / count,
    });
  }
  const key = server.name;
  await listener.ask({ kind: 'listen', key });
  const before = server.work();
  const start = sharedNow() + HEAD_START;
  const reports = await Promise.all(
    writing.map((one, index) => one.ask({ kind: 'pace', key, start, plan: plans[index]! })),
  );
  const { arrivals } = await listener.ask({ kind: 'heard', key, last });
  const work = (server.work() - before) / (count * perWriter);
  const sent = reports.flatMap((report) => report.sent);
  return {
    acks: sent.flatMap(({ at, acked }) => (acked === null ? [] : [acked - at])),
    peers: sent.map(({ client, end, at }) => {
      // an update carries all of a session's edits up to a clock
      const seen = arrivals.find((arrival) => arrival.client === client && arrival.end >= end);
      return seen!.at - at;
    }),
    late: reports.flatMap((report) => report.late),
    work: [work],
  };
}

/** Edits a second that reach a listener while each writer has a fixed number of them on the way. */
export async function saturate({ server, edits }: Load, { listener, writing }: Generators): Promise<number> {
  const { writers, inFlight, span, stock } = SATURATION;
  const clients = edits.sessions(writers);
  const stocks = clients.map((client, writer) => Array.from({ length: stock }, () => edits.next(client, writer)));
  const key = server.name;
  await listener.ask({ kind: 'listen', key });
  const start = sharedNow() + HEAD_START * 2;
  await Promise.all(
    writing.map((one, index) =>
      one.ask({
        kind: 'saturate',
        key,
        start,
        span,
        inFlight,
        stocks: stocks.filter((_, writer) => writer % writing.length === index),
      }),
    ),
  );
  const { arrivals } = await listener.ask({ kind: 'heard', key, last: new Map() });
  const reached = new Map<number, number>();
  for (const { client, end, at } of arrivals) if (at <= start + span) reached.set(client, end);
  const arrived = stocks.flat().filter(({ client, end }) => end <= (reached.get(client) ?? 0)).length;
  return (arrived / span) * 1000;
}
