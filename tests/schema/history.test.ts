/** What a change of a document tells: each written field with before and after, also a value that lost, and no more. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Command, runCommand } from '#schema/command.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, purgeRecords } from '#schema/commands/records.ts';
import { createNote } from '#schema/commands/timeline.ts';
import { collectChanges, type FieldChange, type HistoryChange } from '#schema/history.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import { testEnv, type TestEnv } from '#tests/support/env.ts';

/** Someone's device; what it sends is told by a server that holds everything. */
class Device {
  readonly doc = new Y.Doc();
  readonly env: TestEnv;

  constructor(member: string, seed: number) {
    this.env = testEnv(member, { seed, role: 'manager' });
    this.doc.clientID = seed;
  }

  run<A, R>(what: Command<A, R>, args: A): R {
    const outcome = runCommand(this.doc, this.env, what, args);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value;
  }

  /** What the server is told by everything that this device has and it lacks. */
  tell(server: Y.Doc): readonly HistoryChange[] {
    const update = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server));
    const { changes, problem } = collectChanges(server, () => Y.applyUpdate(server, update));
    if (problem !== null) throw new Error('It could not be told.', { cause: problem });
    return changes;
  }

  hear(server: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)));
  }
}

const fields = (changes: readonly HistoryChange[]): FieldChange[] =>
  changes.filter((change): change is FieldChange => change.kind === 'field');
const said = (changes: readonly HistoryChange[]) =>
  fields(changes).map(({ field, before, after, stood }) => [field, before, after, stood]);

function office() {
  const server = new Y.Doc();
  const [ayse, can] = [new Device('ayse', 11), new Device('can', 22)];
  const id = ayse.run(createLead, { firstName: 'Zeynep', company: 'Çınar Metal', city: 'Bursa' });
  const made = ayse.tell(server);
  can.hear(server);
  return { server, ayse, can, id, made };
}

describe('what a change tells', () => {
  it('is one entry for a record that was made, with all it was made with', () => {
    const { made, id } = office();
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ kind: 'field', type: 'lead', record: id, field: '$', before: null, stood: true });
    expect(fields(made)[0]?.after).toMatchObject({ company: 'Çınar Metal', city: 'Bursa' });
  });

  it('is a field with what was there before, from its creation on, and no entry for who touched it', () => {
    const { server, ayse, can, id } = office();
    can.run(patchRecord, patch('lead', id, { city: 'İzmir' }));
    expect(said(can.tell(server))).toEqual([['city', 'Bursa', 'İzmir', true]]);
    ayse.hear(server);
    ayse.run(patchRecord, patch('lead', id, { city: null }));
    expect(said(ayse.tell(server))).toEqual([['city', 'İzmir', null, true]]);
    ayse.run(patchRecord, patch('lead', id, { tags: ['fuar'], phone: '+905321112233' }));
    expect(said(ayse.tell(server))).toEqual([
      ['tags/fuar', null, 'fuar', true],
      ['phone', null, '+905321112233', true],
    ]);
    ayse.run(moveStatus, { ids: [id], to: 'contacted' });
    expect(said(ayse.tell(server))).toMatchObject([['status', { to: 'new' }, { to: 'contacted', by: 'ayse' }, true]]);
  });

  it('holds both values that were written at the same time, whichever stands', () => {
    const outcomes = new Set<boolean>();
    for (const [first, second] of [
      ['ayse', 'can'],
      ['can', 'ayse'],
    ] as const) {
      const { server, id, ...people } = office();
      people.ayse.run(patchRecord, patch('lead', id, { city: 'İzmir' }));
      people.can.run(patchRecord, patch('lead', id, { city: 'Konya' }));
      const one = said(people[first].tell(server));
      const other = said(people[second].tell(server));
      const [mine, theirs] = first === 'ayse' ? ['İzmir', 'Konya'] : ['Konya', 'İzmir'];
      expect(one).toEqual([['city', 'Bursa', mine, true]]);
      const stood = tableOf(server, 'lead').get(id)?.get('city') === theirs;
      expect(other).toEqual([['city', mine, theirs, stood]]);
      outcomes.add(stood);
    }
    // one of the two orders has the later one lose
    expect(outcomes).toEqual(new Set([true, false]));
  });

  it('holds what everyone wrote, where one update brings the work of several', () => {
    const { server, ayse, can, id } = office();
    ayse.run(patchRecord, patch('lead', id, { city: 'İzmir' }));
    can.run(patchRecord, patch('lead', id, { city: 'Konya', company: 'Çınar' }));
    const news = [ayse, can].map(({ doc }) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)));
    const changes = fields(collectChanges(server, () => Y.applyUpdate(server, Y.mergeUpdates(news))).changes);
    expect(changes.filter(({ field }) => field === 'city').map(({ client, after }) => [client, after])).toEqual(
      expect.arrayContaining([
        [11, 'İzmir'],
        [22, 'Konya'],
      ]),
    );
    expect(changes.filter(({ field, stood }) => field === 'city' && stood)).toHaveLength(1);
  });

  it('is the last of what one person wrote into a field before it was sent', () => {
    const { server, ayse, id } = office();
    for (const city of ['İ', 'İz', 'İzmir']) ayse.run(patchRecord, patch('lead', id, { city }));
    expect(said(ayse.tell(server))).toEqual([['city', 'Bursa', 'İzmir', true]]);
  });

  it('of a text is that someone worked on it, once for all letters, and not for its creation', () => {
    const { server, ayse, can, id } = office();
    const note = ayse.run(createNote, { subject: { type: 'lead', id } });
    const text = (device: Device): Y.XmlText => {
      const paragraph = richText(device.doc, 'note', note)!.get(0) as Y.XmlElement;
      return paragraph.get(0) as Y.XmlText;
    };
    ayse.doc.transact(() => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('Merhaba')]);
      richText(ayse.doc, 'note', note)!.insert(0, [paragraph]);
    });
    const made = ayse.tell(server);
    expect(made.map(({ kind, type }) => [kind, type])).toEqual([['field', 'note']]);
    can.hear(server);
    for (const letter of 'abc') text(can).insert(0, letter);
    expect(can.tell(server)).toEqual([{ kind: 'text', type: 'note', record: note }]);
    text(can).delete(0, 3);
    expect(can.tell(server)).toEqual([{ kind: 'text', type: 'note', record: note }]);
  });

  it('of a record that is gone for good is that alone, whatever still comes for it', () => {
    const { server, ayse, can, id } = office();
    can.run(patchRecord, patch('lead', id, { city: 'Konya' }));
    ayse.run(binRecords, { type: 'lead', ids: [id] });
    ayse.run(purgeRecords, { type: 'lead', ids: [id] });
    expect(ayse.tell(server)).toEqual([{ kind: 'purge', type: 'lead', record: id }]);
    expect(can.tell(server)).toEqual([]);
  });

  it('is nothing for what is no record, and for values that are no JSON it does not fail', () => {
    const { server, ayse, id } = office();
    ayse.doc.transact(() => {
      ayse.doc.getMap('strange').set('city', 'x');
      tableOf(ayse.doc, 'lead')
        .get(id)!
        .set('odd', new Uint8Array([1]));
      tableOf(ayse.doc, 'lead').get(id)!.set('nested', new Y.Map());
      tableOf(ayse.doc, 'lead')
        .get(id)!
        .set('huge', 10n ** 12n);
      tableOf(ayse.doc, 'lead').get(id)!.set('__proto__', 'x');
      ayse.doc.getMap('lead').set('no map', 5);
    });
    expect(said(ayse.tell(server)).map(([field]) => field)).toEqual(['huge', '__proto__']);
  });
});
