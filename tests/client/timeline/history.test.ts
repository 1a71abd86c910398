/** One list of what was done with a record: nothing twice, the newest first. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { feedLines } from '#client/features/feed/feedNews.ts';
import { historyOf } from '#client/features/timeline/history.ts';
import { type Command, runCommand } from '#schema/command.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { createActivity, createNote, createTask, finishTask } from '#schema/commands/timeline.ts';
import { subjectKey } from '#schema/indexes.ts';
import { createProjection } from '#schema/projection.ts';
import { testEnv } from '#tests/support/env.ts';

describe('the history of a record', () => {
  it('tells notes, activities and moves once each, the newest first; what is planned is no history', () => {
    const doc = new Y.Doc();
    const env = testEnv('ayse');
    const run = <A, R>(what: Command<A, R>, args: A): R => {
      const outcome = runCommand(doc, env, what, args);
      if (!outcome.ok) throw new Error(outcome.code);
      env.wait(60_000);
      return outcome.value;
    };
    const lead = run(createLead, { company: 'Çınar' });
    const subject = { type: 'lead' as const, id: lead };
    run(createNote, { subject });
    run(moveStatus, { ids: [lead], to: 'contacted' });
    run(createActivity, { subject, kind: 'visit', state: 'planned', at: env.now() + 86_400_000 });
    run(createActivity, { subject, kind: 'call' });
    const task = run(createTask, { subject, title: 'Ara' });
    run(finishTask, { id: task, done: true });

    const projection = createProjection(doc);
    const key = subjectKey(subject);
    const items = historyOf(projection.find('note', 'subject', key), projection.find('activity', 'subject', key), [
      ...feedLines(projection, { about: subject }),
    ]);
    expect(
      items.map((item) => (item.kind === 'line' ? `${item.line.event.kind} ${item.line.event.type}` : item.kind)),
    ).toEqual(['taskDone task', 'created task', 'activity', 'statusMoved lead', 'note', 'created lead']);
  });
});
