import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLead } from '#schema/commands/leads.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { ask, type Query } from '#schema/query.ts';
import { recentLists } from '#schema/recentLists.ts';
import { corpus } from '#tests/bench/corpus.ts';
import { testEnv } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';
import { did } from '#tests/support/run.ts';

const env = testEnv('ayse');
const update = corpus({ leads: 600, deals: 0, notes: 0, events: 0, people: 4 });

function workspace(): { doc: Y.Doc; projection: Projection; walks: () => number } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const own = createProjection(doc);
  let walks = 0;
  const all: Projection['all'] = (type) => {
    walks += 1;
    return own.all(type);
  };
  return { doc, projection: { ...own, all }, walks: () => walks };
}
const query = (text?: string): Query<'lead'> => ({
  type: 'lead',
  where: { field: 'status', op: 'in', value: ['new', 'contacted'] },
  sort: [{ field: 'title' }],
  ...(text !== undefined && { text }),
});

describe('lists asked for one after another', () => {
  test('walk all records once for a text typed letter by letter, and not at all on the way back', () => {
    const { projection, walks } = workspace();
    const listOf = recentLists<'lead'>(projection, 'tr');
    for (const text of [undefined, 'u', 'ul', 'ulu', 'uludağ', 'uludağ m', 'uludağ', undefined]) {
      expect(listOf(query(text)).rows()).toEqual(ask(projection, query(text), 'tr'));
    }
    // eight of them are the test's own
    expect(walks()).toBe(9);
  });

  test.each([1, 2, 3])('equal asking anew, whatever is typed, deleted and edited between (seed %i)', (seed) => {
    const chance = seededRandom(seed);
    const { doc, projection } = workspace();
    const ids = [...projection.all('lead')].map(({ id }) => id);
    const listOf = recentLists<'lead'>(projection, 'tr');
    let text = '';
    let stop = (): void => {};
    for (let step = 0; step < 250; step += 1) {
      if (chance.chance(0.15)) did(doc, env, patchRecord, patch('lead', chance.pick(ids), { firstName: 'Uluç' }));
      if (chance.chance(0.05)) ids.push(did(doc, env, createLead, { company: 'Uludağ', phone: '+905321234567' }).value);
      const typed = chance.pick(['u', 'ul', 'a', 'm', ' ', '0', '05', '32', '1', 'Ş', 'ç']);
      text = chance.chance(0.3) ? text.slice(0, -1) : chance.chance(0.1) ? '' : text + typed;
      const list = listOf(query(text === '' ? undefined : text));
      if (chance.chance(0.5)) {
        stop();
        stop = list.subscribe(() => undefined);
      }
      expect([text, list.rows()]).toEqual([text, ask(projection, query(text), 'tr')]);
    }
    stop();
  });
});
