/** A day of a sales team by the app's own commands: how many updates it makes, and what they weigh. */
import * as Y from 'yjs';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { createNote, createTask } from '#schema/commands/timeline.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';
import { runJob } from './corpus.ts';

export interface DayPart {
  readonly what: string;
  readonly updates: number;
  /** of the bare updates */
  readonly bytes: number;
}

const EDITS = 120;
const NOTES = 10;
const LETTERS = 200;
const TASKS = 20;
const ROWS = 150;
const COLLEAGUES = 19;

/** The parts of one representative's day, and last what the colleagues did: all but the import, nineteen times. */
export function workDay(state: Uint8Array): readonly DayPart[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const leads = [...tableOf(doc, 'lead').keys()];
  let updates = 0;
  let weight = 0;
  doc.on('update', (update: Uint8Array) => {
    updates += 1;
    weight += update.length;
  });
  const measured = (what: string, work: () => void): DayPart => {
    const before = { updates, weight };
    work();
    return { what, updates: updates - before.updates, bytes: weight - before.weight };
  };
  const env = testEnv('rep', { seed: 5, at: Date.UTC(2026, 0, 5, 7) });
  const lead = (by: TestEnv): string => by.chance.pick(leads);
  const edits = (by: TestEnv): void => {
    for (let edit = 0; edit < EDITS; edit += 1) {
      by.wait(60_000);
      const changes = { company: `Düzenlenen ${edit} San. ve Tic. A.Ş.`, city: by.chance.pick(['Bursa', 'Konya']) };
      did(doc, by, patchRecord, patch('lead', lead(by), changes));
    }
  };
  const notes = (by: TestEnv): void => {
    for (let made = 0; made < NOTES; made += 1) {
      by.wait(60_000);
      const { value: note } = did(doc, by, createNote, { subject: { type: 'lead', id: lead(by) } });
      const paragraph = new Y.XmlElement('paragraph');
      const text = new Y.XmlText();
      paragraph.insert(0, [text]);
      richText(doc, 'note', note)?.insert(0, [paragraph]);
      for (let letter = 0; letter < LETTERS; letter += 1) text.insert(letter, 'görüşüldü '[letter % 10] ?? 'a');
    }
  };
  const tasks = (by: TestEnv): void => {
    for (let made = 0; made < TASKS; made += 1) {
      by.wait(60_000);
      const values = {
        title: 'Numune gönder',
        subject: { type: 'lead' as const, id: lead(by) },
        due: { day: '2026-01-09' },
      };
      did(doc, by, createTask, values);
    }
  };
  const rows = Array.from({ length: ROWS }, (_, at) => ({
    op: 'create' as const,
    id: env.newId(),
    values: {
      firstName: 'Ayşe',
      lastName: `Yılmaz ${at}`,
      company: 'Uludağ Makina San. A.Ş.',
      phone: `+90532${1_000_000 + at}`,
      email: `ayse${at}@ornek.com`,
      city: 'Bursa',
    },
  }));
  const parts = [
    measured(`${EDITS} edits`, () => edits(env)),
    measured(`${NOTES} notes of ${LETTERS} letters, each letter as it is typed`, () => notes(env)),
    measured(`${TASKS} tasks`, () => tasks(env)),
    measured(`an import of ${ROWS} rows`, () =>
      runJob(doc, env, { id: env.newId(), at: env.now(), task: { kind: 'importRows', items: rows, title: 'Fuar' } }),
    ),
    measured(`what ${COLLEAGUES} colleagues did: edits, notes and tasks each`, () => {
      for (let person = 0; person < COLLEAGUES; person += 1) {
        const by = testEnv(`colleague${person}`, { seed: 100 + person, at: Date.UTC(2026, 0, 5, 7) });
        edits(by);
        notes(by);
        tasks(by);
      }
    }),
  ];
  doc.destroy();
  return parts;
}
