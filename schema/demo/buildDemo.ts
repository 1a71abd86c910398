/**
 * A filled workspace for someone who only wants to look: some 200 leads of three fairs, 40 deals, notes, tasks and a month
 * of activity, made by the same commands that people use, at times past. One seed makes one demo.
 */
import * as Y from 'yjs';
import { addDays } from '../calendar.ts';
import { runCommand, type Command } from '../command.ts';
import { createCampaign } from '../commands/campaigns.ts';
import { importRows, type ImportItem } from '../commands/importRows.ts';
import { createLead } from '../commands/leads.ts';
import { assignRecords } from '../commands/records.ts';
import { createActivity, createTask, finishTask } from '../commands/timeline.ts';
import type { Env, Locale } from '../env.ts';
import type { Role } from '../policy.ts';
import { richText } from '../workspace.ts';
import { createChance, createDeck, type Chance } from './chance.ts';
import { createDemoClock, type DemoClock } from './clock.ts';
import { content as english } from './content.en.ts';
import { content as turkish } from './content.tr.ts';
import type { DemoContent } from './content.ts';
import { createPeople, createSource, type NewLead } from './leads.ts';
import { writeNoteText } from './noteText.ts';
import { createStories, hasOpenDeal, type Act, type DemoLead, type Goal, type Member, type Stage } from './story.ts';

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

type Goals = Readonly<Partial<Record<Goal, number>>>;
/** How far the leads of each fair came; the older, the further. */
const FAIRS: readonly { readonly daysAgo: number; readonly goals: Goals }[] = [
  {
    daysAgo: 96,
    goals: {
      converted: 4,
      lostDeal: 2,
      negotiating: 1,
      quoted: 3,
      inTalks: 2,
      opened: 2,
      qualified: 1,
      informed: 7,
      contactedNoted: 2,
      contacted: 9,
      awaiting: 7,
      lostEarly: 5,
      lostUnreached: 3,
      new: 10,
    },
  },
  {
    daysAgo: 43,
    goals: {
      converted: 2,
      lostDeal: 1,
      negotiating: 2,
      quoted: 2,
      inTalks: 3,
      opened: 1,
      qualified: 1,
      informed: 7,
      contactedNoted: 2,
      contacted: 9,
      awaiting: 8,
      lostEarly: 3,
      lostUnreached: 1,
      new: 10,
    },
  },
  {
    daysAgo: 13,
    goals: {
      quoted: 1,
      inTalks: 1,
      opened: 2,
      qualified: 1,
      informed: 3,
      contactedNoted: 1,
      contacted: 5,
      awaiting: 7,
      lostEarly: 1,
      new: 14,
    },
  },
];
/** Leads that came one by one, the oldest first. */
const OTHERS: Goals = {
  converted: 2,
  lostDeal: 2,
  negotiating: 2,
  quoted: 2,
  inTalks: 1,
  opened: 2,
  qualified: 1,
  lostEarly: 3,
  informed: 5,
  contacted: 6,
  awaiting: 8,
  new: 20,
};
const OTHERS_SINCE_DAYS = 100;

/** Makes the demo. Takes well under a second. */
export function buildDemo({ guest, locale, now, seed = 20251008 }: DemoOptions): Demo {
  const content = CONTENT[locale];
  const chance = createChance(seed);
  const doc = new Y.Doc();
  doc.clientID = chance.between(1, 2 ** 31);
  const clock = createDemoClock(now, content.offsetMinutes, chance);
  const people = content.team.map(
    (name, index): DemoPerson => ({ id: chance.id(), name, role: index === 0 ? 'manager' : 'rep' }),
  );
  const [manager, ...reps] = people;
  if (!manager) throw new Error('a demo needs a team');
  const stage: Stage = {
    content,
    chance,
    clock,
    manager,
    does: director(doc, locale, chance, clock),
    writes: writer(doc),
  };

  const nextPerson = createPeople(content, chance);
  const leads = [...fairLeads(stage, reps, nextPerson), ...otherLeads(stage, reps, nextPerson)];
  const tell = createStories(stage);
  play(leads.flatMap(tell));
  play([...handOver(stage, leads, guest), ...tasks(stage, leads, guest)]);

  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { update, people };
}

/** Everyone acts in the order of time, whoever's turn it is. */
const play = (acts: readonly Act[]): void => {
  for (const act of acts.toSorted((a, b) => a.at - b.at)) act.run();
};

function director(doc: Y.Doc, locale: Locale, chance: Chance, clock: DemoClock): Stage['does'] {
  return <A, R>(by: Member, at: number, what: Command<A, R>, args: A): R => {
    const env: Env = {
      now: () => Math.floor(at),
      today: () => clock.dayOf(at),
      newId: chance.id,
      random: chance.next,
      locale,
      // whoever it is may do it: roles are not what a demo shows
      actor: { id: by.id, role: 'admin' },
    };
    const outcome = runCommand(doc, env, what, args);
    if (!outcome.ok) throw new Error(`the demo was refused: ${what.name} ${outcome.code}`);
    return outcome.value;
  };
}

const writer =
  (doc: Y.Doc): Stage['writes'] =>
  (note, text) => {
    const body = richText(doc, 'note', note);
    if (!body) throw new Error('a note without its text');
    doc.transact(() => writeNoteText(body, text));
  };

const listed = (goals: Goals): readonly Goal[] =>
  Object.entries(goals).flatMap(([goal, count]) => Array.from({ length: count }, () => goal as Goal));

/** The manager imports each fair's list the day after it closed and shares it out among the reps. */
function fairLeads(stage: Stage, reps: readonly Member[], nextPerson: (isFromFair: boolean) => NewLead): DemoLead[] {
  const { content, chance, clock, manager } = stage;
  return FAIRS.flatMap(({ daysAgo, goals }, index) => {
    const [name, place, cost] = content.fairs[index]!;
    const starts = addDays(clock.today, -daysAgo);
    const year = Number(starts.slice(0, 4));
    const [at = clock.now] = clock.times(1, clock.timeOf(addDays(starts, 3), 9), clock.timeOf(addDays(starts, 3), 16));
    const campaign = stage.does(manager, at - 3_600_000, createCampaign, {
      kind: 'fair',
      name,
      year,
      starts,
      ends: addDays(starts, 2),
      place,
      cost: { amount: cost * 100, currency: content.currency },
    });
    const people = chance.shuffle(listed(goals)).map((goal) => ({ ...nextPerson(true), id: chance.id(), goal }));
    const items = people.map(({ id, values }): ImportItem => {
      const visitDate = addDays(starts, chance.between(0, 2));
      return { op: 'create', id, values: { ...values, source: { key: 'fair' }, campaign, visitDate, date: visitDate } };
    });
    stage.does(manager, at, importRows, { items, title: `${name} ${year}` });
    const share = Math.ceil(people.length / reps.length);
    const leads = reps.flatMap((owner, turn) => {
      const mine = people.slice(turn * share, (turn + 1) * share);
      const shared = at + (turn + 1) * 420_000;
      stage.does(manager, shared, assignRecords, { type: 'lead', ids: mine.map(({ id }) => id), owner: owner.id });
      return mine.map(({ id, firm, product, goal }): DemoLead => ({ id, firm, product, owner, goal, from: shared }));
    });
    for (const [turn, { id }] of people.entries())
      if (turn % 4 === 0) standTalk(stage, leads, id, addDays(starts, turn % 3));
    return leads;
  });
}

/** What was said at the stand, written down when the list came. */
function standTalk(stage: Stage, leads: readonly DemoLead[], id: string, day: string): void {
  const { content, chance, clock } = stage;
  const lead = leads.find((one) => one.id === id)!;
  stage.does(lead.owner, lead.from + chance.between(5, 50) * 60_000, createActivity, {
    kind: 'fair_visit',
    state: 'done',
    at: clock.timeOf(day, 10 + chance.next() * 7),
    minutes: chance.between(1, 5) * 5,
    summary: chance.pick(content.standTalks),
    subject: { type: 'lead', id },
  });
}

/** Leads that came by themselves, over the last months. */
function otherLeads(stage: Stage, reps: readonly Member[], nextPerson: (isFromFair: boolean) => NewLead): DemoLead[] {
  const { content, chance, clock } = stage;
  const goals = listed(OTHERS);
  return goals.map((goal, index): DemoLead => {
    const { values, firm, product } = nextPerson(false);
    const owner = chance.pick(reps);
    // the oldest came furthest
    const since = OTHERS_SINCE_DAYS * (1 - index / goals.length) * (0.8 + chance.next() * 0.2);
    const [from = clock.now] = clock.times(1, clock.ago(since + 4), clock.ago(since));
    const id = stage.does(owner, from, createLead, { ...values, source: createSource(content, chance) });
    return { id, firm, product, owner, from, goal };
  });
}

/** What the manager gave the visitor, so that "mine" is not empty. */
function handOver({ clock, manager, does }: Stage, leads: readonly DemoLead[], guest: { readonly id: string }): Act[] {
  const fresh = leads.filter(({ goal }) => goal === 'new').toSorted((a, b) => b.from - a.from);
  const deals = leads.filter((lead) => hasOpenDeal(lead)).slice(-4);
  const [first = 0, second = 0] = clock.times(2, clock.ago(4), clock.ago(0.1));
  const give = (type: 'lead' | 'deal', ids: readonly string[], at: number): Act => ({
    at,
    run: () => does(manager, at, assignRecords, { type, ids, owner: guest.id }),
  });
  return [
    give(
      'lead',
      [...fresh.slice(0, 9), ...deals].map(({ id }) => id),
      first,
    ),
    give(
      'deal',
      deals.flatMap(({ deal }) => deal ?? []),
      second,
    ),
  ];
}

/** Tasks overdue, for today, to come and done; of the visitor and of the reps. */
function tasks(
  { content, chance, clock, manager, does }: Stage,
  leads: readonly DemoLead[],
  guest: { readonly id: string },
): Act[] {
  const nextTask = createDeck(content.tasks, chance);
  const nextFirstCall = createDeck(content.firstCalls, chance);
  const open = leads.filter(({ goal }) => !goal.startsWith('lost') && goal !== 'converted' && goal !== 'new');
  const fresh = leads.filter(({ goal }) => goal === 'new').toSorted((a, b) => b.from - a.from);
  const nextOpen = createDeck(open, chance);
  const nextFresh = createDeck(fresh.slice(0, 9), chance);
  const acts: Act[] = [];
  const add = (lead: DemoLead, title: string, assignee: string, inDays: number, isDone = false): void => {
    const [at = clock.now, later = clock.now] = clock.times(2, Math.max(lead.from, clock.ago(6)), clock.ago(0.02));
    const hour = chance.between(9, 17);
    const time = `${String(hour).padStart(2, '0')}:${chance.pick(['00', '15', '30'])}`;
    const due = { day: addDays(clock.today, inDays), ...(chance.is(0.45) && { time }) };
    const by = assignee === lead.owner.id && chance.is(0.7) ? lead.owner : manager;
    let id = '';
    acts.push({
      at,
      run: () => (id = does(by, at, createTask, { title, assignee, due, subject: { type: 'lead', id: lead.id } })),
    });
    if (isDone) acts.push({ at: later, run: () => does(lead.owner, later, finishTask, { id, done: true }) });
  };
  for (const inDays of [-2, 0, 0, 1, 3]) add(nextFresh(), nextFirstCall(), guest.id, inDays);
  for (const inDays of [-1, 0, 0, 2, 6]) add(nextOpen(), nextTask(), guest.id, inDays);
  for (let index = 0; index < 30; index += 1) {
    const lead = nextOpen();
    add(lead, nextTask(), lead.owner.id, [-3, -1, 0, 0, 1, 2, 4, 5, 8, 12][index % 10]!, index % 6 === 4);
  }
  return acts;
}
