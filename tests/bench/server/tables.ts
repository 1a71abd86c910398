/** What was found out about the servers, as tables and goals. */
import { median, percentile } from '../measure.ts';
import { bytes, ms, percent, times, type Findings } from '../report.ts';
import type { Disk } from './disk.ts';
import type { Joins } from './joins.ts';
import { EDITS_A_SECOND, type Latency, SATURATION, WRITERS } from './load.ts';

export interface Found {
  readonly latency: readonly (Latency & { leads: number; writers: number; name: string; disk: Disk })[];
  readonly throughput: ReadonlyMap<string, readonly number[]>;
  readonly joins: readonly (Joins & { leads: number; name: string })[];
  readonly memory: readonly { name: string; leads: number; empty: number; room: number; idle: number | null }[];
}

const OURS = 'ours';
const STOCK = 'stock Hocuspocus';

const p95 = (values: readonly number[]): number => percentile(values, 0.95);
const two = (values: readonly number[]): string =>
  values.length === 0 ? '–' : `${ms(median(values))} / ${ms(p95(values))}`;
const count = (value: number): string => value.toLocaleString('en');

export function tell({ latency, throughput, joins, memory }: Found): Findings {
  const loads = latency.filter(({ name }) => name === OURS);
  const of = (name: string, like: { leads: number; writers: number }): Latency =>
    latency.find((one) => one.name === name && one.leads === like.leads && one.writers === like.writers)!;
  const rate = (name: string): number => median(throughput.get(name) ?? []);
  const cold = (name: string, leads: number): number =>
    median(joins.find((one) => one.name === name && one.leads === leads)?.cold ?? []);
  const fetched = (leads: number): number =>
    median(joins.find((one) => one.name === OURS && one.leads === leads)?.fetched ?? []);
  const sizes = [...new Set(joins.map(({ leads }) => leads))];
  const each = (tells: (load: (typeof loads)[number]) => string): string =>
    loads.map((load) => `${load.writers} on ${count(load.leads)} ${tells(load)}`).join(', ');
  return {
    about:
      'Ours (an update is on disk before anyone hears of it), stock Hocuspocus 4.7 with its database extension over node:sqlite and the default debounce (what its SQLite extension does; that one brings a better-sqlite3 without a binary for this runtime), and the server of y-websocket 2.1.0, which keeps nothing. Each its own process; the clients, bare sockets with prepared frames, are three more: two that write and one that listens. Each server has taken some 1,200 edits before anything is timed; then they take turns, none while another is still at what it put off (stock stores the document two seconds after the last edit), and the bare disk after them.',
    tables: [
      {
        title: `Edit to acknowledgement, and edit to a peer: median / p95; each writer ${EDITS_A_SECOND} edits a second whatever comes back, ${WRITERS + 1} people connected`,
        head: ['leads', 'writers', 'server', 'acknowledged', 'at the peer', 'processor time an edit'],
        rows: latency.map(({ leads, writers, name, acks, peers, work }) => [
          count(leads),
          String(writers),
          name,
          two(acks),
          two(peers),
          ms(median(work)),
        ]),
      },
      {
        title:
          'Of it the disk: a bare write of 4 kB with fdatasync in the same rounds, waited for, and waited for in a thread beside other work; median / p95',
        head: [
          'leads',
          'writers',
          'disk alone',
          'from a thread',
          'ours',
          STOCK,
          'p95 ours / stock',
          'p95 stock and one wait / stock',
        ],
        rows: loads.map((load) => {
          const { acks, disk } = load;
          const stock = of(STOCK, load).acks;
          return [
            count(load.leads),
            String(load.writers),
            two(disk.alone),
            two(disk.fromThread),
            two(acks),
            two(stock),
            times(p95(acks) / p95(stock)),
            times((p95(stock) + p95(disk.fromThread)) / p95(stock)),
          ];
        }),
      },
      {
        title: `Saturation: ${SATURATION.writers} writers with ${SATURATION.inFlight} edits on the way each, ${WRITERS + 1} people connected`,
        head: ['server', 'edits a second', 'rounds'],
        rows: [...throughput].map(([name, rates]) => [
          name,
          rate(name).toFixed(0),
          rates.map((one) => one.toFixed(0)).join(', '),
        ]),
      },
      {
        title: 'Joining: from knocking to the last byte of the document',
        head: ['leads', 'server', 'server just started', 'the same, as a page fetches it', 'document in memory'],
        rows: joins.map(({ leads, name, cold: first, fetched, warm }) => [
          count(leads),
          name,
          first.length > 0 ? ms(median(first)) : 'forgot it',
          fetched.length > 0 ? ms(median(fetched)) : '–',
          ms(median(warm)),
        ]),
      },
      {
        title: 'Resident memory of the process',
        head: ['leads', 'server', 'no room', 'after joins of the room', 'an idle connection'],
        rows: memory
          .filter(({ room }) => room > 0)
          .map(({ leads, name, empty, room, idle }) => [
            count(leads),
            name,
            bytes(empty),
            bytes(room),
            idle === null ? '' : bytes(Math.round(idle)),
          ]),
      },
    ],
    notes: [
      `Goal: throughput ≥ stock at equal load: ${percent(rate(OURS) / rate(STOCK))} of stock, with every edit on disk first.`,
      `Goal: p95 ≤ 1.5 × stock: ${each((load) => times(p95(load.acks) / p95(of(STOCK, load).acks)))} (writers on leads). A stock that waited for the disk once, from a thread: ${each((load) => times((p95(of(STOCK, load).acks) + p95(load.disk.fromThread)) / p95(of(STOCK, load).acks)))}.`,
      `Processor time an edit, ours / stock: ${each((load) => times(median(load.work) / median(of(STOCK, load).work)))}.`,
      `Goal: cold join ≤ 1.2 × stock: ${sizes.map((leads) => `${count(leads)} leads ${times(cold(OURS, leads) / cold(STOCK, leads))} on the socket, ${times(fetched(leads) / cold(STOCK, leads))} as a page fetches it`).join(', ')}.`,
      `The load itself was sent ${ms(p95(latency.flatMap(({ late }) => late)))} late at p95: it comes from timers, which wait whole milliseconds; what is timed begins when it leaves.`,
    ],
  };
}
