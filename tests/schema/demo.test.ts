import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { buildDemo } from '#schema/demo/buildDemo.ts';
import { isEmail } from '#schema/email.ts';
import type { FeedEvent } from '#schema/event.ts';
import { isE164 } from '#schema/phone.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import type { RecordType, RecordTypes } from '#schema/records/index.ts';
import { readSettings } from '#schema/settings.ts';
import { richText } from '#schema/workspace.ts';
import { NOON } from '#tests/support/env.ts';
import { differences } from '#tests/support/slowProjection.ts';

const settings = readSettings(null);
const DAY = 86_400_000;

interface Opened {
  readonly projection: Projection;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly all: <T extends RecordType>(type: T) => RecordTypes[T][];
  readonly eventsOf: (id: string) => FeedEvent[];
}
function open(locale: 'tr' | 'en', now = NOON, seed?: number): Opened {
  const { update, people } = buildDemo({ guest: { id: 'guest' }, locale, now, ...(seed !== undefined && { seed }) });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const projection = createProjection(doc);
  return {
    projection,
    people,
    all: (type) => [...projection.all(type)],
    eventsOf: (id) => projection.events().filter((event) => event.record === id),
  };
}

describe.each(['tr', 'en'] as const)('the demo (%s)', (locale) => {
  const { projection, people, all, eventsOf } = open(locale);
  const members = new Set([...people.map(({ id }) => id), 'guest']);

  test('has some 200 leads of three fairs, 40 deals over the stages, notes, tasks and a month of activity', () => {
    expect(all('lead')).toHaveLength(200);
    expect(all('deal')).toHaveLength(40);
    expect(all('campaign').map(({ year, kind }) => [year, kind])).toEqual([
      [2025, 'fair'],
      [2025, 'fair'],
      [2025, 'fair'],
    ]);
    for (const { id } of all('campaign'))
      expect(all('lead').filter(({ campaign }) => campaign === id).length).toBeGreaterThan(30);
    for (const { key } of settings.lists.stage)
      expect([key, all('deal').filter(({ stage }) => stage?.to === key).length > 2]).toEqual([key, true]);
    for (const { key } of settings.lists.status)
      expect([key, all('lead').filter(({ status }) => status?.to === key).length > 5]).toEqual([key, true]);
    expect(all('note').length).toBeGreaterThan(25);
    expect(all('activity').length).toBeGreaterThan(150);
    const month = projection.events().filter(({ at }) => at > NOON - 30 * DAY);
    expect(month.length).toBeGreaterThan(150);
    expect(new Set(month.map(({ at }) => new Date(at).toISOString().slice(0, 10))).size).toBeGreaterThan(15);
  });

  test('is whole: the projection equals its recomputation, every link leads somewhere, every name is known', () => {
    expect(differences(projection)).toEqual([]);
    for (const deal of all('deal')) expect(projection.get('lead', deal.lead!)).toBeDefined();
    for (const lead of all('lead')) if (lead.campaign) expect(projection.get('campaign', lead.campaign)).toBeDefined();
    for (const type of ['note', 'task', 'activity'] as const) {
      for (const { subject } of all(type)) expect(projection.get(subject!.type, subject!.id)).toBeDefined();
    }
    for (const type of ['lead', 'deal', 'task', 'note', 'activity', 'campaign'] as const) {
      for (const record of all(type)) {
        expect(members).toContain(record.owner);
        expect(members).toContain(record.created.by);
      }
    }
    for (const event of projection.events()) expect(members).toContain(event.by);
    for (const { key } of all('lead').map((lead) => lead.source!)) expect(settings.entry('source', key)).toBeDefined();
    const reasons = all('deal').flatMap(({ stage }) => (stage!.reason ? [[stage!.to, stage!.reason] as const] : []));
    for (const [to, key] of reasons)
      expect(settings.entry(to === 'won' ? 'winReason' : 'lossReason', key)).toBeDefined();
  });

  test('tells histories in which one thing follows another, and nothing lies ahead', () => {
    for (const event of projection.events()) expect(event.at).toBeLessThanOrEqual(NOON);
    for (const lead of all('lead')) {
      let status = 'new';
      for (const event of eventsOf(lead.id).filter(({ kind }) => kind === 'statusMoved')) {
        expect([lead.id, event.from]).toEqual([lead.id, status]);
        status = event.to!;
        expect(event.at).toBeGreaterThan(lead.created.at);
      }
      expect(lead.status!.to).toBe(status);
    }
    for (const deal of all('deal')) {
      const [made, ...moves] = eventsOf(deal.id).filter(({ kind }) => kind !== 'assigned');
      expect(made!.kind).toBe('created');
      let stage = made!.to;
      for (const move of moves) {
        expect(move.from).toBe(stage);
        stage = move.to;
      }
      expect(deal.stage!.to).toBe(stage);
      expect(deal.created.at).toBeGreaterThan(projection.get('lead', deal.lead!)!.created.at);
    }
    for (const type of ['note', 'task', 'activity'] as const) {
      for (const record of all(type)) {
        const subject = projection.get(record.subject!.type, record.subject!.id)!;
        expect(record.created.at).toBeGreaterThanOrEqual(subject.created.at);
      }
    }
  });

  test('agrees with itself: quoted where a deal has a quote, converted where one is won', () => {
    for (const deal of all('deal')) {
      const { status } = projection.get('lead', deal.lead!)!;
      const expected = {
        qualification: 'qualified',
        needs_analysis: 'qualified',
        proposal: 'quoted',
        negotiation: 'quoted',
        won: 'converted',
        lost: 'lost',
      };
      expect(status!.to).toBe(expected[deal.stage!.to as keyof typeof expected]);
      expect(deal.amount!.amount).toBeGreaterThan(0);
    }
    const converted = all('lead').filter(({ status }) => status!.to === 'converted');
    expect(new Set(converted.map(({ campaign }) => campaign)).size).toBeGreaterThan(2);
    const wonIn = new Set(
      all('deal')
        .filter(({ stage }) => stage!.to === 'won')
        .map(({ stage }) => new Date(stage!.at).toISOString().slice(0, 7)),
    );
    expect(wonIn.size).toBeGreaterThan(2);
    const isFresh = (deal: RecordTypes['deal']): boolean => (deal.updated ?? deal.created).at > NOON - 7 * DAY;
    const openDeals = all('deal').filter(({ stage }) => !['won', 'lost'].includes(stage!.to));
    expect(openDeals.filter(isFresh).length).toBeGreaterThan(openDeals.length / 2);
    expect(openDeals.every(isFresh)).toBe(false);
  });

  test('has the slips that real lists have, but few', () => {
    const leads = all('lead');
    const between = (count: number, low: number, high: number): void => {
      expect(count).toBeGreaterThanOrEqual(low);
      expect(count).toBeLessThanOrEqual(high);
    };
    between(leads.filter(({ phone }) => phone !== undefined && !isE164(phone)).length, 2, 12);
    between(leads.filter(({ email }) => email !== undefined && !isEmail(email)).length, 1, 8);
    between(leads.filter(({ email }) => email === undefined).length, 3, 25);
    between(leads.filter(({ firstName }) => firstName === undefined).length, 1, 6);
    const phones = leads.flatMap(({ phone }) => (phone && isE164(phone) ? [phone] : []));
    expect(new Set(phones).size).toBe(phones.length);
    expect(new Set(leads.flatMap(({ phone }) => phone ?? [])).size).toBeGreaterThan(180);
  });

  test('has something to do for the visitor: overdue, today, to come, and leads of their own', () => {
    const mine = all('task').filter(({ assignee, done }) => assignee === 'guest' && !done);
    const due = mine.map((task) => task.due!.day);
    expect(due.filter((day) => day < '2025-10-08').length).toBeGreaterThan(0);
    expect(due.filter((day) => day === '2025-10-08').length).toBeGreaterThan(2);
    expect(due.filter((day) => day > '2025-10-08').length).toBeGreaterThan(2);
    expect(all('task').filter(({ done }) => done).length).toBeGreaterThan(2);
    expect(all('lead').filter(({ owner }) => owner === 'guest').length).toBeGreaterThan(8);
    expect(all('deal').filter(({ owner }) => owner === 'guest').length).toBeGreaterThan(2);
  });

  test('has notes as an editor writes them, few of them twice', () => {
    const texts = all('note').map(({ text }) => text);
    expect(new Set(texts).size).toBeGreaterThan(texts.length * 0.9);
    const names = new Set<string>();
    const walk = (node: Y.XmlFragment | Y.XmlElement): void => {
      for (const child of node.toArray()) {
        if (!(child instanceof Y.XmlElement)) continue;
        names.add(child.nodeName);
        walk(child);
      }
    };
    for (const { id } of all('note')) walk(richText(projection.doc, 'note', id)!);
    expect([...names].sort()).toEqual(['bulletList', 'heading', 'listItem', 'mention', 'paragraph']);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(texts.some((text) => people.some(({ name }) => text.includes(`@${name}`)))).toBe(true);
  });
});

describe('a demo', () => {
  test('is the same for one seed and another for another', () => {
    const make = (seed: number) => buildDemo({ guest: { id: 'guest' }, locale: 'tr', now: NOON, seed });
    expect(make(7)).toEqual(make(7));
    expect(make(7).people[0]!.id).not.toBe(make(8).people[0]!.id);
  });

  test('holds on every weekday and at every hour', () => {
    for (let step = 0; step < 6; step += 1) {
      const now = NOON + step * 1.3 * DAY;
      const { projection, all } = open(step % 2 === 0 ? 'tr' : 'en', now, step);
      expect(Math.max(...projection.events().map(({ at }) => at))).toBeLessThanOrEqual(now);
      expect(all('deal')).toHaveLength(40);
      for (const lead of all('lead')) {
        const moves = projection.events().filter(({ record, kind }) => record === lead.id && kind === 'statusMoved');
        expect(moves.at(-1)?.to ?? 'new').toBe(lead.status!.to);
      }
    }
  });
});
