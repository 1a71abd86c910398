import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { binRecords } from '#schema/commands/records.ts';
import { compareOrder, orderBetween, placeAt, type Placed } from '#schema/order.ts';
import { createProjection } from '#schema/projection.ts';
import { tableOf, writeRecord } from '#schema/workspace.ts';
import { copyOf, exchange } from '#tests/support/exchange.ts';
import { testEnv } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';
import { did } from '#tests/support/run.ts';

/** The column after a card was put at a place, as everyone then sorts it. */
function placed(
  column: readonly Placed[],
  id: string,
  index: number,
  seed = 1,
): { ids: string[]; keys: ReadonlyMap<string, string> } {
  const keys = placeAt(id, column, index, seededRandom(seed));
  const after = [...column, { id }].map((card) => ({
    ...card,
    ...(keys.has(card.id) && { order: keys.get(card.id)! }),
  }));
  return { ids: after.sort(compareOrder).map((card) => card.id), keys };
}

describe('a place on the board', () => {
  test('lies between its neighbours, wherever they are', () => {
    const random = seededRandom(7);
    let column: Placed[] = [];
    for (let step = 0; step < 400; step += 1) {
      const index = random.below(column.length + 1);
      const id = `card-${step}`;
      const { ids, keys } = placed(column, id, index, step);
      expect(ids.indexOf(id)).toBe(index);
      expect(keys.size).toBe(1);
      column = [...column, { id, order: keys.get(id)! }].sort(compareOrder);
    }
    expect(Math.max(...column.map((card) => card.order!.length))).toBeLessThan(20);
  });

  test('differs for two people who drop a card into one gap', () => {
    const lower = orderBetween(null, null, () => 0);
    const upper = orderBetween(lower, null, () => 0);
    const keys = new Set(Array.from({ length: 40 }, (_, seed) => orderBetween(lower, upper, seededRandom(seed))));
    expect(keys.size).toBeGreaterThan(10);
    for (const key of keys) expect(key > lower && key < upper).toBe(true);
  });

  test('is made by new keys for the neighbours where theirs are equal', () => {
    const column = ['a', 'b', 'c'].map((id) => ({ id, order: 'a5' })).concat({ id: 'd', order: 'a6' });
    for (const index of [0, 1, 2, 3, 4]) {
      const ids = placed(column, 'new', index).ids;
      expect(ids).toEqual(['a', 'b', 'c', 'd'].toSpliced(index, 0, 'new'));
    }
    expect([...placed(column, 'new', 1).keys.keys()]).toEqual(['new', 'b', 'c']);
  });

  test('is found among cards whose keys are missing or no keys at all', () => {
    const column: Placed[] = [
      { id: 'a', order: 'a1' },
      { id: 'b', order: 'a1!' },
      { id: 'c', order: 'zzz~' },
      { id: 'd' },
      { id: 'e' },
    ];
    const sorted = column.toSorted(compareOrder).map((card) => card.id);
    for (let index = 0; index <= sorted.length; index += 1) {
      const ordered = column.toSorted(compareOrder);
      expect(placed(ordered, 'new', index).ids).toEqual(sorted.toSpliced(index, 0, 'new'));
    }
  });
});

describe('moving a deal', () => {
  const env = testEnv('ayse');
  const columnOf = (doc: Y.Doc, stage: string): string[] =>
    [...createProjection(doc).all('deal')]
      .filter((deal) => deal.stage?.to === stage && !deal.bin)
      .sort(compareOrder)
      .map((deal) => deal.title!);
  function board(titles: readonly string[]): { doc: Y.Doc; id: (title: string) => string } {
    const doc = new Y.Doc();
    const ids = new Map(
      titles
        .toReversed()
        .map((title) => [title, did(doc, env, createDeal, { values: { title }, stage: 'proposal' }).value]),
    );
    return { doc, id: (title) => ids.get(title)! };
  }

  test('a new one comes on top, a moved one where it was dropped', () => {
    const { doc, id } = board(['A', 'B', 'C', 'D']);
    expect(columnOf(doc, 'proposal')).toEqual(['A', 'B', 'C', 'D']);
    did(doc, env, moveDeal, { id: id('D'), stage: 'proposal', above: id('A'), below: id('B') });
    expect(columnOf(doc, 'proposal')).toEqual(['A', 'D', 'B', 'C']);
    did(doc, env, moveDeal, { id: id('A'), stage: 'proposal', above: id('C') });
    expect(columnOf(doc, 'proposal')).toEqual(['D', 'B', 'C', 'A']);
    did(doc, env, moveDeal, { id: id('B'), stage: 'negotiation' });
    did(doc, env, moveDeal, { id: id('C'), stage: 'negotiation', below: id('B') });
    expect(columnOf(doc, 'negotiation')).toEqual(['C', 'B']);
    did(doc, env, binRecords, { type: 'deal', ids: [id('C')] });
    did(doc, env, moveDeal, { id: id('A'), stage: 'negotiation', above: id('C') });
    expect(columnOf(doc, 'negotiation')).toEqual(['A', 'B']);
  });

  test('between two with one key gives the lower one another', () => {
    const { doc, id } = board(['A', 'B', 'C', 'D']);
    for (const title of ['B', 'C']) tableOf(doc, 'deal').get(id(title))!.set('order', 'a5');
    for (const title of ['A', 'D'])
      tableOf(doc, 'deal')
        .get(id(title))!
        .set('order', title === 'A' ? 'a4' : 'a6');
    const [first, second] = columnOf(doc, 'proposal').slice(1, 3) as [string, string];
    did(doc, env, moveDeal, { id: id('D'), stage: 'proposal', above: id(first), below: id(second) });
    expect(columnOf(doc, 'proposal')).toEqual(['A', first, 'D', second]);
  });

  test('by two people at once keeps both, in one order for everyone', () => {
    const { doc, id } = board(['A', 'B', 'C', 'D']);
    const other = copyOf(doc);
    did(doc, env, moveDeal, { id: id('C'), stage: 'proposal', above: id('A'), below: id('B') });
    did(other, testEnv('emre', { seed: 9 }), moveDeal, {
      id: id('D'),
      stage: 'proposal',
      above: id('A'),
      below: id('B'),
    });
    exchange(doc, other);
    expect(columnOf(doc, 'proposal')).toEqual(columnOf(other, 'proposal'));
    expect(columnOf(doc, 'proposal').slice(1, 3).sort()).toEqual(['C', 'D']);
  });

  test('survives deals that a foreign client left without stage or place', () => {
    const { doc, id } = board(['A', 'B']);
    doc.transact(() => {
      writeRecord(doc, 'deal', 'bare', { at: 1, by: 'x' }, { title: 'Bare' });
      tableOf(doc, 'deal').get('bare')!.set('stage', 'proposal');
      writeRecord(
        doc,
        'deal',
        'unplaced',
        { at: 1, by: 'x' },
        { title: 'Unplaced', stage: { to: 'proposal', at: 1, by: 'x' } },
      );
    });
    did(doc, env, moveDeal, { id: id('A'), stage: 'proposal', above: 'unplaced' });
    expect(columnOf(doc, 'proposal')).toEqual(['B', 'Unplaced', 'A']);
  });
});
