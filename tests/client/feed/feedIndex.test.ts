// What is about a record is found without reading the whole feed: the answer must be the same, however the feed came.
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { feedLines } from '#client/features/feed/feedNews.ts';
import { type EventKind, eventId, type FeedEvent, purgeEvent, writeEvent } from '#schema/event.ts';
import { feedOf, prepareFeed } from '#schema/feedIndex.ts';
import { createProjection, type Projection } from '#schema/projection.ts';
import { allAtOnce } from '#schema/slices.ts';
import { NOON } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';

const RECORDS = ['lead-a', 'lead-b', 'lead-c', 'deal-a'];
const BATCHES = ['batch-1', 'batch-2'];

/** Reads the whole feed. */
function slowLines(projection: Projection, id: string, batch: string | undefined): string[] {
  const events = projection.events();
  const byId = new Map(events.map((event) => [event.id, event]));
  const turns = new Map(events.flatMap((event) => (event.of === undefined ? [] : [[event.of, event] as const])));
  return events
    .map((event) => ({ event, origin: byId.get(event.of ?? '') ?? event, turn: turns.get(event.id) }))
    .filter(
      ({ origin }) =>
        (origin.type === 'lead' && origin.record === id) ||
        (origin.subject?.type === 'lead' && origin.subject.id === id) ||
        (origin.type === 'lead' && origin.batch !== undefined && origin.batch === batch),
    )
    .map(({ event, origin, turn }) => `${event.id} ${origin.id} ${turn?.kind === 'undone' ? turn.id : ''}`)
    .toReversed();
}

const linesOf = (projection: Projection, id: string, batch: string | undefined): string[] =>
  [...feedLines(projection, { about: { type: 'lead', id, batch } })].map(
    ({ event, origin, takenBack }) => `${event.id} ${origin.id} ${takenBack?.id ?? ''}`,
  );

describe('the feed about a record', () => {
  test('is what reading all of it tells, whatever comes late, is taken back, or goes', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seededRandom(seed);
      const pick = <V>(list: readonly V[]): V | undefined => list[Math.floor(random() * list.length)];
      const doc = new Y.Doc();
      const projection = createProjection(doc);
      const known: string[] = [];
      for (let step = 0; step < 120; step += 1) {
        const dice = random();
        doc.transact(() => {
          if (dice < 0.08 && known.length > 0) return purgeEvent(doc, pick(known)!);
          // one in five was written before others that are there, or takes back what has not come yet
          const at = NOON + step * 1000 - (dice > 0.8 ? Math.floor(random() * 60_000) : 0);
          const id = eventId(at, `t${step}`);
          const future = eventId(NOON + (step + 3) * 1000, `t${step + 3}`);
          const of = dice < 0.35 ? (random() < 0.2 ? future : pick(known)) : undefined;
          const kind: EventKind = of === undefined ? 'edited' : random() < 0.6 ? 'undone' : 'redone';
          const about: Partial<FeedEvent> =
            random() < 0.2
              ? { batch: pick(BATCHES)! }
              : random() < 0.5
                ? { record: pick(RECORDS)! }
                : { record: `note-${step}`, subject: { type: 'lead', id: pick(RECORDS)! } };
          known.push(id);
          const type = about.subject ? 'note' : about.record === 'deal-a' ? 'deal' : 'lead';
          writeEvent(doc, id, { kind, at, by: 'ayse', type, ...(of === undefined ? about : { of }) });
        });
        if (step % 7 > 0) continue;
        if (seed % 2 === 0) allAtOnce(prepareFeed(projection));
        for (const id of RECORDS) {
          const batch = pick([undefined, ...BATCHES]);
          expect(linesOf(projection, id, batch), `seed ${seed}, step ${step}`).toEqual(
            slowLines(projection, id, batch),
          );
        }
      }
    }
  });

  test('prepared in slices it is there when it is asked for; what came meanwhile is not lost', () => {
    const doc = new Y.Doc();
    const write = (step: number): void =>
      doc.transact(() => {
        const at = NOON + step;
        writeEvent(doc, eventId(at, 't'), { kind: 'edited', at, by: 'ayse', type: 'lead', record: 'lead-a' });
      });
    for (let step = 0; step < 1_200; step += 1) write(step);
    const projection = createProjection(doc);
    const work = prepareFeed(projection);
    let slices = 1;
    for (; !work.next().done; slices += 1);
    expect(slices).toBeGreaterThan(3);
    expect(feedOf(projection).under('lead-a')).toHaveLength(1_200);

    const other = createProjection(doc);
    const cutShort = prepareFeed(other);
    cutShort.next();
    write(1_200);
    allAtOnce(cutShort);
    expect(feedOf(other).under('lead-a')).toHaveLength(1_201);
    expect(feedOf(projection).under('lead-a')).toHaveLength(1_201);
  });
});
