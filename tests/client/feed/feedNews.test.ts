import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { feedLines } from '#client/features/feed/feedNews.ts';
import { runCommand, type Command, type Inverse } from '#schema/command.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { createLead } from '#schema/commands/leads.ts';
import { assignRecords } from '#schema/commands/records.ts';
import { createNote, createTask } from '#schema/commands/timeline.ts';
import { createProjection } from '#schema/projection.ts';
import { undo } from '#schema/undo.ts';
import { testEnv } from '#tests/support/env.ts';

/** A workspace in which Ayşe and Can work, one command a minute. */
function team() {
  const doc = new Y.Doc();
  const projection = createProjection(doc);
  const envs = { ayse: testEnv('ayse', { seed: 1 }), can: testEnv('can', { seed: 2 }) };
  const inverses: Inverse[] = [];
  return {
    projection,
    did<A, R>(who: 'ayse' | 'can', what: Command<A, R>, args: A): R {
      for (const env of Object.values(envs)) env.wait(60_000);
      const outcome = runCommand(doc, envs[who], what, args);
      if (!outcome.ok) throw new Error(outcome.code);
      inverses.push(outcome.inverse);
      return outcome.value;
    },
    last: () => inverses.at(-1)!,
    said: (filter: Parameters<typeof feedLines>[1] = {}) =>
      [...feedLines(projection, filter)].map(
        ({ event, origin, takenBack }) =>
          `${event.by} ${event.kind}${origin === event ? '' : ` ${origin.kind}`}${takenBack ? ' (taken back)' : ''}`,
      ),
  };
}

describe('the feed', () => {
  test('tells what was done, the newest first', () => {
    const { did, said } = team();
    const lead = did('ayse', createLead, { company: 'Çınar Metal' });
    did('can', createNote, { subject: { type: 'lead', id: lead } });
    expect(said()).toEqual(['can created', 'ayse created']);
  });

  test('marks what was taken back, and takes the mark away when it was done again', () => {
    const { did, said, last } = team();
    const deal = did('ayse', createDeal, { values: { title: 'Pres' }, stage: 'proposal' });
    did('ayse', moveDeal, { id: deal, stage: 'negotiation' });
    did('ayse', undo(last()), null);
    expect(said()).toEqual(['ayse undone stageMoved', 'ayse stageMoved (taken back)', 'ayse created']);
    did('ayse', undo(last(), 'redone'), null);
    expect(said()).toEqual(['ayse redone stageMoved', 'ayse undone stageMoved', 'ayse stageMoved', 'ayse created']);
    did('ayse', undo(last()), null);
    expect(said()[3]).toBe('ayse stageMoved (taken back)');
  });

  test('of a record holds what belongs to it, and nothing else', () => {
    const { did, said } = team();
    const lead = did('ayse', createLead, { company: 'Çınar Metal' });
    const other = did('can', createLead, { company: 'Işıl Döküm' });
    did('can', createTask, { title: 'Ara', subject: { type: 'lead', id: lead } });
    did('can', assignRecords, { type: 'lead', ids: [other], owner: 'ayse' });
    const deal = did('can', createDeal, { values: { title: 'Pres', lead }, stage: 'proposal' });
    expect(said({ about: { type: 'lead', id: lead } })).toEqual(['can created', 'can created', 'ayse created']);
    expect(said({ about: { type: 'deal', id: deal } })).toEqual(['can created']);
  });

  test('is narrowed to one person and one sort of doing; notes and tasks are doings, not records', () => {
    const { did, said } = team();
    const lead = did('ayse', createLead, { company: 'Çınar Metal' });
    did('ayse', createTask, { title: 'Ara', subject: { type: 'lead', id: lead } });
    did('can', createLead, { company: 'Işıl Döküm' });
    expect(said({ by: 'ayse' })).toHaveLength(2);
    expect(said({ group: 'added' })).toEqual(['can created', 'ayse created']);
    expect(said({ group: 'done', by: 'can' })).toEqual([]);
    expect(said({ group: 'done' })).toEqual(['ayse created']);
  });

  test('keeps silent about a note that was begun and left without a word', () => {
    const { did, said, last } = team();
    const lead = did('ayse', createLead, { company: 'Çınar Metal' });
    did('ayse', createNote, { subject: { type: 'lead', id: lead } });
    expect(said()).toHaveLength(2);
    did('ayse', undo(last()), null);
    expect(said()).toEqual(['ayse created']);
  });
});
