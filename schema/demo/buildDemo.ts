/**
 * A filled workspace for someone who only wants to look: some 200 leads of three fairs, 40 deals, notes, tasks and a month
 * of activity, made by the same commands that people use, at times past. One seed makes one demo.
 */
import * as Y from 'yjs';
import { addDays } from '../calendar.ts';
import { runCommand, type Command } from '../command.ts';
import { createCampaign } from '../commands/campaigns.ts';
import { createDeal, moveDeal } from '../commands/deals.ts';
import { importRows, type ImportItem } from '../commands/importRows.ts';
import { createLead, moveStatus } from '../commands/leads.ts';
import { assignRecords } from '../commands/records.ts';
import { createActivity, createNote, createTask, finishTask } from '../commands/timeline.ts';
import type { Env, Locale } from '../env.ts';
import type { Role } from '../policy.ts';
import { readRecord, richText } from '../workspace.ts';
import { createChance, type Chance } from './chance.ts';
import { createDemoClock } from './clock.ts';
import { content as english } from './content.en.ts';
import { content as turkish } from './content.tr.ts';
import type { DemoContent } from './content.ts';
import { createFirms, createPerson, createSource } from './leads.ts';

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}
export interface Demo {
  /** one update for the workspace's room */
  readonly update: Uint8Array;
  /** the team-mates whose names it uses; they have no accounts */
  readonly people: readonly DemoPerson[];
}
export interface DemoOptions {
  readonly guest: { readonly id: string };
  readonly locale: Locale;
  /** milliseconds UTC; nothing in the demo is later */
  readonly now: number;
  readonly seed?: number;
}

const CONTENT: Record<Locale, DemoContent> = { tr: turkish, en: english };
/** days ago and leads of each fair */
const FAIRS = [
  { daysAgo: 94, leads: 58 },
  { daysAgo: 41, leads: 52 },
  { daysAgo: 12, leads: 36 },
] as const;
const OTHER_LEADS = 54;
const DEALS = 40;
const NOTES = 34;
const STATUS_WAY = ['awaiting', 'contacted', 'informed', 'qualified', 'quoted', 'converted'] as const;
const STAGE_WAY = ['qualification', 'needs_analysis', 'proposal', 'negotiation'] as const;

/** Makes the demo. Takes well under a second. */
export function buildDemo({ guest, locale, now, seed = 20251008 }: DemoOptions): Demo {
  const content = CONTENT[locale];
  const chance = createChance(seed);
  const clock = createDemoClock(now, content.offsetMinutes);
  const doc = new Y.Doc();
  const people = content.team.map(
    (name, index): DemoPerson => ({
      id: chance.id(),
      name,
      role: index === 0 ? 'manager' : 'rep',
    }),
  );
  const world: World = {
    content,
    chance,
    clock,
    doc,
    people,
    reps: people.slice(1),
    manager: people[0]!,
    guest,
    locale,
  };

  const leads = [...fairLeads(world), ...otherLeads(world)].sort((a, b) => a.since - b.since);
  const moved = leads.map((lead) => ({ ...lead, reached: walkStatuses(world, lead) }));
  makeDeals(world, moved);
  makeNotes(world, moved);
  makeActivities(world, moved);
  makeTasks(world, moved);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { update, people };
}

interface World {
  readonly content: DemoContent;
  readonly chance: Chance;
  readonly clock: ReturnType<typeof createDemoClock>;
  readonly doc: Y.Doc;
  readonly people: readonly DemoPerson[];
  readonly reps: readonly DemoPerson[];
  readonly manager: DemoPerson;
  readonly guest: { readonly id: string };
  readonly locale: Locale;
}
interface DemoLead {
  readonly id: string;
  readonly owner: DemoPerson;
  /** days ago that it came in */
  readonly since: number;
}
interface MovedLead extends DemoLead {
  /** how far it came, as an index into the way; -1 = new, 99 = lost */
  readonly reached: number;
}

const LOST = 99;

function act<A, R>(world: World, by: { id: string; role?: Role }, at: number, what: Command<A, R>, args: A): R {
  const { chance, clock, locale } = world;
  const env: Env = {
    now: () => at,
    today: () => clock.dayOf(at),
    newId: chance.id,
    random: chance.next,
    locale,
    actor: { id: by.id, role: by.role ?? 'admin' },
  };
  const outcome = runCommand(world.doc, env, what, args);
  if (!outcome.ok) throw new Error(`the demo was refused: ${what.name} ${outcome.code}`);
  return outcome.value;
}

function fairLeads(world: World): DemoLead[] {
  const { content, chance, clock, reps, manager } = world;
  const firms = createFirms(content, chance);
  return FAIRS.flatMap(({ daysAgo, leads }, index) => {
    const [name, place] = content.fairs[index]!;
    const at = clock.workTime(daysAgo - 2, chance.next);
    const starts = addDays(clock.dayOf(clock.now), -daysAgo);
    const campaign = act(world, manager, at - 3_600_000, createCampaign, {
      kind: 'fair',
      name,
      year: Number(starts.slice(0, 4)),
      starts,
      ends: addDays(starts, 2),
      place,
      cost: { amount: chance.between(7, 17) * content.amountUnit, currency: content.currency },
    });
    const items = Array.from(
      { length: leads },
      (): ImportItem => ({
        op: 'create',
        id: chance.id(),
        values: {
          ...createPerson(content, firms, chance),
          source: { key: 'fair' },
          campaign,
          visitDate: addDays(starts, chance.between(0, 2)),
          date: starts,
        },
      }),
    );
    act(world, manager, at, importRows, { items, title: `${name} ${starts.slice(0, 4)}` });
    const share = Math.ceil(items.length / reps.length);
    return reps.flatMap((owner, place) => {
      const ids = items.slice(place * share, (place + 1) * share).map((item) => item.id);
      act(world, manager, at + 600_000 * (place + 1), assignRecords, { type: 'lead', ids, owner: owner.id });
      return ids.map((id): DemoLead => ({ id, owner, since: daysAgo - 2 }));
    });
  });
}

function otherLeads(world: World): DemoLead[] {
  const { content, chance, clock, reps } = world;
  const firms = createFirms(content, chance);
  return Array.from({ length: OTHER_LEADS }, (_, index): DemoLead => {
    const since = Math.floor((index / OTHER_LEADS) * 100);
    const owner = chance.pick(reps);
    const values = { ...createPerson(content, firms, chance), source: createSource(content, chance) };
    return { id: act(world, owner, clock.workTime(since, chance.next), createLead, values), owner, since };
  });
}

/** Moves a lead along its statuses at times past, and answers how far. Older leads came further. */
function walkStatuses(world: World, { id, owner, since }: DemoLead): number {
  const { chance, clock } = world;
  const age = Math.min(1, since / 45);
  const goal = Math.min(STATUS_WAY.length - 1, Math.floor(chance.next() * (1.6 + age * 4.9)) - 1);
  let ago = since;
  for (let step = 0; step <= goal; step += 1) {
    ago -= chance.between(1, Math.max(1, Math.floor(since / (goal + 1))));
    if (ago < 0) return step - 1;
    act(world, owner, clock.workTime(ago, chance.next), moveStatus, { ids: [id], to: STATUS_WAY[step]! });
  }
  if (goal >= 0 && goal < 4 && ago > 6 && chance.is(0.22)) {
    act(world, owner, clock.workTime(chance.between(0, ago), chance.next), moveStatus, { ids: [id], to: 'lost' });
    return LOST;
  }
  return goal;
}

function makeDeals(world: World, leads: readonly MovedLead[]): void {
  const { content, chance, clock, doc } = world;
  const ready = leads.filter(({ reached, since }) => reached >= 2 && reached !== LOST && since > 6);
  for (let index = 0; index < DEALS && index < ready.length; index += 1) {
    const { id: lead, owner, since, reached } = ready[Math.floor((index * ready.length) / DEALS)]!;
    const company = readRecord(doc, 'lead', lead)?.company ?? '';
    const stages = index % STAGE_WAY.length;
    // most were moved within the last days; a few lie and wait, as they do
    const rest = Math.min(since - 1, chance.is(0.25) ? chance.between(8, 30) : chance.between(0, 6));
    const start = stages === 0 ? rest : Math.max(rest, since - chance.between(2, Math.max(2, Math.floor(since / 2))));
    const id = act(world, owner, clock.workTime(start, chance.next), createDeal, {
      stage: STAGE_WAY[0],
      values: {
        title: `${company.split(' ').slice(0, 2).join(' ')} – ${chance.pick(content.dealKinds)}`,
        lead,
        amount: { amount: chance.between(12, 190) * content.amountUnit, currency: content.currency },
        expectedClose: addDays(clock.dayOf(clock.now), chance.between(-6, 75)),
        products: [chance.pick(content.products)],
        competitor: chance.is(0.4) ? chance.pick(content.competitors) : null,
      },
    });
    let ago = start;
    for (let step = 1; step <= stages; step += 1) {
      ago = Math.floor(rest + (start - rest) * (1 - step / stages));
      act(world, owner, clock.workTime(ago, chance.next), moveDeal, { id, stage: STAGE_WAY[step]! });
    }
    const closes = clock.workTime(Math.max(0, ago - chance.between(0, 9)), chance.next);
    if (reached >= 5 || (stages === 3 && chance.is(0.35))) {
      const reason = chance.pick(['price', 'quality', 'delivery', 'relationship', 'reference']);
      act(world, owner, closes, moveDeal, { id, stage: 'won', outcome: 'won', reason });
    } else if (stages >= 1 && chance.is(0.2)) {
      const reason = chance.pick(['price', 'competitor', 'timing', 'no_budget']);
      const comment = chance.pick(content.lossComments);
      act(world, owner, closes, moveDeal, { id, stage: 'lost', outcome: 'lost', reason, comment });
    }
  }
}

function makeNotes(world: World, leads: readonly MovedLead[]): void {
  const { content, chance, clock, doc, manager } = world;
  const spoken = leads.filter(({ reached }) => reached >= 1);
  for (let index = 0; index < NOTES && index < spoken.length; index += 1) {
    const { id, owner, since } = spoken[Math.floor((index * spoken.length) / NOTES)]!;
    const at = clock.workTime(chance.between(0, Math.max(0, since - 1)), chance.next);
    const note = act(world, owner, at, createNote, { subject: { type: 'lead', id } });
    const text = richText(doc, 'note', note);
    if (!text) throw new Error('a note without its text');
    const [heading, paragraph, ...points] = chance.pick(content.notes);
    doc.transact(() => writeNote(text, heading, paragraph, points, chance.is(0.15) ? manager : null));
  }
}

/** Writes a note as the editor would: a heading, a paragraph, a list, and a mention where someone is asked. */
function writeNote(
  text: Y.XmlFragment,
  heading: string,
  paragraph: string,
  points: readonly string[],
  asked: DemoPerson | null,
): void {
  const title = new Y.XmlElement('heading');
  // the editor keeps the level as a number; the type of an element knows texts only
  (title as Y.XmlElement<{ level: number }>).setAttribute('level', 3);
  title.insert(0, [new Y.XmlText(heading)]);
  const body = new Y.XmlElement('paragraph');
  body.insert(0, [new Y.XmlText(paragraph)]);
  const blocks: Y.XmlElement[] = [title, body];
  if (points.length > 0) {
    const list = new Y.XmlElement('bulletList');
    list.insert(
      0,
      points.map((point) => {
        const item = new Y.XmlElement('listItem');
        const line = new Y.XmlElement('paragraph');
        line.insert(0, [new Y.XmlText(point)]);
        item.insert(0, [line]);
        return item;
      }),
    );
    blocks.push(list);
  }
  if (asked) {
    const mention = new Y.XmlElement('mention');
    mention.setAttribute('id', asked.id);
    mention.setAttribute('label', asked.name);
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [mention, new Y.XmlText(' 👀')]);
    blocks.push(line);
  }
  text.insert(0, blocks);
}

function makeActivities(world: World, leads: readonly MovedLead[]): void {
  const { content, chance, clock } = world;
  for (const { id, owner, since, reached } of leads) {
    if (reached < 0) continue;
    const count = reached >= 3 ? chance.between(1, 3) : chance.between(0, 1);
    for (let index = 0; index < count; index += 1) {
      const at = clock.workTime(chance.between(0, Math.max(0, since - 1)), chance.next);
      const isVisit = reached >= 3 && chance.is(0.25);
      act(world, owner, at, createActivity, {
        kind: isVisit ? 'visit' : 'call',
        state: 'done',
        at,
        direction: isVisit ? null : chance.is(0.8) ? 'out' : 'in',
        minutes: isVisit ? chance.between(3, 9) * 10 : chance.between(2, 18),
        summary: chance.pick(isVisit ? content.visits : content.calls),
        result: isVisit ? null : chance.pick(['reached', 'reached', 'reached', 'no_answer', 'call_back', 'interested']),
        subject: { type: 'lead', id },
      });
    }
  }
}

function makeTasks(world: World, leads: readonly MovedLead[]): void {
  const { content, chance, clock, guest, manager } = world;
  const today = clock.dayOf(clock.now);
  const open = leads.filter(({ reached }) => reached !== LOST && reached < 5);
  for (let index = 0; index < 36; index += 1) {
    const { id, owner, since } = open[Math.floor((index * open.length) / 36)]!;
    // some are for the visitor, so that "mine" is not empty
    const assignee = index % 5 === 0 ? guest.id : owner.id;
    const turn = Math.floor(index / 5) % 4;
    const due = addDays(today, turn === 0 ? -chance.between(1, 4) : turn === 1 ? 0 : chance.between(1, 12));
    const task = act(
      world,
      index % 3 === 0 ? manager : owner,
      clock.workTime(chance.between(0, Math.min(since, 9)), chance.next),
      createTask,
      {
        title: chance.pick(content.tasks),
        assignee,
        due: chance.is(0.4)
          ? { day: due, time: `${chance.between(9, 17)}:${chance.pick(['00', '30'])}`.padStart(5, '0') }
          : { day: due },
        subject: { type: 'lead', id },
      },
    );
    if (turn > 1 && chance.is(0.2))
      act(world, owner, clock.workTime(0, chance.next), finishTask, { id: task, done: true });
  }
}
