import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLeadCounter } from '#client/features/reports/leadCounter.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, restoreRecords } from '#schema/commands/records.ts';
import { tallyOf, type LeadTally } from '#schema/leadTally.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import type { Lead } from '#schema/records/lead.ts';
import { corpus } from '#tests/bench/corpus.ts';
import { testEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';

const LEADS = 5_000;
const update = corpus({ leads: LEADS, deals: 0, notes: 0, events: 0, people: 4 });
const env = testEnv('ayse');
const kept = (lead: Lead): boolean => lead.bin === undefined;
let doc: Y.Doc;
let projection: Projection;
let scans = 0;

beforeEach(() => {
  doc = new Y.Doc();
  const own = createProjection(doc);
  scans = 0;
  projection = {
    ...own,
    all(type) {
      scans += 1;
      return own.all(type);
    },
  };
});

const figures = ({ size, status, sector, city, source, campaign }: LeadTally) => ({
  size,
  status,
  sector,
  city,
  source,
  campaign,
});
const anew = () => figures(tallyOf(projection.all('lead'), kept));

/** Listens until all are counted. */
const settled = (counter: ReturnType<typeof createLeadCounter>): Promise<void> =>
  new Promise((resolve) => {
    const stop = counter.subscribe(() => {
      if (counter.current()) resolve();
    });
    void stop;
    if (counter.current()) resolve();
  });

describe('the leads of a report', () => {
  test('are counted in slices where they are many, also while they change', async () => {
    Y.applyUpdate(doc, update);
    const ids = [...projection.all('lead')].map(({ id }) => id);
    const counter = createLeadCounter(projection, kept);
    expect(counter.current()).toBeNull();
    const done = settled(counter);
    // one that was counted, one that was not yet, one that is new
    did(doc, env, moveStatus, { ids: [ids[0]!, ids.at(-1)!], to: 'converted' });
    did(doc, env, binRecords, { type: 'lead', ids: [ids[1]!, ids.at(-2)!] });
    did(doc, env, createLead, { company: 'Çınar', city: 'Ünye' });
    expect(counter.current()).toBeNull();
    await done;
    const { tally } = counter.current()!;
    expect(tally.size).toBe(LEADS - 1);
    expect(figures(tally)).toEqual(anew());
  });

  test('are counted at once where they are few, and stay so with each change without another walk', () => {
    const id = did(doc, env, createLead, { company: 'Çınar', city: 'Bursa' }).value;
    const counter = createLeadCounter(projection, kept);
    expect(counter.current()?.tally.city.get('Bursa')).toBe(1);
    let told = 0;
    const stop = counter.subscribe(() => {
      told += 1;
    });
    const walks = scans;
    const before = counter.current();
    did(doc, env, patchRecord, patch('lead', id, { city: 'Konya' }));
    expect(counter.current()).not.toBe(before);
    did(doc, env, binRecords, { type: 'lead', ids: [id] });
    expect(counter.current()?.tally.size).toBe(0);
    did(doc, env, restoreRecords, { type: 'lead', ids: [id] });
    expect([told, scans - walks]).toEqual([3, 0]);
    expect(figures(counter.current()!.tally)).toEqual(anew());
    stop();
    did(doc, env, createLead, { company: 'Doruk' });
    expect(counter.current()?.tally.size).toBe(2);
  });
});
