// One seeded run: peers act at random over a bad network, crash and come back; then the network heals and all must agree.
import * as Y from 'yjs';
import { createProjection } from '#schema/projection.ts';
import { RECORD_TYPES } from '#schema/records/index.ts';
import { undo } from '#schema/undo.ts';
import { testEnv } from '#tests/support/env.ts';
import { keep, LogServer, merge } from '#tests/support/logServer.ts';
import { FakeNetwork, type Ends } from '#tests/support/network.ts';
import { Peer, type Parts } from '#tests/support/peers.ts';
import { seededRandom, type Random } from '#tests/support/random.ts';
import { stable } from '#tests/support/slowProjection.ts';
import { ACTIONS } from './actions.ts';

/** Milliseconds until a run counts as hung: far more than it takes, for machines that do much else. */
export const PATIENCE = 180_000;

export interface RunOptions {
  readonly seed: number;
  readonly steps: number;
  /** parts to put in the place of the real ones */
  readonly parts?: Partial<Parts>;
}
export interface RunResult {
  readonly records: number;
  readonly events: number;
  /** how often each action changed something */
  readonly done: Readonly<Record<string, number>>;
}

const MEMBERS = [
  ['ayse-1', 'ayse', 'rep'],
  ['ayse-2', 'ayse', 'rep'],
  ['emre', 'emre', 'manager'],
  ['admin', 'admin', 'admin'],
  ['viewer', 'viewer', 'viewer'],
] as const;

/** Runs one seed to its end. Throws, with the seed, at the first law that is broken. */
export function runSeed({ seed, steps, parts = {} }: RunOptions): RunResult {
  const random = seededRandom(seed);
  const whole: Parts = { createProjection, undo, merge, keep, ...parts };
  const network = new FakeNetwork(random, { drop: 0.04, duplicate: 0.08, delay: 0.35 });
  const server = new LogServer(network, whole);
  const peers = MEMBERS.map(
    ([name, member, role], at) => new Peer(name, testEnv(member, { seed: seed * 31 + at, role }), network, whole),
  );
  const ends: Ends = {
    atServer: (peer, message) =>
      server.receive(
        peer,
        message,
        peers.map(({ name }) => name),
      ),
    atPeer: (name, message) => peers.find((peer) => peer.name === name)!.receive(message),
  };
  const connect = (peer: Peer): void => {
    peer.connect();
    server.greet(peer.name);
  };
  const done: Record<string, number> = {};
  let step = 0;
  try {
    for (const peer of peers) connect(peer);
    for (; step < steps; step += 1) {
      const peer = random.pick(peers);
      peer.env.wait(random.below(90_000) - (random.chance(0.05) ? 300_000 : 0));
      const [name, action] = someAction(random);
      const before = peer.writes;
      action(peer);
      if (peer.writes > before) done[name] = (done[name] ?? 0) + 1;
      upset(random, network, server, peers, connect);
      network.deliver(ends);
      if (step % 12 === 0) hold(random.pick(peers).broken());
    }
    heal(network, peers, connect, ends);
    agree(server, peers);
    const [first] = peers;
    const records = RECORD_TYPES.reduce((sum, type) => sum + first!.projection.size(type), 0);
    return { records, events: first!.projection.events().length, done };
  } catch (error) {
    throw new Error(`seed ${seed}, step ${step} of ${steps}: ${String(error)}`, { cause: error });
  }
}

function someAction(random: Random): [string, (peer: Peer) => void] {
  let at = random() * ACTIONS.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, name, action] of ACTIONS) {
    at -= weight;
    if (at < 0) return [name, action];
  }
  return [ACTIONS[0]![1], ACTIONS[0]![2]];
}

/** What goes wrong around people: connections, devices, the server. */
function upset(
  random: Random,
  network: FakeNetwork,
  server: LogServer,
  peers: readonly Peer[],
  connect: (peer: Peer) => void,
): void {
  const peer = random.pick(peers);
  if (!network.isOpen(peer.name)) {
    if (random.chance(0.12)) connect(peer);
  } else if (random.chance(0.03)) network.cut(peer.name);
  if (random.chance(0.015)) peer.crash();
  if (random.chance(0.02)) peer.compact();
  if (random.chance(0.01)) server.compact();
  if (random.chance(0.01)) {
    for (const { name } of peers) network.cut(name);
    server.crash();
  }
}

function heal(network: FakeNetwork, peers: readonly Peer[], connect: (peer: Peer) => void, ends: Ends): void {
  network.heal();
  for (const peer of peers) while (peer.jobs.length > 0) peer.work();
  for (const peer of peers) connect(peer);
  // deliver says whether something is still on its way; a delivery may send more
  for (let turn = 0; turn < 50; turn += 1) network.deliver(ends);
}

/** Everyone holds the same, down to state vectors and deleted ranges, and it is what the logs alone give. */
function agree(server: LogServer, peers: readonly Peer[]): void {
  const expected = server.rebuilt();
  const same = (name: string, doc: Y.Doc): void => {
    if (doc.store.pendingStructs || doc.store.pendingDs)
      throw new Error(`${name} waits for something that never comes`);
    for (const root of [...RECORD_TYPES, 'event']) {
      const [held, wanted] = [stable(doc.getMap(root).toJSON()), stable(expected.getMap(root).toJSON())];
      if (held !== wanted) throw new Error(`${name} holds other ${root}s\n${firstDifference(held, wanted)}`);
    }
    if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(expected))) throw new Error(`${name} is in another state`);
  };
  same('the server', server.doc);
  for (const peer of peers) same(peer.name, peer.doc);
  for (const peer of peers) same(`the device of ${peer.name}`, peer.rebuilt());
  hold(peers.flatMap((peer) => peer.broken()));
}

function hold(broken: readonly string[]): void {
  if (broken.length > 0) throw new Error(broken.slice(0, 3).join('\n'));
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `  held     …${a.slice(Math.max(0, at - 80), at + 120)}\n  expected …${b.slice(Math.max(0, at - 80), at + 120)}`;
}
