/**
 * What happened to a lead until now: calls, mails, visits, notes, moves, and the deal that came of it. A story is a list
 * of steps; each becomes an act at its time. A lead is quoted exactly where its deal has a quote, converted where it is won.
 */
import type { Command } from '../command.ts';
import { createDeal, moveDeal } from '../commands/deals.ts';
import { moveStatus } from '../commands/leads.ts';
import { createActivity, createNote } from '../commands/timeline.ts';
import { addDays } from '../calendar.ts';
import type { Subject } from '../fields.ts';
import type { ChangesOf } from '../records/index.ts';
import { createDeck, type Chance } from './chance.ts';
import type { DemoClock } from './clock.ts';
import type { DemoContent, NoteText } from './content.ts';
import type { WrittenNote } from './noteText.ts';

export interface Member {
  readonly id: string;
  readonly name: string;
}

/** A lead and what is going to happen to it. */
export interface DemoLead {
  readonly id: string;
  readonly firm: string;
  readonly product: string;
  readonly owner: Member;
  /** when it came in */
  readonly from: number;
  readonly goal: Goal;
  /** since its deal was opened */
  deal?: string;
}

type Step =
  | 'missed'
  | 'call'
  | 'mail'
  | 'visit'
  | 'meeting'
  | 'note'
  | 'awaiting'
  | 'contacted'
  | 'informed'
  | 'qualified'
  | 'deal'
  | 'needs'
  | 'quote'
  | 'negotiation'
  | 'won'
  | 'dealLost'
  | 'lost';

const REACHED: readonly Step[] = ['call', 'contacted'];
const INFORMED: readonly Step[] = [...REACHED, 'mail', 'informed'];
const QUALIFIED: readonly Step[] = [...INFORMED, 'visit', 'note', 'qualified'];
const IN_TALKS: readonly Step[] = [...QUALIFIED, 'deal', 'meeting', 'needs'];
const QUOTED: readonly Step[] = [...IN_TALKS, 'call', 'mail', 'quote'];
const AGREED: readonly Step[] = [...QUOTED, 'call', 'note', 'negotiation'];

const STORIES = {
  new: [],
  awaiting: ['missed', 'awaiting'],
  contacted: ['missed', ...REACHED],
  contactedNoted: [...REACHED, 'note'],
  informed: INFORMED,
  qualified: QUALIFIED,
  opened: [...QUALIFIED, 'deal'],
  inTalks: IN_TALKS,
  quoted: QUOTED,
  negotiating: AGREED,
  converted: [...AGREED, 'meeting', 'won'],
  lostEarly: [...REACHED, 'lost'],
  lostUnreached: ['missed', 'awaiting', 'missed', 'lost'],
  lostDeal: [...QUOTED, 'note', 'dealLost'],
} as const satisfies Record<string, readonly Step[]>;

export type Goal = keyof typeof STORIES;

/** Whether a lead's deal is still open at the end of its story. */
export const hasOpenDeal = ({ goal }: DemoLead): boolean =>
  goal === 'opened' || goal === 'inTalks' || goal === 'quoted' || goal === 'negotiating';

/** Something that someone does at a time. */
export interface Act {
  readonly at: number;
  run(): void;
}

export interface Stage {
  readonly content: DemoContent;
  readonly chance: Chance;
  readonly clock: DemoClock;
  readonly manager: Member;
  /** runs a command for a member at a time */
  does<A, R>(by: Member, at: number, what: Command<A, R>, args: A): R;
  writes(note: string, text: WrittenNote): void;
}

/** Tells stories on a stage: answers the acts of a lead's story, to be run in the order of their times. */
export function createStories(stage: Stage): (lead: DemoLead) => readonly Act[] {
  const { content, chance, clock } = stage;
  const decks = {
    reached: createDeck(content.reached, chance),
    missed: createDeck(content.missed, chance),
    visits: createDeck(content.visits, chance),
    meetings: createDeck(content.meetings, chance),
    mails: createDeck(content.mails, chance),
    wins: createDeck(content.wins, chance),
    // part of its time since when a won deal is won: spread out, so that every month has some
    ends: createDeck([0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.58, 0.65], chance),
    losses: createDeck(content.losses, chance),
  };

  // each note once, and a second time only what reads otherwise with other figures
  const notes = [
    ...chance.shuffle(content.notes.filter(({ text }) => text.includes('{'))),
    ...chance.shuffle(content.notes),
  ];

  return (lead) => {
    const steps = STORIES[lead.goal].filter((step) => step !== 'note' || chance.is(0.5));
    // what is open moved of late
    const times = clock.times(steps.length, lead.from, lastTime(lead), hasOpenDeal(lead) ? 3 : 1);
    return steps.map((step, index) => ({ at: times[index]!, run: () => take(lead, step, times[index]!) }));
  };

  /** Open deals were mostly touched within days, some lie and wait; what is over ended at any time since it came in. */
  function lastTime(lead: DemoLead): number {
    const age = clock.now - lead.from;
    if (!hasOpenDeal(lead)) return clock.now - age * (lead.goal === 'converted' ? decks.ends() : chance.next() * 0.65);
    return Math.max(clock.ago(chance.is(0.25) ? chance.between(9, 28) : chance.next() * 5), clock.now - age * 0.7);
  }

  function take(lead: DemoLead, step: Step, at: number): void {
    const { owner } = lead;
    // a moment after the deal's own move, so that the feed tells them in this order
    const status = (to: string, reason?: string): unknown =>
      stage.does(owner, at + 20_000, moveStatus, { ids: [lead.id], to, ...(reason !== undefined && { reason }) });
    switch (step) {
      case 'missed':
        return talk(lead, at, { kind: 'call', direction: 'out', summary: decks.missed(), result: 'no_answer' });
      case 'call': {
        const direction = chance.is(0.8) ? 'out' : 'in';
        const result = chance.pick(['reached', 'reached', 'interested', 'call_back']);
        return talk(lead, at, {
          kind: 'call',
          direction,
          minutes: chance.between(2, 18),
          summary: decks.reached(),
          result,
        });
      }
      case 'mail':
        return talk(lead, at, { kind: 'email', direction: 'out', summary: decks.mails() });
      case 'visit': {
        const kind = chance.pick(['visit', 'visit', 'site_survey', 'demo']);
        return talk(lead, at, { kind, minutes: chance.between(3, 9) * 10, summary: decks.visits() });
      }
      case 'meeting': {
        const kind = chance.pick(['meeting', 'online_meeting']);
        return talk(lead, at, { kind, minutes: chance.between(2, 6) * 15, summary: decks.meetings() });
      }
      case 'note':
        return note(lead, at);
      case 'deal':
        return openDeal(lead, at);
      case 'needs':
        return moveTo(lead, at, 'needs_analysis');
      case 'quote':
        moveTo(lead, at, 'proposal');
        status('quoted');
        return;
      case 'negotiation':
        return moveTo(lead, at, 'negotiation');
      case 'won':
        moveTo(lead, at, 'won', decks.wins());
        status('converted');
        return;
      case 'dealLost': {
        const closing = decks.losses();
        moveTo(lead, at, 'lost', closing);
        status('lost', closing.reason);
        return;
      }
      case 'lost':
        status('lost', chance.pick(['no_need', 'no_budget', 'timing', 'no_answer']));
        return;
      default:
        status(step);
    }
  }

  function talk(lead: DemoLead, at: number, values: ChangesOf<'activity'>): void {
    const subject: Subject = { type: 'lead', id: lead.id };
    stage.does(lead.owner, at, createActivity, { state: 'done', at, subject, ...values });
  }

  function openDeal(lead: DemoLead, at: number): void {
    const offers = content.offers.filter(({ product }) => product === lead.product);
    const offer = chance.pick(offers);
    const price = (offer.low + chance.next() * (offer.high - offer.low)) / 1000;
    // prices end on round figures, as quotes do
    const step = price > 1000 ? 50 : price > 20 ? 1 : 0.1;
    const closes = clock.dayOf(at);
    lead.deal = stage.does(lead.owner, at, createDeal, {
      stage: 'qualification',
      values: {
        title: `${lead.firm} – ${offer.title}`,
        lead: lead.id,
        amount: {
          amount: Math.round(Math.round(price / step) * step * 100_000),
          currency: offer.currency ?? content.currency,
        },
        expectedClose: hasOpenDeal(lead)
          ? addDays(clock.today, chance.between(-6, 75))
          : addDays(closes, chance.between(10, 60)),
        products: [offer.product],
        needs: chance.is(0.5) ? chance.pick(content.needs) : null,
        competitor: chance.is(0.4) ? chance.pick(content.competitors) : null,
        probability: chance.is(0.15) ? chance.between(3, 9) * 10 : null,
      },
    });
  }

  function moveTo(lead: DemoLead, at: number, to: string, closing?: { reason: string; comment: string }): void {
    if (lead.deal === undefined) throw new Error('a story moves a deal before it opens one');
    const outcome = to === 'won' || to === 'lost' ? to : undefined;
    stage.does(lead.owner, at, moveDeal, { id: lead.deal, stage: to, ...(outcome && { outcome }), ...closing });
  }

  function note(lead: DemoLead, at: number): void {
    const text: NoteText | undefined = notes.pop();
    if (!text) return;
    const onDeal = lead.deal !== undefined && chance.is(0.4);
    const subject: Subject = onDeal ? { type: 'deal', id: lead.deal! } : { type: 'lead', id: lead.id };
    const id = stage.does(lead.owner, at, createNote, { subject });
    const n = String(chance.between(3, 9));
    const rival = chance.pick(content.competitors);
    const fill = (line: string): string =>
      line
        .replaceAll('{n}', n)
        .replaceAll('{Product}', lead.product)
        .replaceAll('{product}', inSentence(lead.product))
        .replaceAll('{rival}', rival);
    const { manager } = stage;
    stage.writes(id, {
      heading: text.heading,
      text: fill(text.text),
      points: (text.points ?? []).map(fill),
      next: { heading: content.nextSteps, points: (text.next ?? []).map(fill) },
      ...(chance.is(0.2) && { asked: { id: manager.id, name: manager.name, question: chance.pick(content.asks) } }),
    });
  }
}

/** "Lazer kesim" as it stands within a sentence; "CNC tezgâh" stays. */
const inSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
