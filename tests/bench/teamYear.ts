/** A year of a team, played by the app's own commands: each session is a client id of its own and writes a little. */
import * as Y from 'yjs';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { moveStatus } from '#schema/commands/leads.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { runCommand, type Command } from '#schema/command.ts';
import { quicken } from '#schema/quickTransactions.ts';
import { richText } from '#schema/workspace.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';
import { corpus } from './corpus.ts';

export interface TeamYearSize {
  readonly leads: number;
  readonly sessions: number;
  /** commands and typed words over all sessions */
  readonly edits: number;
}

export interface TeamYear {
  /** the document at its end */
  readonly state: Uint8Array;
  /** the document some weeks before its end, and every update since */
  readonly early: Uint8Array;
  readonly late: readonly Uint8Array[];
  /** bytes of all updates, the leads there were at its beginning included */
  readonly sent: number;
}

/** The part of the year whose updates are kept one by one. */
const LATE = 0.1;
const PEOPLE = 20;

export function teamYear({ leads, sessions, edits }: TeamYearSize, seed = 7): TeamYear {
  const doc = quicken(new Y.Doc());
  const start = corpus({ leads, deals: 0, notes: 0, events: 0, people: 2 }, seed);
  Y.applyUpdate(doc, start);
  let sent = start.length;
  const late: Uint8Array[] = [];
  let early: Uint8Array | null = null;
  let count = 0;
  doc.on('update', (update: Uint8Array) => {
    sent += update.length;
    count += 1;
    if (early) late.push(update);
  });
  const ids = [...doc.getMap('lead').keys()];
  const deals: string[] = [];
  const notes: string[] = [];
  const envs = Array.from({ length: PEOPLE }, (_, person) => testEnv(`member${person}`, { seed: seed * 100 + person }));
  const chance = testEnv('team', { seed }).chance;
  for (let session = 0; session < sessions; session += 1) {
    doc.clientID = 1 + chance.below(2 ** 32 - 1);
    const env = envs[session % PEOPLE]!;
    env.wait((365 * 86_400_000) / sessions);
    const share = Math.floor((edits * (session + 1)) / sessions) - Math.floor((edits * session) / sessions);
    if (!early && session >= sessions * (1 - LATE)) early = Y.encodeStateAsUpdate(doc);
    for (let edit = 0; edit < share; edit += 1) act(doc, env, ids, deals, notes, leads / 10);
  }
  if (count < edits * 0.9 || !early) throw new Error(`only ${count} updates`);
  return { state: Y.encodeStateAsUpdate(doc), early, late, sent };
}

function act(doc: Y.Doc, env: TestEnv, ids: readonly string[], deals: string[], notes: string[], wanted: number): void {
  const { chance } = env;
  env.wait(1_000);
  const lead = chance.pick(ids);
  const deed = chance();
  if (deed < 0.02 && deals.length < wanted) {
    const id = run(doc, env, createDeal, {
      stage: 'qualification',
      values: { title: 'Pres hattı', lead, amount: { amount: chance.below(900_000) * 100, currency: 'TRY' } },
    });
    deals.push(String(id));
  } else if (deed < 0.04 && notes.length < wanted) {
    notes.push(run(doc, env, createNote, { subject: { type: 'lead', id: lead } }));
  } else if (deed < 0.14 && notes.length > 0) {
    const text = richText(doc, 'note', chance.pick(notes))!;
    const last = text.toArray().at(-1);
    const words = `${chance.pick(['Numune', 'Teklif', 'Toplantı', 'Fiyat'])} ${chance.pick(['cuma', 'salı', 'yarın'])} `;
    if (last instanceof Y.XmlElement && last.get(0) instanceof Y.XmlText && chance.chance(0.8)) {
      const line = last.get(0) as Y.XmlText;
      line.insert(line.length, words);
    } else {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(words)]);
      text.push([paragraph]);
    }
  } else if (deed < 0.3) {
    attempt(doc, env, moveStatus, { ids: [lead], to: chance.pick(['awaiting', 'contacted', 'informed', 'qualified']) });
  } else if (deed < 0.36 && deals.length > 0) {
    const stage = chance.pick(['needs_analysis', 'proposal', 'negotiation']);
    attempt(doc, env, moveDeal, { id: chance.pick(deals), stage });
  } else {
    const values = chance.pick([
      { phone: `+905${String(300_000_000 + chance.below(299_999_999))}` },
      { jobTitle: `Müdür ${chance.below(1_000)}` },
      { description: `Görüşüldü, ${chance.below(1_000)} adet için teklif istiyor.` },
      { city: `${chance.pick(['Bursa', 'Konya', 'İzmir'])} ${chance.below(9)}` },
    ]);
    attempt(doc, env, patchRecord, patch('lead', lead, values));
  }
}

function run<A, R>(doc: Y.Doc, env: TestEnv, what: Command<A, R>, args: A): R {
  const outcome = runCommand(doc, env, what, args);
  if (!outcome.ok) throw new Error(`${what.name}: ${outcome.code}`);
  return outcome.value;
}

/** What is as it should be already writes nothing, as in the app. */
function attempt<A, R>(doc: Y.Doc, env: TestEnv, what: Command<A, R>, args: A): void {
  const outcome = runCommand(doc, env, what, args);
  if (!outcome.ok) throw new Error(`${what.name}: ${outcome.code}`);
}
