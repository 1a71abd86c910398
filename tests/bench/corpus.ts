/**
 * A company's workspace of any size, made by the app's own commands from one seed: leads of fairs, deals over the stages,
 * notes, tasks, and the feed. The same numbers give the same records everywhere; ids and times too.
 */
import * as Y from 'yjs';
import { createDeal } from '#schema/commands/deals.ts';
import type { ImportItem } from '#schema/commands/importRows.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { writeEvent, eventId } from '#schema/event.ts';
import { prepareChunk, chunkCount, type Job } from '#schema/jobs.ts';
import { runCommand, type Command } from '#schema/command.ts';
import type { Env } from '#schema/env.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { richText } from '#schema/workspace.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';

export interface CorpusSize {
  readonly leads: number;
  readonly deals: number;
  readonly events: number;
  readonly notes: number;
  /** who wrote it: each is a session, and a client id, of its own */
  readonly people: number;
}

/** The workspace of a company with this many leads, in the proportions of 50,000 leads to 5,000 deals, 100,000 events, 5,000 notes and 20 people. */
export const companyOf = (leads: number): CorpusSize => ({
  leads,
  deals: Math.round(leads / 10),
  events: leads * 2,
  notes: Math.round(leads / 10),
  people: Math.max(2, Math.min(20, Math.round(leads / 500))),
});

const FIRST = [
  'Ayşe',
  'Mehmet',
  'Fatma',
  'Mustafa',
  'Zeynep',
  'Emre',
  'Elif',
  'Burak',
  'Şebnem',
  'Çağrı',
  'Gül',
  'Ümit',
  'İrem',
  'Okan',
];
const LAST = [
  'Yılmaz',
  'Kaya',
  'Demir',
  'Şahin',
  'Çelik',
  'Yıldız',
  'Öztürk',
  'Aydın',
  'Arslan',
  'Doğan',
  'Kılıç',
  'Aslan',
  'Çetin',
  'Kara',
];
const FIRM = [
  'Çınar',
  'Uludağ',
  'Doruk',
  'Marmara',
  'Ege',
  'Anadolu',
  'Bozkurt',
  'Zirve',
  'Kervan',
  'Öncü',
  'Işıltı',
  'Gökçe',
  'Yıldız',
  'Demirdağ',
];
const TRADE = [
  'Metal',
  'Makina',
  'Plastik',
  'Kalıp',
  'Enerji',
  'Tekstil',
  'Gıda',
  'Otomotiv',
  'Döküm',
  'Vinç',
  'Hidrolik',
  'Ambalaj',
];
const FORM = ['A.Ş.', 'Ltd. Şti.', 'San. ve Tic. A.Ş.', 'San. Ltd. Şti.'];
const CITIES = [
  'İstanbul',
  'Bursa',
  'Ankara',
  'İzmir',
  'Konya',
  'Kocaeli',
  'Gaziantep',
  'Kayseri',
  'Eskişehir',
  'Adana',
];
const SECTORS = ['metal', 'machinery', 'automotive', 'textile', 'food', 'energy'];
const STATUSES = ['new', 'awaiting', 'contacted', 'informed', 'qualified', 'quoted', 'lost'];
const TAGS = ['sıcak', 'bayi adayı', 'numune', 'tekrar ara', 'ihracat'];
const STAGES = ['qualification', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost'];
const START = Date.UTC(2025, 0, 6, 6);

const memberOf = (person: number): string => `member${person}`;

/** The state of the document as one update. */
export function corpus(size: CorpusSize, seed = 1): Uint8Array {
  const docs: Uint8Array[] = [];
  const share = (total: number, person: number): number =>
    Math.floor((total * (person + 1)) / size.people) - Math.floor((total * person) / size.people);
  const merged = new Y.Doc();
  for (let person = 0; person < size.people; person += 1) {
    const doc = new Y.Doc();
    doc.clientID = seed * 1_000_000 + person + 1;
    const env = testEnv(memberOf(person), { seed: seed * 1000 + person, at: START });
    fill(doc, env, {
      leads: share(size.leads, person),
      deals: share(size.deals, person),
      notes: share(size.notes, person),
      events: share(size.events, person),
    });
    docs.push(Y.encodeStateAsUpdate(doc));
    doc.destroy();
  }
  for (const update of docs) Y.applyUpdate(merged, update);
  const state = Y.encodeStateAsUpdate(merged);
  merged.destroy();
  return state;
}

function fill(doc: Y.Doc, env: TestEnv, size: Omit<CorpusSize, 'people'>): void {
  const { chance } = env;
  const ids: string[] = [];
  const items: ImportItem[] = Array.from({ length: size.leads }, () => {
    const id = env.newId();
    ids.push(id);
    return { op: 'create', id, values: leadValues(env) };
  });
  if (items.length > 0)
    runJob(doc, env, { id: env.newId(), at: env.now(), task: { kind: 'importRows', items, title: 'Metal Expo 2025' } });
  const lead = (): string => chance.pick(ids);
  for (let made = 0; made < size.deals && ids.length > 0; made += 1) {
    env.wait(30_000);
    run(doc, env, createDeal, {
      stage: chance.pick(STAGES),
      values: {
        title: `${chance.pick(FIRM)} – ${chance.pick(TRADE)} hattı`,
        lead: lead(),
        amount: { amount: (1 + chance.below(500)) * 100_000, currency: chance.chance(0.8) ? 'TRY' : 'EUR' },
      },
    });
  }
  for (let made = 0; made < size.notes && ids.length > 0; made += 1) {
    env.wait(20_000);
    const note = run(doc, env, createNote, { subject: { type: 'lead', id: lead() } });
    const text = richText(doc, 'note', note);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [
      new Y.XmlText(
        `${chance.pick(TRADE)} hattı için ${chance.below(90) + 10} ton, ${chance.pick(CITIES)} tesisinde görüşüldü. Numune ${chance.pick(['cuma', 'salı', 'pazartesi'])} gönderilecek.`,
      ),
    ]);
    text?.insert(0, [paragraph]);
  }
  // the feed of months past, beside what the commands above wrote
  const events = size.events - size.deals - size.notes;
  doc.transact(() => {
    for (let made = 0; made < events && ids.length > 0; made += 1) {
      const at = START + made * 60_000;
      const to = chance.pick(STATUSES);
      writeEvent(doc, eventId(at, env.newId()), {
        kind: 'statusMoved',
        type: 'lead',
        record: lead(),
        title: chance.pick(FIRST),
        to,
        at,
        by: env.actor.id,
      });
    }
  });
}

function leadValues(env: TestEnv): ChangesOf<'lead'> {
  const { chance } = env;
  const first = chance.pick(FIRST);
  const last = chance.pick(LAST);
  const firm = `${chance.pick(FIRM)} ${chance.pick(TRADE)}`;
  const at = START + chance.below(300) * 86_400_000;
  return {
    firstName: first,
    lastName: last,
    company: `${firm} ${chance.pick(FORM)}`,
    jobTitle: chance.pick(['Satın alma müdürü', 'Genel müdür', 'Üretim müdürü', 'Mühendis']),
    phone: `+905${String(300_000_000 + chance.below(299_999_999))}`,
    email: `${first}.${last}${chance.below(10_000)}@ornek.com`.toLowerCase(),
    city: chance.pick(CITIES),
    sector: chance.pick(SECTORS),
    source: { key: 'fair' },
    tags: chance.some(TAGS, 0.2),
    status: { to: chance.pick(STATUSES), at, by: env.actor.id },
    owner: env.actor.id,
    visitDate: new Date(at).toISOString().slice(0, 10),
    rawHash: env.newId(),
  };
}

function run<A, R>(doc: Y.Doc, env: Env, what: Command<A, R>, args: A): R {
  const outcome = runCommand(doc, env, what, args);
  if (!outcome.ok) throw new Error(`${what.name}: ${outcome.code}`);
  return outcome.value;
}

/** Writes a job to its end, as the app's runner does. */
export function runJob(doc: Y.Doc, env: Env, job: Job): void {
  for (let index = 0; index < chunkCount(job); index += 1) {
    const prepared = prepareChunk(doc, env, job, index);
    if (!prepared.ok) throw new Error(`${job.task.kind}: ${prepared.code}`);
    prepared.apply();
  }
}
