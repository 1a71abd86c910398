import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createWorkspaceSearch, type WorkspaceSearch } from '#client/features/search/workspaceSearch.ts';
import { createLead } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, restoreRecords } from '#schema/commands/records.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { createProjection } from '#schema/projection.ts';
import { titleOf } from '#schema/title.ts';
import { richText } from '#schema/workspace.ts';
import { corpus } from '#tests/bench/corpus.ts';
import { provideWorkers } from '#tests/bench/webWorker.ts';
import { testEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';

const env = testEnv('ayse');
let doc: Y.Doc;
let search: WorkspaceSearch | undefined;

const platform = { Worker: globalThis.Worker, window: globalThis.window };
beforeAll(provideWorkers);
afterAll(() => {
  for (const [name, value] of Object.entries(platform)) Object.defineProperty(globalThis, name, { value });
});
afterEach(() => search?.destroy());

/** Opens a search over what a document holds then. */
function opened(update?: Uint8Array): WorkspaceSearch {
  doc = new Y.Doc();
  if (update) Y.applyUpdate(doc, update);
  search = createWorkspaceSearch(createProjection(doc));
  return search;
}
const titles = async (text: string): Promise<string[] | undefined> =>
  (await search?.find(text))?.map((record) => `${record.type} ${titleOf(record)}`.trim());

describe('search over a workspace', () => {
  test('finds what was there, and each change at once', async () => {
    opened();
    await search?.ready;
    const id = did(doc, env, createLead, { firstName: 'Ahmet', phone: '+905321234567' }).value;
    expect(await titles('ahmet')).toEqual(['lead Ahmet']);
    expect(await titles('123 45')).toEqual(['lead Ahmet']);
    did(doc, env, patchRecord, patch('lead', id, { firstName: 'Mehmet' }));
    expect(await titles('0532 123')).toEqual(['lead Mehmet']);
    expect(await titles('ahmet')).toEqual([]);
    did(doc, env, binRecords, { type: 'lead', ids: [id] });
    expect(await titles('mehmet')).toEqual([]);
    did(doc, env, restoreRecords, { type: 'lead', ids: [id] });
    expect(await titles('mehmet')).toEqual(['lead Mehmet']);
  });

  test('what lies in the bin with its lead is not shown, and takes no room of what is', async () => {
    opened();
    const binned = did(doc, env, createLead, { company: 'Doruk' }).value;
    const kept = did(doc, env, createLead, { company: 'Ege' }).value;
    const note = (lead: string): void => {
      const { value } = did(doc, env, createNote, { subject: { type: 'lead', id: lead } });
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('zürafa siparişi')]);
      richText(doc, 'note', value)?.insert(0, [paragraph]);
    };
    for (let count = 0; count < 120; count += 1) note(binned);
    note(kept);
    expect(await search?.find('zürafa')).toHaveLength(50);
    did(doc, env, binRecords, { type: 'lead', ids: [binned] });
    expect(await search?.find('zürafa')).toHaveLength(1);
    did(doc, env, restoreRecords, { type: 'lead', ids: [binned] });
    expect(await search?.find('zürafa')).toHaveLength(50);
  });

  test('a question asked before all records are handed over waits for them rather than find nothing', async () => {
    const update = corpus({ leads: 4_000, deals: 20, notes: 10, events: 20, people: 4 });
    const { find, ready } = opened(update);
    const last = [...createProjection(doc).all('note')].at(-1)!;
    let isReady = false;
    void ready.then(() => {
      isReady = true;
    });
    const word = last.text.split(/\s+/).toSorted((a, b) => b.length - a.length)[0]!;
    expect((await find(word))?.length).toBeGreaterThan(0);
    expect(await find('zürafa')).toEqual([]);
    expect(isReady).toBe(true);
    expect(await find('ayşe')).toHaveLength(50);
  });

  test('a question that a later one overtook is not answered', async () => {
    opened(corpus({ leads: 50, deals: 0, notes: 0, events: 0, people: 2 }));
    const [first, second] = await Promise.all([search?.find('ay'), search?.find('ayşe')]);
    expect(first).toBeNull();
    expect(second?.length).toBeGreaterThan(0);
  });
});
