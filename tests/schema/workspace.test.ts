import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createLead } from '#schema/commands/leads.ts';
import { patch, patchRecord } from '#schema/commands/records.ts';
import { runCommand, type Command } from '#schema/command.ts';
import { RECORD_TYPES } from '#schema/records/index.ts';
import { keyChanges, readRecord, recordFrom, richText, tableOf, writeKeys, writeRecord } from '#schema/workspace.ts';
import { testEnv } from '#tests/support/env.ts';

const env = testEnv('ayse');
const made = { at: 1, by: 'ayse' };

/** Runs a command that is expected to be allowed. */
function done<A, R>(doc: Y.Doc, what: Command<A, R>, args: A, by = env): R {
  const outcome = runCommand(doc, by, what, args);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

/** Makes a lead and lets a foreign client write into it. */
function foreignLead(write: (map: Y.Map<unknown>) => void): { doc: Y.Doc; read: () => Record<string, unknown> } {
  const doc = new Y.Doc();
  const id = done(doc, createLead, { firstName: 'Ayşe', company: 'Çınar Metal', tags: ['fuar'] });
  write(tableOf(doc, 'lead').get(id)!);
  return { doc, read: () => ({ ...readRecord(doc, 'lead', id)! }) };
}

describe('reading a record', () => {
  test('lays later values over those of its creation', () => {
    const { read } = foreignLead((map) => map.set('company', 'Doruk Enerji'));
    expect(read()).toMatchObject({ firstName: 'Ayşe', company: 'Doruk Enerji' });
  });

  test('takes a null for an empty field, also over the base', () => {
    const { read } = foreignLead((map) => map.set('company', null));
    expect(read()).not.toHaveProperty('company');
  });

  test('keeps what a newer client wrote in fields that this one does not know', () => {
    const { read } = foreignLead((map) => {
      map.set('c_warranty', { years: 2 });
      map.set('nextField', 'later');
    });
    expect(read()).toMatchObject({ c_warranty: { years: 2 }, nextField: 'later' });
  });

  test('reads a value of another JSON kind as empty and leaves its bytes', () => {
    const { doc, read } = foreignLead((map) => {
      map.set('company', 42);
      map.set('status', 'new');
      map.set('source', [1]);
      map.set('owner', { id: 'x' });
      map.set('tags', ['whole']);
    });
    const record = read();
    for (const field of ['company', 'status', 'source', 'owner']) expect(record).not.toHaveProperty(field);
    expect(record['tags']).toEqual(['fuar']);
    expect([...tableOf(doc, 'lead').values()][0]!.get('company')).toBe(42);
  });

  test('survives names of object internals as keys', () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      'tags/__proto__',
      'constructor/x',
      '/',
      '',
    ];
    const { read } = foreignLead((map) => {
      for (const name of names) map.set(name, 'x');
    });
    const record = read();
    expect(record).toMatchObject({ firstName: 'Ayşe', tags: ['x', 'fuar'] });
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });

  test('takes no value from a prototype that came over the wire', () => {
    const { doc } = foreignLead((map) =>
      map.set('$', { firstName: 'Ayşe', xxproto__: { company: 'x', bin: { at: 1, by: '' } } }),
    );
    const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('latin1').replace('xxproto__', '__proto__');
    const reader = new Y.Doc();
    Y.applyUpdate(reader, Buffer.from(update, 'latin1'));
    const [id] = [...tableOf(reader, 'lead').keys()];
    const record = readRecord(reader, 'lead', id!)!;
    expect(record.firstName).toBe('Ayşe');
    expect([record.company, record.bin]).toEqual([undefined, undefined]);
  });

  test('passes over Yjs types where values are expected', () => {
    const { read } = foreignLead((map) => {
      map.set('phone', new Y.Text('x'));
      map.set('unknown', new Y.Map());
    });
    expect(read()).not.toHaveProperty('phone');
    expect(read()).not.toHaveProperty('unknown');
    const base = foreignLead((map) => map.set('$', new Y.Map([['firstName', 'x']])));
    expect(base.read()).toMatchObject({ type: 'lead', created: { at: 0, by: '' }, tags: [] });
    expect(base.read()).not.toHaveProperty('_map');
  });

  test('gives any type of record from any JSON, without throwing', () => {
    const values = [
      null,
      undefined,
      0,
      -1,
      Number.NaN,
      '',
      'x',
      true,
      [],
      [null],
      {},
      { to: 1 },
      { at: 'x', by: 'y' },
      new Uint8Array(2),
    ];
    const keys = [
      '$',
      '#text',
      'title',
      'status',
      'stage',
      'amount',
      'due',
      'done',
      'subject',
      'bin',
      'updated',
      'order',
      'tags/x',
      'kind',
      'v',
    ];
    const doc = new Y.Doc();
    for (const type of RECORD_TYPES) {
      for (const value of values) {
        const map = new Y.Map<unknown>();
        tableOf(doc, type).set('id', map);
        for (const key of keys) map.set(key, value);
        expect(() => recordFrom(type, 'id', map)).not.toThrow();
      }
    }
  });

  test('answers records that nobody can change, down to their values', () => {
    const { read, doc } = foreignLead((map) => map.set('c_list', { inner: [1] }));
    const record = read();
    const [live] = [...tableOf(doc, 'lead').values()];
    expect(Object.isFrozen(live!.get('$') as object)).toBe(false);
    for (const field of ['status', 'source', 'created', 'tags', 'c_list'])
      expect(Object.isFrozen(record[field])).toBe(true);
    expect(() => (record['c_list'] as { inner: number[] }).inner.push(2)).toThrow('not extensible');
  });

  test('reads a deeply nested text of a foreign client as far as an editor would nest', () => {
    const doc = new Y.Doc();
    writeRecord(doc, 'note', 'n', made, {});
    const fragment = richText(doc, 'note', 'n')!;
    let inner: Y.XmlFragment | Y.XmlElement = fragment;
    for (let depth = 0; depth < 3000; depth += 1) {
      const next = new Y.XmlElement('listItem');
      inner.insert(0, [next, new Y.XmlText(`level ${depth}`)]);
      inner = next;
    }
    expect(readRecord(doc, 'note', 'n')!.text).toContain('level 3');
  });

  test('gives a note its text, with mentions by name and a line a block', () => {
    const doc = new Y.Doc();
    writeRecord(doc, 'note', 'n', made, {});
    const paragraph = new Y.XmlElement('paragraph');
    const mention = new Y.XmlElement('mention');
    richText(doc, 'note', 'n')!.insert(0, [paragraph, new Y.XmlElement('paragraph')]);
    mention.setAttribute('label', 'Emre');
    paragraph.insert(0, [new Y.XmlText('Sor: '), mention, new Y.XmlText(' bilir')]);
    expect(readRecord(doc, 'note', 'n')!.text).toBe('Sor: @Emre bilir');
  });
});

describe('writing a record', () => {
  test('writes nothing where nothing changes', () => {
    const doc = new Y.Doc();
    const id = done(doc, createLead, { firstName: 'Ayşe', tags: ['Fuar'], source: { key: 'fair' } });
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const changes of [
      { firstName: 'Ayşe' },
      { source: { key: 'fair' } },
      { tags: ['FUAR'] },
      { phone: null },
      { phone: '' },
    ]) {
      expect(done(doc, patchRecord, patch('lead', id, changes))).toBe(false);
    }
    expect(updates).toEqual([]);
  });

  test('clears by null, so that the base does not show through', () => {
    const doc = new Y.Doc();
    const id = done(doc, createLead, { firstName: 'Ayşe', company: 'Çınar Metal' });
    done(doc, patchRecord, patch('lead', id, { company: '' }));
    expect(tableOf(doc, 'lead').get(id)!.get('company')).toBeNull();
    expect(readRecord(doc, 'lead', id)).not.toHaveProperty('company');
  });

  test('keeps additions to a set that were made apart, and the first spelling of a member', () => {
    const doc = new Y.Doc();
    const id = done(doc, createLead, { firstName: 'Ayşe', tags: ['Çelik', 'çelik ', '\u200b'] });
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    done(doc, patchRecord, patch('lead', id, { tags: { add: ['celik', 'VIP'] } }));
    done(other, patchRecord, patch('lead', id, { tags: ['Fuar  2025'] }));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(readRecord(doc, 'lead', id)!.tags).toEqual(['Fuar 2025', 'VIP']);
    expect(readRecord(other, 'lead', id)).toEqual(readRecord(doc, 'lead', id));
  });

  test('refuses fields that are not declared, and values of another kind', () => {
    const doc = new Y.Doc();
    const id = done(doc, createLead, { firstName: 'Ayşe' });
    for (const name of ['constructor', '__proto__', 'nothing', 'status', 'updated', '$', 'tags/x']) {
      const changes = Object.fromEntries([[name, 'x']]);
      expect(runCommand(doc, env, patchRecord, { type: 'lead', id, changes })).toMatchObject({
        ok: false,
        code: 'not-allowed',
      });
    }
    const before = Y.encodeStateVector(doc);
    expect(() => keyChanges(doc, 'lead', id, { ['score' as string]: 'high' })).toThrow('score');
    expect(() => writeRecord(doc, 'lead', '__proto__/x', made, {})).toThrow('not an id');
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  test('passes over a record that is gone', () => {
    const doc = new Y.Doc();
    expect(keyChanges(doc, 'lead', 'gone', { firstName: 'x' })).toEqual([]);
    doc.transact(() => writeKeys(doc, 'lead', 'gone', [{ key: 'firstName', before: null, after: 'x' }]));
    expect(tableOf(doc, 'lead').size).toBe(0);
  });
});
