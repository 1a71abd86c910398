/** What a line of the field history can put back, and by which command. */
import { describe, expect, it } from 'vitest';
import { isTold, merged, puttingBack } from '#client/features/timeline/fieldHistory.ts';
import type { HistoryEntry } from '#schema/history.ts';

const entry = (part: Partial<HistoryEntry>): HistoryEntry => ({
  id: 1,
  field: 'city',
  before: 'Bursa',
  after: 'İzmir',
  stood: true,
  at: 0,
  author: 'ayse',
  ...part,
});

describe('a line of the history', () => {
  it('puts back what was before it, unless that stands', () => {
    expect(puttingBack('lead', entry({}), 'İzmir')).toEqual({ by: 'value', key: 'city', value: 'Bursa' });
    expect(puttingBack('lead', entry({}), 'Bursa')).toBeNull();
    expect(puttingBack('lead', entry({ before: null }), 'İzmir')).toEqual({ by: 'value', key: 'city', value: null });
    const tag = entry({ field: 'tags/fuar', before: 'Fuar', after: null });
    expect(puttingBack('lead', tag, null)).toEqual({ by: 'value', key: 'tags/fuar', value: 'Fuar' });
  });

  it('puts back its own value where that lost against another', () => {
    const lost = entry({ before: 'Konya', after: 'İzmir', stood: false });
    expect(puttingBack('lead', lost, 'Konya')).toEqual({ by: 'value', key: 'city', value: 'İzmir' });
    expect(puttingBack('lead', lost, 'İzmir')).toBeNull();
  });

  it('moves a status or stage by a move of today, and hands over by the rules of handing over', () => {
    const before = { to: 'new', at: 1, by: 'can' };
    const moved = entry({ field: 'status', before, after: { to: 'lost', at: 2, by: 'ayse', reason: 'price' } });
    expect(puttingBack('lead', moved, moved.after)).toEqual({ by: 'status', to: 'new' });
    expect(puttingBack('lead', moved, { to: 'new', at: 9, by: 'x' })).toBeNull();
    expect(puttingBack('deal', { ...moved, field: 'stage' }, null)).toEqual({ by: 'stage', to: 'new' });
    expect(puttingBack('lead', { ...moved, before: null }, null)).toBeNull();
    const owner = entry({ field: 'owner', before: 'can', after: 'ayse' });
    expect(puttingBack('lead', owner, 'ayse')).toEqual({ by: 'owner', owner: 'can' });
  });

  it('puts nothing back that no one fills in, or that this app cannot read', () => {
    for (const field of ['bin', 'batch', '$', 'unknown', 'constructor']) {
      expect([field, puttingBack('lead', entry({ field }), null)]).toEqual([field, null]);
    }
    expect(puttingBack('lead', entry({ before: { strange: 1 } }), 'İzmir')).toBeNull();
  });

  it('is told where it says something to people', () => {
    expect(['city', 'tags/x', '$', 'bin'].map((field) => isTold('lead', entry({ field })))).toEqual(
      Array(4).fill(true),
    );
    expect(['#text', 'unknown', '__proto__'].map((field) => isTold('lead', entry({ field })))).toEqual(
      Array(3).fill(false),
    );
  });

  it('stands once, the newest first, however the pages came', () => {
    const [a, b, c] = [entry({ id: 1 }), entry({ id: 2 }), entry({ id: 3 })];
    expect(merged([b, a], [c, b]).map(({ id }) => id)).toEqual([3, 2, 1]);
  });
});
