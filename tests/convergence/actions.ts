// What people (and a careless foreign client) may do at any moment, chosen by chance.
import * as Y from 'yjs';
import { createCampaign } from '#schema/commands/campaigns.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import type { ImportItem } from '#schema/commands/importRows.ts';
import { twinImports } from '#schema/import/twinImports.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import {
  assignRecords,
  binRecords,
  patch,
  patchRecord,
  patchRecords,
  purgeRecords,
  restoreRecords,
} from '#schema/commands/records.ts';
import { createActivity, createNote, createTask, finishTask, joinNote } from '#schema/commands/timeline.ts';
import type { Subject } from '#schema/fields.ts';
import type { JobTask } from '#schema/jobs.ts';
import { compareOrder } from '#schema/order.ts';
import { RECORD_TYPES, type ChangesOf, type RecordType } from '#schema/records/index.ts';
import { eventMap, richText, tableOf } from '#schema/workspace.ts';
import type { Peer } from '#tests/support/peers.ts';

type Action = (peer: Peer) => void;

const COMPANIES = ['Çınar Metal', 'Doruk Enerji', 'Işıl Makina', 'İpek Döküm', 'Zirve metal', 'Yıldız Kalıp'];
const NAMES = ['Ayşe', 'Emre', 'Çağla', 'Işık', 'İrem'];
const TAGS = ['fuar', 'Fuar', 'VIP', 'çelik', 'celik', 'takip'];
const CITIES = ['Bursa', 'İstanbul', 'Konya'];
const PHONES = ['+905301112233', '+905324445566', '0532 abc', '+905327778899'];
const STATUSES = ['new', 'awaiting', 'contacted', 'qualified', 'quoted', 'converted', 'lost', 'gone_status'];
const STAGES = ['qualification', 'proposal', 'negotiation', 'won', 'lost'];
const MEMBERS = ['ayse', 'emre', 'zeynep', 'admin', 'nobody'];
const DAYS = ['2025-10-06', '2025-10-08', '2025-11-01', 'yarın'];

/** How often each is done, beside the others. */
export const ACTIONS: readonly (readonly [weight: number, name: string, action: Action])[] = [
  [8, 'make a lead', makeLead],
  [14, 'edit a lead', editLead],
  [8, 'move a status', (peer) => peer.do(moveStatus, { ids: ids(peer, 'lead', 3), to: pick(peer, STATUSES) })],
  [
    3,
    'edit several',
    (peer) => peer.do(patchRecords, { type: 'lead', ids: ids(peer, 'lead', 5), changes: leadValues(peer) }),
  ],
  [
    3,
    'assign',
    (peer) =>
      peer.do(assignRecords, {
        type: 'lead',
        ids: ids(peer, 'lead', 4),
        owner: chance(peer, 0.2) ? null : pick(peer, MEMBERS),
      }),
  ],
  [4, 'bin', (peer) => ofSome(peer, (type, some) => peer.do(binRecords, { type, ids: some }))],
  [3, 'restore', (peer) => ofSome(peer, (type, some) => peer.do(restoreRecords, { type, ids: some }))],
  [3, 'purge', purgeSome],
  [
    2,
    'make a campaign',
    (peer) => peer.do(createCampaign, { name: pick(peer, ['Metal Expo', 'Fuar 2025', ' ']), year: 2025 }),
  ],
  [5, 'make a deal', (peer) => peer.do(createDeal, { values: dealValues(peer), stage: pick(peer, STAGES) })],
  [8, 'move a deal', moveSomeDeal],
  [
    2,
    'edit a deal',
    (peer) => withOne(peer, 'deal', (id) => peer.do(patchRecord, patch('deal', id, dealValues(peer)))),
  ],
  [3, 'make a note', (peer) => withSubject(peer, (subject) => peer.do(createNote, { subject }))],
  [8, 'write in a note', writeInNote],
  [4, 'make a task', (peer) => peer.do(createTask, taskValues(peer))],
  [4, 'finish a task', (peer) => withOne(peer, 'task', (id) => peer.do(finishTask, { id, done: chance(peer, 0.7) }))],
  [
    4,
    'make an activity',
    (peer) => withSubject(peer, (subject) => peer.do(createActivity, { kind: 'call', subject, summary: 'Aradım' })),
  ],
  [12, 'undo', (peer) => peer.turnBack('undo')],
  [6, 'redo', (peer) => peer.turnBack('redo')],
  [3, 'begin a job', beginJob],
  [
    8,
    'work at a job',
    (peer) => peer.work(chance(peer, 0.3) ? pick(peer, ['kept', 'written', 'flushed'] as const) : undefined),
  ],
  [2, 'write as a foreign client', writeAsForeigner],
];

const chance = (peer: Peer, probability: number): boolean => peer.env.chance.chance(probability);
const pick = <A>(peer: Peer, all: readonly A[]): A => peer.env.chance.pick(all);

/** Up to so many ids of a type, sometimes one that is nobody's. */
function ids(peer: Peer, type: RecordType, most: number): string[] {
  const all = [...peer.projection.all(type)].map(({ id }) => id).sort();
  const count = 1 + peer.env.chance.below(most);
  const some = all.length === 0 ? [] : Array.from({ length: count }, () => pick(peer, all));
  return chance(peer, 0.05) ? [...some, 'nobody'] : some;
}

function withOne(peer: Peer, type: RecordType, work: (id: string) => void): void {
  const [id] = ids(peer, type, 1);
  if (id !== undefined) work(id);
}

function ofSome(peer: Peer, work: (type: RecordType, some: string[]) => void): void {
  const type = pick(peer, RECORD_TYPES);
  const some = ids(peer, type, 3);
  if (some.length > 0) work(type, some);
}

function purgeSome(peer: Peer): void {
  const type = pick(peer, RECORD_TYPES);
  const binned = [...peer.projection.all(type)].filter(({ bin }) => bin !== undefined).map(({ id }) => id);
  if (binned.length > 0) peer.do(purgeRecords, { type, ids: binned.sort().slice(0, 2) });
}

function withSubject(peer: Peer, work: (subject: Subject) => void): void {
  const type = chance(peer, 0.7) ? 'lead' : 'deal';
  withOne(peer, type, (id) => work({ type, id }));
}

function leadValues(peer: Peer): ChangesOf<'lead'> {
  const all: ChangesOf<'lead'>[] = [
    { company: pick(peer, COMPANIES) },
    { firstName: pick(peer, NAMES) },
    { company: null },
    { phone: pick(peer, PHONES) },
    { email: 'info@cinar.example' },
    { city: pick(peer, CITIES) },
    { tags: { add: [pick(peer, TAGS)], remove: [pick(peer, TAGS)] } },
    { tags: [pick(peer, TAGS), pick(peer, TAGS)] },
    { source: { key: 'fair', detail: pick(peer, NAMES) } },
    { score: peer.env.chance.below(100) },
    { visitDate: pick(peer, DAYS) },
    { consentCall: { given: chance(peer, 0.5), day: '2025-10-08' } },
    { campaign: ids(peer, 'campaign', 1)[0] ?? null },
  ];
  return Object.assign({}, ...peer.env.chance.some(all, 0.25)) as ChangesOf<'lead'>;
}

function makeLead(peer: Peer): void {
  peer.do(createLead, { firstName: pick(peer, NAMES), ...leadValues(peer) });
}

function editLead(peer: Peer): void {
  withOne(peer, 'lead', (id) => peer.do(patchRecord, patch('lead', id, leadValues(peer))));
}

function dealValues(peer: Peer): ChangesOf<'deal'> {
  const lead = ids(peer, 'lead', 1)[0];
  return {
    title: pick(peer, ['Pres hattı', 'Lazer kesim', 'CNC tezgâh', '']),
    ...(lead && chance(peer, 0.7) && { lead }),
    ...(chance(peer, 0.7) && {
      amount: { amount: peer.env.chance.below(10_000_000), currency: pick(peer, ['TRY', 'EUR']) },
    }),
    ...(chance(peer, 0.3) && { probability: peer.env.chance.below(101) }),
  };
}

function moveSomeDeal(peer: Peer): void {
  withOne(peer, 'deal', (id) => {
    const stage = pick(peer, STAGES);
    const column = [...peer.projection.all('deal')]
      .filter((deal) => deal.stage?.to === stage && !deal.bin)
      .sort(compareOrder);
    const at = peer.env.chance.below(column.length + 1);
    const above = column[at - 1]?.id;
    const below = column[at]?.id;
    const outcome = stage === 'won' || stage === 'lost' ? stage : undefined;
    peer.do(moveDeal, {
      id,
      stage,
      ...(above !== undefined && { above }),
      ...(below !== undefined && { below }),
      ...(outcome && { outcome }),
      ...(outcome && chance(peer, 0.8) && { reason: 'price' }),
    });
  });
}

function taskValues(peer: Peer): ChangesOf<'task'> {
  const subject = ids(peer, 'lead', 1)[0];
  return {
    title: pick(peer, ['Ara', 'Teklif gönder', ' ']),
    due: { day: pick(peer, DAYS), ...(chance(peer, 0.3) && { time: '15:00' }) },
    ...(subject && chance(peer, 0.6) && { subject: { type: 'lead' as const, id: subject } }),
  };
}

function writeInNote(peer: Peer): void {
  withOne(peer, 'note', (id) => {
    const body = richText(peer.doc, 'note', id);
    // the editor opens for those who may write
    if (!body || peer.env.actor.role === 'viewer') return;
    const outcome = peer.run(joinNote, { id });
    if (typeof outcome === 'string') return;
    peer.doc.transact(() => writeText(peer, body), 'editor');
  });
}

function writeText(peer: Peer, body: Y.XmlFragment): void {
  const blocks = body.toArray().filter((node) => node instanceof Y.XmlElement);
  const block = blocks.length > 0 ? pick(peer, blocks) : undefined;
  const text = block?.toArray().find((node) => node instanceof Y.XmlText);
  const what = peer.env.chance();
  if (!block || !text || what < 0.2) {
    const paragraph = new Y.XmlElement(pick(peer, ['paragraph', 'heading', 'bulletList']));
    paragraph.insert(0, [new Y.XmlText(pick(peer, NAMES))]);
    body.insert(peer.env.chance.below(body.length + 1), [paragraph]);
  } else if (what < 0.4 && text.length > 0) {
    text.delete(0, 1 + peer.env.chance.below(text.length));
  } else if (what < 0.5) {
    const mention = new Y.XmlElement('mention');
    mention.setAttribute('label', pick(peer, NAMES));
    block.insert(block.length, [mention]);
  } else if (what < 0.6 && text.length > 0) text.format(0, text.length, { bold: true });
  else text.insert(peer.env.chance.below(text.length + 1), pick(peer, ['teklif ', 'fiyat ', 'ı', 'İ']));
}

function beginJob(peer: Peer): void {
  const { env } = peer;
  const task = pick(peer, [importTask, bulkTask, undoTask])(peer);
  if (task) peer.begin({ id: env.newId(), at: env.now(), task });
}

function importTask(peer: Peer): JobTask {
  const { env } = peer;
  // now and then one that takes several chunks
  const rows = chance(peer, 0.04) ? 250 + env.chance.below(12) : 1 + env.chance.below(12);
  const fair = env.newId();
  const known = ids(peer, 'lead', 1)[0];
  const items: ImportItem[] = [{ op: 'campaign', id: fair, values: { kind: 'fair', name: 'Metal Expo', year: 2025 } }];
  for (let row = 0; row < rows; row += 1) {
    const values: ChangesOf<'lead'> = {
      ...leadValues(peer),
      firstName: pick(peer, NAMES),
      campaign: fair,
      // the same list may be imported by several
      rawHash: chance(peer, 0.5) ? `row${env.chance.below(40)}` : env.newId(),
    };
    if (known !== undefined && chance(peer, 0.1)) items.push({ op: 'fill', id: known, values });
    else items.push({ op: 'create', id: env.newId(), values });
  }
  return { kind: 'importRows', items, title: 'Metal Expo 2025' };
}

function bulkTask(peer: Peer): JobTask {
  const all = [...peer.projection.all('lead')].map(({ id }) => id).sort();
  const some = peer.env.chance.some(all, 0.6);
  return pick<JobTask>(peer, [
    { kind: 'patchRecords', type: 'lead', ids: some, changes: { tags: { add: [pick(peer, TAGS)] } } },
    { kind: 'moveStatus', ids: some, to: pick(peer, STATUSES) },
    { kind: 'assignRecords', type: 'lead', ids: some, owner: pick(peer, MEMBERS) },
    { kind: 'binRecords', type: 'lead', ids: some.slice(0, 6) },
    { kind: 'restoreRecords', type: 'lead', ids: some },
    { kind: 'mergeRecords', pairs: twinImports(peer.projection)[0]?.pairs ?? [] },
  ]);
}

function undoTask(peer: Peer): JobTask | undefined {
  const inverse = peer.undoable.pop();
  return inverse && { kind: 'undone', inverse };
}

const FOREIGN_KEYS = [
  'company',
  'status',
  'tags/x',
  'tags',
  '$',
  '#text',
  'constructor',
  '__proto__',
  'c_custom',
  'bin',
  'subject',
  'order',
  'created',
  'editors/x',
  'phone',
];
const FOREIGN_VALUES = [
  null,
  '',
  'x',
  0,
  true,
  [],
  ['x'],
  {},
  { to: 'new' },
  { at: 1, by: 'x' },
  { type: 'lead', id: 'x' },
  '+905301112233',
];

/** Any bytes that are a valid update: values of other kinds, deleted keys, records without a base, odd ids and events. */
function writeAsForeigner(peer: Peer): void {
  const type = pick(peer, RECORD_TYPES);
  const table = tableOf(peer.doc, type);
  const [id] = ids(peer, type, 1);
  const map = id === undefined ? undefined : table.get(id);
  peer.doc.transact(() => {
    const what = peer.env.chance.below(6);
    if (what === 0)
      table.set(
        pick(peer, ['odd id', peer.env.newId(), '__proto__']),
        new Y.Map([[pick(peer, FOREIGN_KEYS), pick(peer, FOREIGN_VALUES)]]),
      );
    else if (what === 1)
      eventMap(peer.doc).set(
        pick(peer, ['x', `000000000-${peer.env.newId()}`]),
        pick(peer, [...FOREIGN_VALUES, { kind: 'created', at: 5, by: 'x', count: 'many' }]),
      );
    else if (what === 2 && map) map.delete(pick(peer, FOREIGN_KEYS));
    else if (what === 3 && id !== undefined && chance(peer, 0.3))
      table.set(id, new Y.Map([['$', { created: { at: 5, by: 'x' }, company: 'Metal twice' }]]));
    else map?.set(pick(peer, FOREIGN_KEYS), pick(peer, FOREIGN_VALUES));
  }, 'foreign');
}
