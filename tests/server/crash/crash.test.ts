// The promise of "saved on the server", against SIGKILL and bad lines. `npm run test:crash` runs the same for long.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll } from '#tests/support/carriers.ts';
import { crashRun } from './crashRun.ts';
import { ABSENT, Ledger, REMOVED, type Value } from './ledger.ts';
import { startOurs } from './ours.ts';
import { startStock } from './stock.ts';
import type { Subject } from './subject.ts';

let subject: Subject | null = null;
afterEach(async () => {
  await endAll();
  await subject?.remove();
  subject = null;
});

const showing =
  (cells: Record<string, Value>) =>
  (cell: string): Value =>
    cells[cell] ?? ABSENT;

describe('what people were told is saved', () => {
  it('is there after each of ten kills, and in the end everyone has the same', async () => {
    subject = await startOurs();
    const tally = await crashRun(subject, { kills: 10, seed: 20_261_122, longest: 1_200 });
    expect(tally).toMatchObject({ kills: 10, lost: 0, apart: 0, examples: [] });
    expect(tally.acknowledged).toBeGreaterThan(100);
    expect(tally.promises).toBeGreaterThan(5);
  }, 400_000);

  it('is seen to be lost, by the same run, where it was acknowledged from memory', async () => {
    subject = await startStock();
    const tally = await crashRun(subject, { kills: 2, seed: 7, longest: 1_200 });
    expect(tally.acknowledged).toBeGreaterThan(20);
    expect(tally.lost).toBeGreaterThan(20);
  }, 120_000);
});

describe('the ledger of promises', () => {
  it('takes the promised value or a later one, and finds an older one and none', () => {
    const ledger = new Ledger();
    for (const value of ['v1', 'v2', 'v3']) ledger.wrote('a', 'cell', value);
    ledger.promise('a', showing({ cell: 'v2' }));
    expect(ledger).toMatchObject({ edits: 3, acknowledged: 2, promises: 1 });
    expect(ledger.broken(showing({ cell: 'v3' }))).toEqual([]);
    expect(ledger.broken(showing({ cell: 'v2' }))).toEqual([]);
    expect(ledger.broken(showing({ cell: 'v1' }))).toEqual([{ cell: 'cell', promised: 'v2', found: 'v1' }]);
    ledger.promise('a', showing({ cell: 'v3' }));
    expect(ledger.broken(showing({}))).toHaveLength(1);
  });

  it('does not take a cell that never arrived for one that was removed', () => {
    const ledger = new Ledger();
    ledger.wrote('a', 'cell', 'v1');
    ledger.promise('a', showing({ cell: 'v1' }));
    ledger.wrote('a', 'cell', REMOVED);
    expect(ledger.broken(showing({ cell: REMOVED }))).toEqual([]);
    expect(ledger.broken(showing({}))).toEqual([{ cell: 'cell', promised: 'v1', found: ABSENT }]);
  });

  it('promises nobody what someone else was told', () => {
    const ledger = new Ledger();
    ledger.wrote('a', 'of a', 'v1');
    ledger.wrote('b', 'of b', 'v1');
    ledger.promise('a', showing({ 'of a': 'v1' }));
    expect(ledger.broken(showing({}))).toEqual([{ cell: 'of a', promised: 'v1', found: ABSENT }]);
  });
});
