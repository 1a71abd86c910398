/**
 * A process of people at their sockets, so that making the load costs neither the server nor the other people's clocks.
 * Does one thing after another as the bench asks; holds the sockets of several rooms under a key each.
 */
import * as Y from 'yjs';
import type { RoomAddress } from '../servers.ts';
import { openWire, type WireClient } from '../wire.ts';
import { sharedNow, sharedUntil, until } from './clock.ts';
import type { Edit } from './edits.ts';

/** One edit and when it is to be sent, ms after the start. */
export interface PlannedEdit extends Edit {
  readonly writer: number;
  readonly after: number;
}

export type Order =
  | { readonly kind: 'open'; readonly key: string; readonly address: RoomAddress; readonly count: number }
  | { readonly kind: 'close'; readonly key: string }
  | { readonly kind: 'pace'; readonly key: string; readonly start: number; readonly plan: readonly PlannedEdit[] }
  | {
      readonly kind: 'saturate';
      readonly key: string;
      readonly start: number;
      readonly span: number;
      readonly inFlight: number;
      readonly stocks: readonly (readonly Edit[])[];
    }
  | { readonly kind: 'listen'; readonly key: string }
  | { readonly kind: 'heard'; readonly key: string; readonly last: ReadonlyMap<number, number> };

/** What one order answers; times are those of the shared clock. */
export interface Report {
  /** when each edit was sent, and when it was acknowledged if the server does so; in the order of the plan */
  readonly sent: readonly {
    readonly client: number;
    readonly end: number;
    readonly at: number;
    readonly acked: number | null;
  }[];
  /** how long after its time each edit was sent, ms: what this process could not keep up with */
  readonly late: readonly number[];
  /** how far sessions had come when one's updates arrived */
  readonly arrivals: readonly { readonly client: number; readonly end: number; readonly at: number }[];
}

interface Room {
  readonly speaks: RoomAddress['speaks'];
  readonly clients: readonly WireClient[];
  arrivals: { client: number; end: number; at: number }[];
}

const NOTHING: Report = { sent: [], late: [], arrivals: [] };
const rooms = new Map<string, Room>();

async function carryOut(order: Order): Promise<Report> {
  if (order.kind === 'open') {
    const clients: WireClient[] = [];
    for (let index = 0; index < order.count; index += 1) clients.push(await openWire(order.address));
    rooms.set(order.key, { speaks: order.address.speaks, clients, arrivals: [] });
    return NOTHING;
  }
  const room = rooms.get(order.key);
  if (!room) throw new Error('no such room');
  switch (order.kind) {
    case 'close':
      for (const client of room.clients) client.close();
      rooms.delete(order.key);
      return NOTHING;
    case 'pace':
      return pace(room, order.start, order.plan);
    case 'saturate':
      return saturate(room, order);
    case 'listen':
      listen(room);
      return NOTHING;
    case 'heard':
      return heard(room, order.last);
  }
}

/** Sends each edit at its time, whatever became of those before, and waits until all are acknowledged. */
async function pace({ speaks, clients }: Room, start: number, plan: readonly PlannedEdit[]): Promise<Report> {
  const sent = plan.map(({ client, end }) => ({ client, end, at: 0, acked: null as number | null }));
  const late: number[] = [];
  const waiting = clients.map((): (typeof sent)[number][] => []);
  clients.forEach((client, writer) =>
    client.onAck(() => {
      const oldest = waiting[writer]!.shift();
      if (oldest) oldest.acked = sharedNow();
    }),
  );
  for (const [index, { writer, after, update }] of plan.entries()) {
    await sharedUntil(start + after);
    const entry = sent[index]!;
    entry.at = sharedNow();
    late.push(entry.at - start - after);
    waiting[writer]!.push(entry);
    clients[writer]!.send(update);
  }
  await until(() => speaks !== 'hocuspocus' || sent.every(({ acked }) => acked !== null));
  return { ...NOTHING, sent, late };
}

/** Keeps a fixed number of edits of each writer on the way for a while, and waits until the last has settled. */
async function saturate({ speaks, clients }: Room, order: Extract<Order, { kind: 'saturate' }>): Promise<Report> {
  const { start, span, inFlight, stocks } = order;
  let isOver = false;
  const pending = stocks.map(() => 0);
  const next = stocks.map(() => 0);
  const push = (writer: number): void => {
    while (!isOver && pending[writer]! < inFlight && next[writer]! < stocks[writer]!.length) {
      pending[writer]! += 1;
      clients[writer]!.send(stocks[writer]![next[writer]!++]!.update);
    }
  };
  const settled = (writer: number, many: number): void => {
    pending[writer]! -= many;
    push(writer);
  };
  for (const [writer, stock] of stocks.entries()) {
    const client = clients[writer]!;
    if (speaks === 'hocuspocus') client.onAck(() => settled(writer, 1));
    // there is no word back: what the writer gets to see of its own is what the server took
    else {
      client.onUpdate((update) => {
        if (Y.parseUpdateMeta(update).to.has(stock[0]!.client)) settled(writer, 1);
      });
    }
  }
  await sharedUntil(start);
  stocks.forEach((_, writer) => push(writer));
  await sharedUntil(start + span);
  isOver = true;
  if (next.some((count, writer) => count === stocks[writer]!.length)) throw new Error('too few edits were made ready');
  await until(() => pending.every((left) => left <= 0));
  for (const client of clients) client.onUpdate(null);
  return NOTHING;
}

/** Notes from now on what the first of the room's people gets to see. */
function listen(room: Room): void {
  room.arrivals = [];
  room.clients[0]!.onUpdate((update) => {
    const at = sharedNow();
    for (const [client, end] of Y.parseUpdateMeta(update).to) room.arrivals.push({ client, end, at });
  });
}

/** All that was seen, once it has come this far. */
async function heard(room: Room, last: ReadonlyMap<number, number>): Promise<Report> {
  await until(() => {
    const reached = new Map<number, number>();
    for (const { client, end } of room.arrivals) reached.set(client, Math.max(end, reached.get(client) ?? 0));
    return [...last].every(([client, end]) => (reached.get(client) ?? 0) >= end);
  });
  room.clients[0]!.onUpdate(null);
  return { ...NOTHING, arrivals: room.arrivals };
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
