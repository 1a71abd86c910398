/** What others changed while a device was away: both values are told, by whom, and nothing else is. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { awayChanges, awayKey, isAwayChange, type AwayChange, type AwayField } from '#schema/away.ts';
import { runCommand, type Command, type Inverse } from '#schema/command.ts';
import { takeValue } from '#schema/commands/away.ts';
import { moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord, purgeRecords } from '#schema/commands/records.ts';
import { undo } from '#schema/undo.ts';
import { readKey, readRecord, writeRecord } from '#schema/workspace.ts';
import { NOON, testEnv, type TestEnv } from '#tests/support/env.ts';
import { seededRandom } from '#tests/support/random.ts';

const SERVER = Symbol('server');

/** A device and what the server holds; `leave` has the device hear nothing until `comeBack` tells what it learns. */
class Device {
  readonly doc = new Y.Doc();
  readonly env: TestEnv;
  #clock = 0;

  constructor(member: string, clientID: number, seed: number) {
    this.env = testEnv(member, { seed, role: 'manager' });
    this.doc.clientID = clientID;
  }

  run<A, R>(what: Command<A, R>, args: A): Inverse {
    const outcome = runCommand(this.doc, this.env, what, args);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.inverse;
  }

  leave(): void {
    this.#clock = Y.getState(this.doc.store, this.doc.clientID);
  }

  /** Asks first, and says its own only then: as the carriers do. */
  comeBack(server: Y.Doc): readonly AwayChange[] {
    const found: AwayChange[] = [];
    const own = this.doc.clientID;
    const hear = (transaction: Y.Transaction): void => {
      if (transaction.origin !== SERVER) return;
      const isUnsent = (client: number, clock: number) => client === own && clock >= this.#clock;
      found.push(...awayChanges(this.doc, transaction, isUnsent));
    };
    this.doc.on('afterTransaction', hear);
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)), SERVER);
    this.doc.off('afterTransaction', hear);
    this.say(server);
    return found;
  }

  say(server: Y.Doc): void {
    Y.applyUpdate(server, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)));
  }
  hear(server: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)), SERVER);
  }
}

/** Two members with the same leads; `ids` decide whose concurrent values stand, as client ids do. */
function twoWith(leads: readonly string[], ids: readonly [number, number] = [1, 2], seed = 1) {
  const server = new Y.Doc();
  const ayse = new Device('ayse', ids[0], seed);
  const can = new Device('can', ids[1], seed + 1);
  ayse.doc.transact(() => {
    for (const id of leads) {
      writeRecord(ayse.doc, 'lead', id, { at: NOON, by: 'ayse' }, { company: `Firma ${id}`, tags: ['Fuar'] });
    }
  });
  ayse.say(server);
  can.hear(server);
  ayse.leave();
  can.env.wait(60_000);
  return { server, ayse, can };
}

describe.each([
  { who: 'mine', ids: [2, 1] as const },
  { who: 'theirs', ids: [1, 2] as const },
])('a field that both changed, where $who stands', ({ who, ids }) => {
  test('is told with both values, who and when', () => {
    const { server, ayse, can } = twoWith(['a', 'b'], ids);
    ayse.run(patchRecord, patch('lead', 'a', { company: 'Çınar Metal', city: 'Bursa' }));
    ayse.run(patchRecord, patch('lead', 'b', { city: 'İzmir' }));
    can.run(patchRecord, patch('lead', 'a', { company: 'Çınar Metal A.Ş.', jobTitle: 'Müdür' }));
    can.say(server);
    const at = NOON + 60_000;
    expect(ayse.comeBack(server)).toEqual([
      {
        kind: 'field',
        type: 'lead',
        record: 'a',
        key: 'company',
        mine: 'Çınar Metal',
        theirs: 'Çınar Metal A.Ş.',
        isLost: false,
        by: 'can',
        at,
      },
    ]);
    expect(readRecord(ayse.doc, 'lead', 'a')?.company).toBe(who === 'mine' ? 'Çınar Metal' : 'Çınar Metal A.Ş.');
  });

  test('is switched with one command, which can be undone', () => {
    const { server, ayse, can } = twoWith(['a'], ids);
    ayse.run(moveStatus, { ids: ['a'], to: 'contacted' });
    can.run(moveStatus, { ids: ['a'], to: 'qualified' });
    can.say(server);
    const [change] = ayse.comeBack(server);
    if (change?.kind !== 'field') throw new Error('the status was changed by both');
    expect(change).toMatchObject({ key: 'status', mine: { to: 'contacted' }, theirs: { to: 'qualified' }, by: 'can' });
    const stood = readKey(ayse.doc, 'lead', 'a', 'status');
    const other = who === 'mine' ? change.theirs : change.mine;
    const inverse = ayse.run(takeValue, { type: 'lead', id: 'a', key: 'status', value: other });
    expect(readKey(ayse.doc, 'lead', 'a', 'status')).toEqual(other);
    ayse.run(undo(inverse), null);
    expect(readKey(ayse.doc, 'lead', 'a', 'status')).toEqual(stood);
  });
});

test('what both did alike, what only one did, and what one saw of the other is not told', () => {
  const { server, ayse, can } = twoWith(['a', 'b', 'c']);
  ayse.run(patchRecord, patch('lead', 'a', { city: 'Bursa', tags: { add: ['Acil'] } }));
  can.run(patchRecord, patch('lead', 'a', { city: 'Bursa', tags: { add: ['Sıcak'] } }));
  ayse.run(moveStatus, { ids: ['b'], to: 'contacted' });
  can.env.wait(5_000);
  can.run(moveStatus, { ids: ['b'], to: 'contacted' });
  // Can has read what Ayşe wrote, and changes it on purpose
  ayse.run(patchRecord, patch('lead', 'c', { company: 'Yanlış' }));
  Y.applyUpdate(can.doc, Y.encodeStateAsUpdate(ayse.doc));
  can.run(patchRecord, patch('lead', 'c', { company: 'Doğru' }));
  can.say(server);
  expect(ayse.comeBack(server)).toEqual([]);
});

test('of two who wrote it apart and come at once, both are told, and not what one of them took back', () => {
  const { server, ayse, can } = twoWith(['a'], [1, 2]);
  const derya = new Device('derya', 3, 9);
  derya.hear(server);
  ayse.run(patchRecord, patch('lead', 'a', { city: 'Bursa' }));
  can.run(patchRecord, patch('lead', 'a', { city: 'İzmir' }));
  derya.run(patchRecord, patch('lead', 'a', { city: 'Yanlış' }));
  const first = Y.encodeStateAsUpdate(derya.doc, Y.encodeStateVector(server));
  derya.run(patchRecord, patch('lead', 'a', { city: 'Adana' }));
  // passed on in one batch, as they were before one of them took the place of the other
  const batch = Y.mergeUpdates([first, Y.encodeStateAsUpdate(can.doc), Y.encodeStateAsUpdate(derya.doc)]);
  Y.applyUpdate(server, batch);
  const heard: AwayChange[] = [];
  ayse.doc.on('afterTransaction', (transaction) => {
    heard.push(...awayChanges(ayse.doc, transaction, (client) => client === 1));
  });
  Y.applyUpdate(ayse.doc, batch);
  const told = heard.filter((change) => change.kind === 'field');
  expect(told.map(({ mine, theirs, by }) => [mine, theirs, by])).toEqual([
    ['Bursa', 'Adana', 'derya'],
    ['Bursa', 'İzmir', 'can'],
  ]);
  expect(new Set(told.map(awayKey)).size).toBe(2);
});

test('a label that one took away and the other gave again is told', () => {
  const { server, ayse, can } = twoWith(['a']);
  can.run(patchRecord, patch('lead', 'a', { tags: { remove: ['Fuar'] } }));
  ayse.run(patchRecord, patch('lead', 'a', { tags: { remove: ['Fuar'] } }));
  ayse.run(patchRecord, patch('lead', 'a', { tags: { add: ['Fuar'] } }));
  can.say(server);
  expect(ayse.comeBack(server)).toMatchObject([{ key: 'tags/fuar', mine: 'Fuar', theirs: null, by: 'can' }]);
});

test('a record that I changed and someone binned is told; one they purged is told with what I wrote', () => {
  const { server, ayse, can } = twoWith(['a', 'b', 'c']);
  for (const id of ['a', 'b']) ayse.run(patchRecord, patch('lead', id, { city: 'Bursa' }));
  can.run(binRecords, { type: 'lead', ids: ['a', 'b', 'c'] });
  can.run(purgeRecords, { type: 'lead', ids: ['b', 'c'] });
  can.say(server);
  const changes = ayse.comeBack(server);
  expect(changes).toHaveLength(2);
  expect(changes).toContainEqual({ kind: 'binned', type: 'lead', record: 'a', by: 'can', at: NOON + 60_000 });
  expect(changes).toContainEqual({
    kind: 'purged',
    type: 'lead',
    record: 'b',
    title: 'Firma b',
    mine: [{ key: 'city', value: 'Bursa' }],
    by: null,
    at: null,
  });
});

test('a value of theirs that was overwritten before it could be heard is said to be lost, not left out', () => {
  const { server, ayse, can } = twoWith(['a'], [2, 1]);
  ayse.run(patchRecord, patch('lead', 'a', { city: 'Bursa' }));
  can.run(patchRecord, patch('lead', 'a', { city: 'İzmir' }));
  // a frame had arrived, and its acknowledgement had not: the server decided between the two already
  ayse.say(server);
  can.say(server);
  expect(ayse.comeBack(server)).toMatchObject([{ kind: 'field', key: 'city', mine: 'Bursa', isLost: true }]);
});

test('what is kept on the device is told from what is not', () => {
  const field: AwayField = {
    kind: 'field',
    type: 'lead',
    record: 'a',
    key: 'city',
    mine: null,
    theirs: 'x',
    isLost: false,
    by: null,
    at: 1,
  };
  expect(isAwayChange(field)).toBe(true);
  for (const other of [null, 'x', {}, { ...field, type: 'house' }, { ...field, key: 1 }, { ...field, kind: 'gone' }]) {
    expect(isAwayChange(other)).toBe(false);
  }
});

const FIELDS = ['company', 'city', 'jobTitle', 'email'] as const;

describe('told is exactly what both changed', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %i', (seed) => {
    const random = seededRandom(seed);
    const leads = Array.from({ length: 8 }, () => random.id());
    const ids: [number, number] = random.chance(0.5) ? [5, 9] : [9, 5];
    const { server, ayse, can } = twoWith(leads, ids, seed * 2);
    const written = { ayse: new Map<string, unknown>(), can: new Map<string, unknown>() };
    for (let turn = 0; turn < 60; turn += 1) {
      const who = random.pick(['ayse', 'can'] as const);
      const device = who === 'ayse' ? ayse : can;
      device.env.wait(random.below(10_000));
      const value = random.chance(0.15) ? null : `${random.below(6)}`;
      const inverse = device.run(patchRecord, patch('lead', random.pick(leads), { [random.pick(FIELDS)]: value }));
      for (const change of inverse.changes) {
        if ('key' in change) written[who].set(`${change.id}/${change.key}`, change.after ?? null);
      }
      if (who === 'can' && random.chance(0.3)) can.say(server);
    }
    can.say(server);
    const changes = ayse.comeBack(server);
    can.hear(server);
    const both = [...written.ayse.keys()].filter((key) => written.can.has(key));
    const expected = both.filter((key) => written.ayse.get(key) !== written.can.get(key));
    expect(changes.map((change) => `${change.record}/${change.kind === 'field' && change.key}`).toSorted()).toEqual(
      expected.toSorted(),
    );
    for (const change of changes) {
      if (change.kind !== 'field') throw new Error('nothing was deleted');
      const key = `${change.record}/${change.key}`;
      expect(change).toMatchObject({ mine: written.ayse.get(key), theirs: written.can.get(key), by: 'can' });
      const here = readKey(ayse.doc, change.type, change.record, change.key);
      expect([change.mine, change.theirs]).toContain(here);
      expect(readKey(can.doc, change.type, change.record, change.key)).toBe(here);
      expect(readKey(server, change.type, change.record, change.key)).toBe(here);
    }
  });
});
