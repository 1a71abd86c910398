/**
 * Makes the golden documents of this version of the app: what people do with each record type, and what other apps have
 * left in it. Run once, when a version is released: `node tests/support/writeGolden.ts`; then never again for that version.
 */
import * as Y from 'yjs';
import { runCommand, type Command } from '#schema/command.ts';
import { createCampaign } from '#schema/commands/campaigns.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { importRows } from '#schema/commands/importRows.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { assignRecords, binRecords, patch, patchRecord, patchRecords, purgeRecords } from '#schema/commands/records.ts';
import { addListEntry, changeListEntry, orderList } from '#schema/commands/settings.ts';
import { createActivity, createNote, createTask, finishTask, joinNote } from '#schema/commands/timeline.ts';
import { createProjection } from '#schema/projection.ts';
import { RECORD_TYPES } from '#schema/records/index.ts';
import { readSettings } from '#schema/settings.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { testEnv } from './env.ts';

export interface Golden {
  readonly records: unknown;
  readonly events: unknown;
  readonly texts: unknown;
  readonly settings: unknown;
}

/** A workspace's document and its settings, as this version of the app writes them. */
export function makeGolden(): { readonly workspace: Uint8Array; readonly settings: Uint8Array } {
  const ayse = testEnv('ayse', { seed: 11, role: 'admin' });
  const can = testEnv('can', { seed: 12, role: 'manager' });
  const doc = new Y.Doc();
  doc.clientID = 101;
  const run = <A, R>(env: typeof ayse, what: Command<A, R>, args: A): R => {
    env.wait(60_000);
    const outcome = runCommand(doc, env, what, args);
    if (!outcome.ok) throw new Error(`${what.name}: ${outcome.code}`);
    return outcome.value;
  };
  const campaign = run(ayse, createCampaign, { kind: 'fair', name: 'Metal Expo', year: 2025 });
  const plain = run(ayse, createLead, {
    firstName: 'Ayşe',
    lastName: 'Demir',
    company: 'Çınar Metal',
    tags: ['Sıcak'],
  });
  const edited = run(can, createLead, { company: 'Uludağ Makina', phone: '+905321112233', email: 'bilgi@uludag.com' });
  run(ayse, patchRecord, patch('lead', edited, { city: 'Bursa', email: null, tags: { add: ['Çelik', 'Fuar'] } }));
  run(can, patchRecord, patch('lead', edited, { tags: { remove: ['Fuar'] }, source: { key: 'fair' }, campaign }));
  run(can, moveStatus, { ids: [edited], to: 'qualified' });
  run(ayse, assignRecords, { type: 'lead', ids: [edited], owner: 'can' });
  run(
    ayse,
    patchRecord,
    patch('lead', plain, { phone: '0532 okunmuyor', consentCall: { given: true, day: '2025-10-08' } }),
  );
  run(ayse, patchRecords, {
    type: 'lead',
    ids: [plain, edited],
    changes: { tags: { add: ['Toplu'] } },
  });
  run(ayse, importRows, {
    title: 'Metal Expo 2025',
    items: [
      {
        op: 'create',
        id: 'imported1',
        values: { firstName: 'Mehmet', company: 'Kaya Döküm', campaign, rawHash: 'a1' },
      },
      { op: 'fill', id: plain, values: { jobTitle: 'Müdür' } },
    ],
  });
  const binned = run(can, createLead, { company: 'Çöpteki' });
  run(can, binRecords, { type: 'lead', ids: [binned] });
  const gone = run(can, createLead, { company: 'Silinen' });
  run(can, binRecords, { type: 'lead', ids: [gone] });
  run(can, purgeRecords, { type: 'lead', ids: [gone] });
  const deal = run(ayse, createDeal, {
    values: {
      title: 'Pres hattı',
      lead: edited,
      amount: { amount: 125_000_00, currency: 'TRY' },
      expectedClose: '2025-12-01',
    },
    stage: 'qualification',
  });
  run(can, moveDeal, { id: deal, stage: 'proposal' });
  const task = run(ayse, createTask, {
    title: 'Teklifi ara',
    subject: { type: 'deal', id: deal },
    due: { day: '2025-10-10', time: '15:00' },
  });
  run(ayse, finishTask, { id: task, done: true });
  run(can, createActivity, { kind: 'call', subject: { type: 'lead', id: edited }, summary: 'Numune istedi' });
  const note = run(ayse, createNote, { subject: { type: 'lead', id: edited } });
  doc.transact(() => writeText(richText(doc, 'note', note)));
  run(can, joinNote, { id: note });
  leaveForeign(doc, edited);

  const settings = new Y.Doc();
  settings.clientID = 102;
  addListEntry(settings, ayse, 'sector', { label: 'Döküm', color: 'orange' });
  changeListEntry(settings, ayse, 'stage', 'proposal', { probability: 60 });
  changeListEntry(settings, ayse, 'lossReason', 'timing', { retired: true });
  orderList(settings, ayse, 'source', ['website', 'fair']);
  return { workspace: Y.encodeStateAsUpdate(doc), settings: Y.encodeStateAsUpdate(settings) };
}

function writeText(text: Y.XmlFragment | null): void {
  const block = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
    const element = new Y.XmlElement(name);
    element.insert(0, children);
    return element;
  };
  const words = new Y.XmlText();
  words.insert(0, 'numune ', { bold: {} });
  words.insert(7, 'katalog', { link: { href: 'https://ornek.com' } });
  const mention = new Y.XmlElement('mention');
  mention.setAttribute('id', 'can');
  mention.setAttribute('label', 'Can');
  text?.insert(0, [
    block('heading', new Y.XmlText('Görüşme')),
    block('bulletList', block('listItem', block('paragraph', words, mention))),
  ]);
}

/** What no app of ours wrote: it must survive, and must not be believed. */
function leaveForeign(doc: Y.Doc, lead: string): void {
  doc.transact(() => {
    const table = tableOf(doc, 'lead');
    table.get(lead)?.set('c_bütçe', { least: 5 });
    table.get(lead)?.set('score', 'çok');
    table.get(lead)?.set('shape', new Y.Map([['x', 1]]));
    const foreign = new Y.Map<unknown>();
    foreign.set('$', { v: 1, company: 'Başka Uygulama', colour: 'mavi', created: 'dün', city: 7 });
    table.set('foreign1', foreign);
    doc.getMap('house').set('h1', new Y.Map([['$', { rooms: 3 }]]));
  });
}

/** All that this version of the app reads in a document, as plain JSON. */
export function readGolden(workspace: Uint8Array, settingsUpdate: Uint8Array): Golden {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, workspace);
  const settingsDoc = new Y.Doc();
  Y.applyUpdate(settingsDoc, settingsUpdate);
  const projection = createProjection(doc);
  const records = RECORD_TYPES.map((type) => [
    type,
    [...projection.all(type)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ]);
  const texts = [...projection.all('note')].map(({ id }) => [id, richText(doc, 'note', id)?.toString() ?? null]);
  const { lists, entry } = readSettings(settingsDoc);
  const read = {
    records: Object.fromEntries(records),
    events: projection.events(),
    texts: Object.fromEntries(texts),
    // what the workspace changed; the rest are defaults, which may grow
    settings: [
      lists.sector.find(({ label }) => label === 'Döküm'),
      entry('stage', 'proposal'),
      entry('lossReason', 'timing'),
      lists.source.slice(0, 2).map(({ key }) => key),
    ],
  };
  return JSON.parse(JSON.stringify(read));
}
