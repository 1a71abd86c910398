/**
 * What is counted while the server runs, in the form that Prometheus reads. Counts and times only: no person, no room,
 * no workspace is ever a label. The names are described in docs/reliability.md.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is true now, asked for when someone looks. */
export interface Gauges {
  readonly connections: number;
  readonly openRooms: number;
  readonly storageFailing: boolean;
  readonly accountsFailing: boolean;
  readonly setAside: number;
  readonly fullWorkspaces: number;
}

export interface Metrics {
  /** An update is on disk, so long after it was handed to the log. */
  stored(bytes: number, seconds: number): void;
  /** Something could not be stored. */
  storeFailed(): void;
  /** The server closed a socket; for a frame that was refused, the reason is why. */
  socketClosed(reason: string): void;
  compacted(outcome: 'done' | 'failed'): void;
  /** A stored piece could not be read and was set aside. */
  setAside(): void;
  signInRefused(reason: 'wrong-credentials' | 'too-many-requests' | 'storage-failing'): void;
  /** The text that Prometheus reads. */
  text(now: Gauges): Promise<string>;
  readonly contentType: string;
}

/** Closings by which a socket pays for a frame that was not taken. */
const REFUSED_FRAMES: ReadonlySet<string> = new Set([
  'malformed',
  'too-large',
  'too-many',
  'unknown-room',
  'not-durable',
  'workspace-full',
]);

/** Seconds: a commit on a good disk takes one or two milliseconds, on a bad day a second. */
const LATENCIES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** `withProcess` adds what Node tells of its process; it costs a timer. */
export function createMetrics({ withProcess }: { withProcess: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
    new Counter({ name: `ortak_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name: `ortak_${name}`, help, registers });

  const updates = counter('updates_stored_total', 'Updates that are on disk.');
  const bytes = counter('update_bytes_stored_total', 'Bytes of the updates that are on disk.');
  const latency = new Histogram({
    name: 'ortak_append_seconds',
    help: 'From handing an update to the log until it is on disk: waiting for the group, writing, fsync.',
    buckets: LATENCIES,
    registers,
  });
  const failures = counter('storage_failures_total', 'Times that something could not be stored.');
  const closings = counter('sockets_closed_total', 'Sockets that the server closed, by reason.', ['reason']);
  const frames = counter('frames_refused_total', 'Frames that were refused, by reason.', ['reason']);
  const compactions = counter('compactions_total', 'Rooms compacted, by outcome.', ['outcome']);
  const setAside = counter(
    'pieces_set_aside_total',
    'Stored rows and snapshots that could not be read, since the start.',
  );
  const refusals = counter('sign_in_refusals_total', 'Attempts to sign in that were refused, by reason.', ['reason']);
  const connections = gauge('connections', 'Open sockets of signed-in people and programs.');
  const rooms = gauge('rooms_open', 'Documents in memory.');
  const quarantine = gauge('quarantined_pieces', 'Stored rows and snapshots that lie aside.');
  const storage = gauge('storage_failing', '1 while nothing can be stored in the log, else 0.');
  const full = gauge('workspaces_full', 'Workspaces that were refused something for want of place.');
  const accounts = gauge('accounts_failing', '1 while nothing can be stored of accounts, else 0.');

  return {
    stored(size, seconds) {
      updates.inc();
      bytes.inc(size);
      latency.observe(seconds);
    },
    storeFailed: () => failures.inc(),
    socketClosed(reason) {
      closings.inc({ reason });
      if (REFUSED_FRAMES.has(reason)) frames.inc({ reason });
    },
    compacted: (outcome) => compactions.inc({ outcome }),
    setAside: () => setAside.inc(),
    signInRefused: (reason) => refusals.inc({ reason }),
    text(now) {
      connections.set(now.connections);
      rooms.set(now.openRooms);
      quarantine.set(now.setAside);
      storage.set(Number(now.storageFailing));
      full.set(now.fullWorkspaces);
      accounts.set(Number(now.accountsFailing));
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
