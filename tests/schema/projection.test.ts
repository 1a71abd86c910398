import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import {
  assignRecords,
  binRecords,
  patch,
  patchRecord,
  purgeRecords,
  restoreRecords,
} from '#schema/commands/records.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { eventFrom, eventId } from '#schema/event.ts';
import { subjectKey } from '#schema/indexes.ts';
import { createProjection, type ChangeSet, type Projection } from '#schema/projection.ts';
import { eventMap, richText, tableOf, writeRecord } from '#schema/workspace.ts';
import { copyOf, exchange } from '#tests/support/exchange.ts';
import { NOON, testEnv } from '#tests/support/env.ts';
import { did } from '#tests/support/run.ts';
import { differences } from '#tests/support/slowProjection.ts';

const env = testEnv('ayse');
const admin = testEnv('admin', { role: 'admin', seed: 2 });
let doc: Y.Doc;
let projection: Projection;
let heard: ChangeSet[];

beforeEach(() => {
  doc = new Y.Doc();
  projection = createProjection(doc);
  heard = [];
  projection.subscribe((changes) => heard.push(changes));
});

const add = (values = {}): string =>
  did(doc, env, createLead, { company: 'Çınar', phone: '+905301112233', ...values }).value;

describe('change sets', () => {
  test('tell of each transaction once, what was and what is', () => {
    const id = add();
    const before = projection.get('lead', id);
    did(doc, env, patchRecord, patch('lead', id, { city: 'Bursa' }));
    expect(heard).toHaveLength(2);
    expect(heard[0]!.records.lead).toEqual([{ id, prev: undefined, next: before }]);
    expect(heard[0]!.events.map(({ kind }) => kind)).toEqual(['created']);
    expect(heard[1]!.records.lead).toEqual([{ id, prev: before, next: projection.get('lead', id) }]);
    expect(heard[1]!.records.deal).toEqual([]);
    expect(heard[1]!.events).toEqual([]);
  });

  test('tell of what comes from others, and of what was deleted', () => {
    const other = copyOf(doc);
    const id = did(other, env, createLead, { company: 'Doruk' }).value;
    exchange(doc, other);
    expect(projection.get('lead', id)!.company).toBe('Doruk');
    tableOf(other, 'lead').delete(id);
    exchange(doc, other);
    expect(heard.at(-1)!.records.lead).toMatchObject([{ id, prev: { company: 'Doruk' }, next: undefined }]);
    expect(projection.size('lead')).toBe(0);
  });

  test('take a letter typed into a note as a change of that note alone', () => {
    const note = did(doc, env, createNote, { subject: { type: 'lead', id: add() } }).value;
    const body = richText(doc, 'note', note)!;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('Katalog')]);
    body.insert(0, [paragraph]);
    heard.length = 0;
    (paragraph.get(0) as Y.XmlText).insert(7, ' verildi');
    expect(heard[0]!.records.note).toMatchObject([{ id: note, next: { text: 'Katalog verildi' } }]);
    expect(heard[0]!.records.lead).toEqual([]);
  });

  test('raise the version of what changed, and of nothing else', () => {
    const id = add();
    const [leads, deals, events] = [
      projection.version('lead'),
      projection.version('deal'),
      projection.version('event'),
    ];
    did(doc, env, patchRecord, patch('lead', id, { city: 'Bursa' }));
    expect(projection.version('lead')).toBeGreaterThan(leads);
    expect([projection.version('deal'), projection.version('event')]).toEqual([deals, events]);
  });

  test('end when nobody listens any more', () => {
    const stop = projection.subscribe(() => {
      throw new Error('still listening');
    });
    stop();
    add();
    projection.destroy();
    add();
    expect(projection.size('lead')).toBe(1);
  });
});

describe('indexes', () => {
  const found = (key: string) => projection.find('lead', 'phone', key).map(({ id }) => id);

  test('follow a value from key to key', () => {
    const id = add();
    did(doc, env, patchRecord, patch('lead', id, { phone: '+905324445566' }));
    expect([found('+905301112233'), found('+905324445566')]).toEqual([[], [id]]);
    did(doc, env, patchRecord, patch('lead', id, { phone: null }));
    expect(found('+905324445566')).toEqual([]);
  });

  test('file binned records under the bin, and back where they were when restored', () => {
    const id = add({ batch: 'import-1' });
    did(doc, env, binRecords, { type: 'lead', ids: [id] });
    expect(found('+905301112233')).toEqual([]);
    expect(projection.find('lead', 'bin', 'bin')).toHaveLength(1);
    expect(projection.find('lead', 'batch', 'import-1')).toHaveLength(1);
    did(doc, env, restoreRecords, { type: 'lead', ids: [id] });
    expect(found('+905301112233')).toEqual([id]);
    expect(projection.find('lead', 'bin', 'bin')).toEqual([]);
  });

  test('know what belongs to a record', () => {
    const subject = { type: 'lead' as const, id: add() };
    const note = did(doc, env, createNote, { subject }).value;
    expect(projection.find('note', 'subject', subjectKey(subject)).map(({ id }) => id)).toEqual([note]);
  });

  describe('made before they are asked for', () => {
    const LEADS = 4_500;
    const phoneOf = (at: number): string => `+90530${String(at).padStart(7, '0')}`;
    beforeEach(() => {
      doc.transact(() => {
        for (let at = 0; at < LEADS; at += 1)
          writeRecord(doc, 'lead', `lead${at}`, { at: NOON, by: 'ayse' }, { phone: phoneOf(at) });
      });
    });

    test('come in parts, and answer as one that is made at once', () => {
      const parts = [...projection.prepare('lead', 'phone')];
      expect(parts.length).toBeGreaterThan(0);
      expect([...projection.prepare('lead', 'phone')]).toHaveLength(0);
      for (const at of [0, 4_000, LEADS - 1])
        expect(projection.find('lead', 'phone', phoneOf(at)).map(({ id }) => id)).toEqual([`lead${at}`]);
      expect(differences(projection)).toEqual([]);
    });

    test('know of what changed in between', () => {
      const parts = projection.prepare('lead', 'phone');
      parts.next();
      did(doc, env, patchRecord, patch('lead', 'lead0', { phone: phoneOf(LEADS) }));
      parts.next();
      expect(projection.find('lead', 'phone', phoneOf(0))).toEqual([]);
      expect(projection.find('lead', 'phone', phoneOf(LEADS)).map(({ id }) => id)).toEqual(['lead0']);
      // what was begun before is not put in its place
      for (const _ of parts);
      expect(projection.find('lead', 'phone', phoneOf(0))).toEqual([]);
      expect(differences(projection)).toEqual([]);
    });
  });
});

describe('the feed', () => {
  test('is in order of time, also when events arrive late', () => {
    const other = copyOf(doc);
    const early = testEnv('emre', { at: NOON - 60_000, seed: 5 });
    did(other, early, createLead, { company: 'Erken' });
    add({ company: 'Geç' });
    exchange(doc, other);
    expect(projection.events().map(({ title }) => title)).toEqual(['Erken', 'Geç']);
    expect(differences(projection)).toEqual([]);
  });

  test('loses the events of what was purged, and nothing else', () => {
    const [gone, stays] = [add({ firstName: 'Gizli' }), add({ firstName: 'Kalan' })];
    did(doc, env, createNote, { subject: { type: 'lead', id: gone } });
    did(doc, env, moveStatus, { ids: [gone], to: 'contacted' });
    did(doc, env, assignRecords, { type: 'lead', ids: [stays], owner: 'emre' });
    did(doc, admin, binRecords, { type: 'lead', ids: [gone] });
    heard.length = 0;
    did(doc, admin, purgeRecords, { type: 'lead', ids: [gone] });
    expect(heard[0]).toMatchObject({ eventsGone: true });
    expect(
      projection
        .events()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['assigned', 'created', 'purged']);
    expect(JSON.stringify(eventMap(doc).toJSON())).not.toContain('Gizli');
    expect(projection.size('note')).toBe(0);
    expect(differences(projection)).toEqual([]);
  });

  test('takes an event of a foreign client for what of it can be read', () => {
    const id = eventId(NOON, 'x');
    const event = {
      kind: 'created',
      at: NOON,
      by: 'ayse',
      title: { odd: 1 },
      count: '3',
      subject: 'x',
      text: 'not',
      type: 'lead',
    };
    expect(eventFrom(id, event)).toEqual({ id, kind: 'created', at: NOON, by: 'ayse', text: 'not', type: 'lead' });
    for (const bad of [
      null,
      1,
      'x',
      [],
      {},
      { ...event, kind: 'exploded' },
      { ...event, at: '1' },
      { ...event, by: 1 },
      { ...event, type: '__proto__' },
    ]) {
      expect(eventFrom(id, bad)).toBeNull();
    }
    expect(eventFrom('zzz', event)).toBeNull();
  });

  test('names events so that text order is time order', () => {
    const times = [-5, 0, 1, 35.7, 36, 1e9, NOON, NOON + 0.5, NOON + 1, 36 ** 9 + 5];
    const ids = times.map((at) => eventId(at, 'tail'));
    expect(ids).toEqual(ids.toSorted());
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{9}-tail$/);
  });
});
