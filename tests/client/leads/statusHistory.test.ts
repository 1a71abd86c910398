/** The way of a lead through the statuses, as its menu tells it. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { statusHistory } from '#client/features/leads/statusHistory.ts';
import { type Command, runCommand } from '#schema/command.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { createProjection } from '#schema/projection.ts';
import { testEnv } from '#tests/support/env.ts';

function workspace() {
  const doc = new Y.Doc();
  const env = testEnv('ayse');
  const run = <A, R>(what: Command<A, R>, args: A): R => {
    const outcome = runCommand(doc, env, what, args);
    if (!outcome.ok) throw new Error(outcome.code);
    env.wait(60_000);
    return outcome.value;
  };
  const projection = createProjection(doc);
  const history = (id: string) => {
    const lead = projection.get('lead', id);
    return lead ? statusHistory(lead, projection.events()).map(({ to, by, reason }) => ({ to, by, reason })) : [];
  };
  return { run, history };
}

describe('the history of a status', () => {
  it('tells each step once, the newest first, from the beginning on, with the reason', () => {
    const { run, history } = workspace();
    const id = run(createLead, { company: 'Çınar' });
    run(moveStatus, { ids: [id], to: 'contacted' });
    run(moveStatus, { ids: [id], to: 'lost', reason: 'price' });
    expect(history(id)).toEqual([
      { to: 'lost', by: 'ayse', reason: 'price' },
      { to: 'contacted', by: 'ayse', reason: undefined },
      { to: 'new', by: 'ayse', reason: undefined },
    ]);
  });

  it('knows where a lead stands that was moved among many', () => {
    const { run, history } = workspace();
    const ids = ['Çınar', 'Ege'].map((company) => run(createLead, { company }));
    run(moveStatus, { ids, to: 'qualified' });
    expect(history(ids[0] ?? '')).toEqual([{ to: 'qualified', by: 'ayse', reason: undefined }]);
  });

  it('begins with the status that a lead was made with', () => {
    const { run, history } = workspace();
    expect(history(run(createLead, { company: 'Çınar' }))).toEqual([{ to: 'new', by: 'ayse', reason: undefined }]);
  });
});
