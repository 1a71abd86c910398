// A list of many is asked in slices: what is edited between them must be in the answer, and nobody may see half of one.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLead } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, patchRecords, restoreRecords } from '#schema/commands/records.ts';
import { createProjection } from '#schema/projection.ts';
import { ask, liveList, type LiveList, type Query } from '#schema/query.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { recentLists } from '#schema/recentLists.ts';
import { allAtOnce, mergeSorted, type Pace } from '#schema/slices.ts';
import { corpus } from '#tests/bench/corpus.ts';
import { testEnv } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';
import { did } from '#tests/support/run.ts';

const LEADS = 3_000;
const env = testEnv('ayse');
const inCity = (city: string): ChangesOf<'lead'> => ({ city });
const update = corpus({ leads: LEADS, deals: 0, notes: 0, events: 0, people: 4 });

function workspace(leads: Uint8Array | null = update) {
  const doc = new Y.Doc();
  if (leads) Y.applyUpdate(doc, leads);
  const projection = createProjection(doc);
  const resting: (() => void)[] = [];
  let rests = 0;
  /** rests after every slice, until `goOn` */
  const pace: Pace = () => () => {
    rests += 1;
    return new Promise((resolve) => resting.push(resolve));
  };
  const goOn = async (): Promise<void> => {
    for (const resolve of resting.splice(0)) resolve();
    // the list goes on in the turns after
    for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
  };
  return { doc, projection, pace, goOn, ids: [...projection.all('lead')].map(({ id }) => id), rests: () => rests };
}
const query: Query<'lead'> = {
  type: 'lead',
  where: { field: 'city', op: 'in', value: ['Bursa', 'İstanbul', 'Ankara'] },
  sort: [{ field: 'company', descending: true }],
};

/** Goes on until the answer is there; how often. */
async function untilKnown(list: LiveList<'lead'>, goOn: () => Promise<void>): Promise<number> {
  for (let turns = 0; turns < 10_000; turns += 1) {
    if (list.known()) return turns;
    await goOn();
  }
  throw new Error('the answer never came');
}

describe('a list of many leads', () => {
  test('is asked in slices, and tells those who listen once, when the whole answer is there', async () => {
    const { projection, pace, goOn } = workspace();
    const list = liveList(projection, query, 'tr', { pace });
    expect(list.soon()).toBeUndefined();
    const told: (number | undefined)[] = [];
    list.subscribe(() => told.push(list.soon()?.length));
    expect(await untilKnown(list, goOn)).toBeGreaterThan(10);
    const expected = ask(projection, query, 'tr');
    expect(list.soon()).toEqual(expected);
    expect(told).toEqual([expected.length]);
  });

  test('of few is there at once', () => {
    const { doc, projection, pace, rests } = workspace(null);
    did(doc, env, createLead, { company: 'Çınar', city: 'Bursa' });
    const list = liveList(projection, query, 'tr', { pace });
    expect(list.soon()).toHaveLength(1);
    list.subscribe(() => undefined);
    did(doc, env, createLead, { company: 'Doruk', city: 'Bursa' });
    expect(list.soon()).toHaveLength(2);
    expect(rests()).toBe(0);
  });

  test('is asked of those alone that a known list of the same order found', async () => {
    const { projection, pace, goOn, rests } = workspace();
    const { where: _, ...all } = query;
    const listOf = recentLists<'lead'>(projection, 'tr', undefined, pace);
    listOf(all).subscribe(() => undefined);
    await untilKnown(listOf(all), goOn);
    const before = rests();
    const list = listOf(query);
    list.subscribe(() => undefined);
    await untilKnown(list, goOn);
    expect(rests() - before).toBeLessThanOrEqual(LEADS / 500);
    expect(list.known()).toEqual(ask(projection, query, 'tr'));
  });

  test('that changes more than can be mended at once stays what it was until the new answer is whole', async () => {
    const { doc, projection, pace, goOn, ids } = workspace();
    const list = liveList(projection, query, 'tr', { pace });
    list.subscribe(() => undefined);
    await untilKnown(list, goOn);
    const before = list.last();
    did(doc, env, patchRecords, { type: 'lead', ids: ids.slice(0, 1_500), changes: inCity('Bursa') });
    expect(list.soon()).toBeUndefined();
    expect(list.last()).toBe(before);
    await untilKnown(list, goOn);
    expect(list.known()).toEqual(ask(projection, query, 'tr'));
  });

  test('that nobody waits for any more is given up, and asked anew by the next', async () => {
    const { doc, projection, pace, goOn, ids, rests } = workspace();
    const list = liveList(projection, query, 'tr', { pace });
    const stop = list.subscribe(() => undefined);
    await goOn();
    stop();
    await goOn();
    const given = rests();
    await goOn();
    expect(rests()).toBe(given);
    expect(list.known()).toBeUndefined();
    did(doc, env, patchRecord, patch('lead', ids[0]!, { city: 'Bursa', company: 'Aaa' }));
    list.subscribe(() => undefined);
    await untilKnown(list, goOn);
    expect(list.known()).toEqual(ask(projection, query, 'tr'));
  });

  test.each([1, 2, 3])(
    'equals asking anew, whatever is edited, typed and left between its slices (seed %i)',
    async (seed) => {
      const chance = seededRandom(seed);
      const { doc, projection, pace, goOn, ids } = workspace();
      const listOf = recentLists<'lead'>(projection, 'tr', undefined, pace);
      const cities = ['Bursa', 'İzmir', 'Ankara', 'Ünye'];
      const edit = (): void => {
        const id = chance.pick(ids);
        const kind = chance.pick(['city', 'company', 'many', 'bin', 'new']);
        if (kind === 'city') did(doc, env, patchRecord, patch('lead', id, { city: chance.pick(cities) }));
        else if (kind === 'company')
          did(doc, env, patchRecord, patch('lead', id, { company: `Uludağ ${chance.pick(ids)}` }));
        else if (kind === 'new') ids.push(did(doc, env, createLead, { company: 'Uludağ', city: 'Bursa' }).value);
        else if (kind === 'bin') {
          const binned = projection.get('lead', id)?.bin !== undefined;
          did(doc, env, binned ? restoreRecords : binRecords, { type: 'lead', ids: [id] });
        } else {
          const many = ids.slice(0, chance.pick([20, 400, 700]));
          did(doc, env, patchRecords, { type: 'lead', ids: many, changes: inCity(chance.pick(cities)) });
        }
      };
      let stop = (): void => {};
      for (let round = 0; round < 12; round += 1) {
        const asked: Query<'lead'> = {
          ...query,
          sort: [{ field: chance.pick(['company', 'city', 'created']) }],
          ...(chance.chance(0.5) && { text: chance.pick(['u', 'ul', 'ulu', '0532']) }),
        };
        const list = listOf(asked);
        list.soon();
        if (chance.chance(0.3)) edit();
        const leave = stop;
        stop = list.subscribe(() => undefined);
        leave();
        for (let step = 0; step < 6; step += 1) {
          if (chance.chance(0.6)) edit();
          for (let turn = chance.pick([0, 1, 5]); turn > 0; turn -= 1) await goOn();
        }
        if (chance.chance(0.3)) continue;
        if (chance.chance(0.7)) await untilKnown(list, goOn);
        expect([asked, list.rows()]).toEqual([asked, ask(projection, asked, 'tr')]);
      }
      stop();
    },
  );
});

test('sorting in slices keeps equals in the order they had, at every length', () => {
  const chance = seededRandom(7);
  for (const length of [0, 1, 499, 500, 501, 1_000, 1_700, 4_003]) {
    const values = Array.from({ length }, (_, at) => ({ key: chance.pick([1, 2, 3, 4, 5, 6]), at }));
    const sorted = allAtOnce(mergeSorted(values, (a, b) => a.key - b.key));
    expect(sorted).toEqual(values.toSorted((a, b) => a.key - b.key || a.at - b.at));
  }
});
