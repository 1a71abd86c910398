import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { keepLastView, readLastView, type ViewSurroundings } from '#client/data/lastView.ts';
import { endAll, openTab } from '#tests/support/carriers.ts';

afterEach(endAll);

const HERE: ViewSurroundings = {
  address: '/w/one/leads?sort=name',
  language: 'tr',
  width: 1280,
  sheets: ['/assets/a.css', '/assets/b.css'],
};
const TREE = ['div', {}, ['Ayşe Yılmaz']];

describe('the last view of a list', () => {
  it('is shown again in the same surroundings, and in no others', async () => {
    const { store } = openTab('ayse');
    await keepLastView(store, 'one', { ...HERE, tree: TREE });
    expect(await readLastView(store, 'one', HERE)).toEqual(TREE);
    // more styles than it needs do no harm
    expect(await readLastView(store, 'one', { ...HERE, sheets: [...HERE.sheets, '/assets/c.css'] })).toEqual(TREE);
    const others: Partial<ViewSurroundings>[] = [
      { address: '/w/one/leads' },
      { language: 'en' },
      { width: 390 },
      { sheets: ['/assets/a.css', '/assets/new.css'] },
    ];
    for (const other of others) expect(await readLastView(store, 'one', { ...HERE, ...other })).toBeUndefined();
    expect(await readLastView(store, 'two', HERE)).toBeUndefined();
  });

  it('is no one else’s', async () => {
    await keepLastView(openTab('ayse').store, 'one', { ...HERE, tree: TREE });
    expect(await readLastView(openTab('burak').store, 'one', HERE)).toBeUndefined();
  });

  it('is not shown when it is broken', async () => {
    const { store } = openTab('ayse');
    for (const value of [7, 'x', [], null, { ...HERE, sheets: 'all' }, { ...HERE, sheets: [3] }]) {
      await store.kv.put({ key: 'lastView.one', value });
      expect(await readLastView(store, 'one', HERE)).toBeUndefined();
    }
  });
});
