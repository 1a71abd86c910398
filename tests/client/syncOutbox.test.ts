import { describe, expect, it } from 'vitest';
import { type Change, Outbox } from '#client/sync/outbox.ts';

const change = (seq: number | null, size = 10, edits = 1): Change => ({
  seq,
  bytes: new Uint8Array(size),
  size,
  edits,
  tab: 'me',
  state: 'waiting',
});
const all = () => true;

describe('the outbox', () => {
  it('counts a change as settled only when its own frame is acknowledged, in the order of sending', () => {
    const outbox = new Outbox();
    const [a, b, c] = [change(1), change(2), change(3)];
    for (const each of [a, b, c]) outbox.add(each, null);
    outbox.sent([a], 10);
    outbox.sent([b], 10);
    expect(outbox.edits).toBe(3);
    expect(outbox.acknowledge()?.settled).toEqual([a]);
    expect(outbox.acknowledge()?.settled).toEqual([b]);
    expect(outbox.edits).toBe(1);
    expect(outbox.acknowledge()).toBeUndefined();
    expect(outbox.next(1_000, all)).toEqual([c]);
  });

  it('lets an acknowledged exchange stand for everything before it, and for nothing after', () => {
    const outbox = new Outbox();
    const [before, after] = [change(1), change(2)];
    outbox.add(before, null);
    outbox.exchanged(50);
    outbox.add(after, null);
    expect(outbox.acknowledge()).toEqual({ kind: 'exchange', settled: [before] });
    expect(outbox.all()).toEqual([after]);
  });

  it('sends again what was in flight when the connection went, in the order of making', () => {
    const outbox = new Outbox();
    const [a, b] = [change(1), change(2)];
    outbox.add(a, null);
    outbox.add(b, null);
    outbox.sent([a], 10);
    outbox.void();
    expect(outbox.framesInFlight).toBe(0);
    expect(outbox.acknowledge()).toBeUndefined();
    expect(outbox.next(1_000, all)).toEqual([a, b]);
    expect(outbox.edits).toBe(2);
  });

  it('does not take the answer to a sign of life for the acknowledgement of a change', () => {
    const outbox = new Outbox();
    const a = change(1);
    outbox.add(a, null);
    outbox.pinged();
    outbox.sent([a], 10);
    expect(outbox.acknowledge()?.settled).toEqual([]);
    expect(outbox.edits).toBe(1);
    expect(outbox.acknowledge()?.settled).toEqual([a]);
  });

  it('keeps what the server refused', () => {
    const outbox = new Outbox();
    const a = change(1);
    outbox.add(a, null);
    outbox.sent([a], 10);
    outbox.refuse();
    expect(outbox.edits).toBe(1);
    expect(outbox.next(1_000, all)).toEqual([a]);
  });

  it('cuts frames by size, and sends a single large change all the same', () => {
    const outbox = new Outbox();
    for (let seq = 1; seq <= 5; seq += 1) outbox.add(change(seq, seq === 3 ? 500 : 40), null);
    const sizes: number[] = [];
    for (;;) {
      const next = outbox.next(100, all);
      if (next.length === 0) break;
      sizes.push(next.length);
      outbox.sent(next, 0);
    }
    expect(sizes).toEqual([2, 1, 2]);
  });

  it('counts a row once, whoever tells of it, and the edits that a folded row stands for', () => {
    const outbox = new Outbox();
    outbox.add(change(1), null);
    outbox.add(change(1), null);
    expect(outbox.edits).toBe(1);
    outbox.add(change(2, 10, 7), null);
    expect(outbox.edits).toBe(8);
    outbox.forget([2, 99]);
    expect(outbox.edits).toBe(1);
  });

  it('puts a folded row in the place of those it stands for: what was made meanwhile builds on it', () => {
    const outbox = new Outbox();
    const [before, a, b, after, unwritten] = [change(1), change(2), change(3), change(4), change(null)];
    for (const each of [before, a, b, after, unwritten]) outbox.add(each, null);
    const folded = change(5, 20, 2);
    outbox.replaceRows([2, 3], folded);
    expect(outbox.next(1_000, all)).toEqual([before, folded, after, unwritten]);
    expect(outbox.edits).toBe(5);
    const unheard = change(9, 10, 3);
    outbox.replaceRows([7, 8], unheard);
    expect(outbox.next(1_000, all).at(-1)).toBe(unheard);
  });

  it('passes over nothing: what comes later may build on what another tab is sending', () => {
    const outbox = new Outbox();
    const [mine, theirs, later] = [change(1), { ...change(2), tab: 'other' }, change(3)];
    for (const each of [mine, theirs, later]) outbox.add(each, null);
    const isMine = ({ tab }: Change): boolean => tab === 'me';
    expect(outbox.next(1_000, isMine)).toEqual([mine]);
    outbox.sent([mine], 10);
    expect(outbox.next(1_000, isMine)).toEqual([]);
    outbox.forget([2]);
    expect(outbox.next(1_000, isMine)).toEqual([later]);
  });

  it('settles a change once, when a frame and an exchange both carried it', () => {
    const outbox = new Outbox();
    const a = change(null);
    outbox.add(a, null);
    outbox.sent([a], 10);
    outbox.exchanged(20);
    expect(outbox.acknowledge()?.settled).toEqual([a]);
    expect(outbox.acknowledge()?.settled).toEqual([]);
    expect(outbox.edits).toBe(0);
  });
});
