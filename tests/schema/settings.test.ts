import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addListEntry,
  changeListEntry,
  orderList,
  undoSetting,
  type SettingInverse,
  type SettingOutcome,
} from '#schema/commands/settings.ts';
import { LISTS, readSettings, settingsMap, type ListName } from '#schema/settings.ts';
import { copyOf, exchange } from '#tests/support/exchange.ts';
import { testEnv } from '#tests/support/env.ts';

const manager = testEnv('emre', { role: 'manager' });
let doc: Y.Doc;
beforeEach(() => {
  doc = new Y.Doc();
});

const keys = (list: ListName, of = doc): string[] => readSettings(of).lists[list].map(({ key }) => key);
function done(outcome: SettingOutcome): readonly SettingInverse[] {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.inverse;
}

describe('the lists of a workspace', () => {
  test('start with the defaults, which are in no document', () => {
    expect(keys('status')).toEqual([
      'new',
      'awaiting',
      'contacted',
      'informed',
      'qualified',
      'quoted',
      'converted',
      'lost',
    ]);
    expect(keys('stage')).toEqual(['qualification', 'needs_analysis', 'proposal', 'negotiation', 'won', 'lost']);
    expect(readSettings(null).lists).toEqual(readSettings(doc).lists);
    expect(settingsMap(doc).size).toBe(0);
    const { entry } = { entry: (key: string) => readSettings(doc).entry('stage', key) };
    expect(['qualification', 'won', 'lost'].map((key) => [entry(key)?.probability, entry(key)?.outcome])).toEqual([
      [10, undefined],
      [100, 'won'],
      [0, 'lost'],
    ]);
  });

  test('every default has a label in both languages', () => {
    const settings = readSettings(null);
    for (const list of LISTS) {
      for (const { key, label } of settings.lists[list]) {
        expect([key, typeof label]).toEqual([key, 'object']);
        for (const locale of ['tr', 'en'] as const) expect(settings.label(list, key, locale)).not.toBe('');
      }
    }
    expect(settings.label('status', 'contacted', 'tr')).toBe('İletişim kuruldu');
    expect(settings.label('city' as ListName, 'Bursa', 'tr')).toBe('Bursa');
  });

  test('pass over what a foreign client wrote that is no entry', () => {
    const entries: [string, unknown][] = [
      ['status/odd', null],
      ['status/odd2', 'text'],
      ['status/odd3', { label: 'x' }],
      ['status/odd4', { label: '', order: 1 }],
      ['status/odd5', { label: { tr: 'x' }, order: 1 }],
      ['status/odd6', { label: 'x', order: Number.NaN }],
      ['status/__proto__', { label: 'x', order: 1 }],
      ['nowhere/x', { label: 'x', order: 1 }],
      ['/x', { label: 'x', order: 1 }],
      ['status', { label: 'x', order: 1 }],
      ['stage/won', { label: 'Bizim', order: 500, probability: 900, color: 'plaid', outcome: 'lost' }],
    ];
    for (const [path, value] of entries) settingsMap(doc).set(path, value);
    expect(keys('status')).toEqual(keys('status', new Y.Doc()));
    expect(readSettings(doc).entry('stage', 'won')).toMatchObject({
      label: 'Bizim',
      probability: 100,
      outcome: 'won',
      color: 'green',
    });
  });
});

describe('changing a list', () => {
  test('renames an entry for everyone, in all languages, and takes it back', () => {
    const inverse = done(changeListEntry(doc, manager, 'status', 'new', { label: ' Taze ' }));
    expect(readSettings(doc).label('status', 'new', 'en')).toBe('Taze');
    const redo = done(undoSetting(doc, manager, inverse));
    expect(readSettings(doc).label('status', 'new', 'en')).toBe('New');
    expect(settingsMap(doc).size).toBe(0);
    done(undoSetting(doc, manager, redo));
    expect(readSettings(doc).label('status', 'new', 'en')).toBe('Taze');
  });

  test('adds an entry at the end, before the closing ones, under a key of its own', () => {
    done(addListEntry(doc, manager, 'status', { label: 'Numune bekliyor' }));
    done(addListEntry(doc, manager, 'status', { label: 'numune  BEKLİYOR!' }));
    done(addListEntry(doc, manager, 'product', { label: 'Kaynak robotu' }));
    done(addListEntry(doc, manager, 'product', { label: '日本' }));
    expect(keys('status').slice(5)).toEqual(['quoted', 'numune_bekliyor', 'numune_bekliyor_2', 'converted', 'lost']);
    expect(keys('product')).toEqual(['kaynak_robotu', 'entry']);
  });

  test('takes an addition back by retiring it, since records may use its key by now', () => {
    const inverse = done(addListEntry(doc, manager, 'product', { label: 'Kaynak robotu' }));
    const redo = done(undoSetting(doc, manager, inverse));
    expect(readSettings(doc).entry('product', 'kaynak_robotu')).toMatchObject({
      retired: true,
      label: 'Kaynak robotu',
    });
    done(undoSetting(doc, manager, redo));
    expect(readSettings(doc).entry('product', 'kaynak_robotu')!.retired).toBe(false);
  });

  test('orders a list, and back', () => {
    const start = keys('source');
    const wanted = start.toReversed();
    const inverse = done(orderList(doc, manager, 'source', wanted));
    expect(keys('source')).toEqual(wanted);
    done(undoSetting(doc, manager, inverse));
    expect(keys('source')).toEqual(start);
  });

  test('leaves what someone else changed since', () => {
    const inverse = done(orderList(doc, manager, 'source', keys('source').toReversed()));
    done(changeListEntry(doc, manager, 'source', 'fair', { label: 'Sergi' }));
    done(undoSetting(doc, manager, inverse));
    expect(readSettings(doc).entry('source', 'fair')!.label).toBe('Sergi');
    expect(undoSetting(doc, manager, inverse)).toEqual({ ok: false, code: 'nothing-to-undo' });
  });

  test('retires an entry but not a closing one, nor the last that is open', () => {
    done(changeListEntry(doc, manager, 'stage', 'proposal', { retired: true }));
    expect(readSettings(doc).entry('stage', 'proposal')).toMatchObject({ retired: true, probability: 50 });
    expect(changeListEntry(doc, manager, 'stage', 'won', { retired: true })).toEqual({ ok: false, code: 'last-one' });
    for (const key of ['qualification', 'needs_analysis'])
      done(changeListEntry(doc, manager, 'stage', key, { retired: true }));
    expect(changeListEntry(doc, manager, 'stage', 'negotiation', { retired: true })).toEqual({
      ok: false,
      code: 'last-one',
    });
  });

  test('is for managers and admins, and refuses what it can’t do without writing', () => {
    for (const role of ['rep', 'viewer'] as const) {
      const env = testEnv('x', { role });
      expect(changeListEntry(doc, env, 'status', 'new', { label: 'x' })).toEqual({ ok: false, code: 'not-allowed' });
      expect(addListEntry(doc, env, 'status', { label: 'x' })).toEqual({ ok: false, code: 'not-allowed' });
      expect(orderList(doc, env, 'status', ['lost'])).toEqual({ ok: false, code: 'not-allowed' });
      expect(undoSetting(doc, env, [])).toEqual({ ok: false, code: 'not-allowed' });
    }
    expect(changeListEntry(doc, manager, 'status', 'nothing', { label: 'x' })).toEqual({
      ok: false,
      code: 'unknown-value',
    });
    expect(changeListEntry(doc, manager, 'status', 'new', { label: '  ' })).toEqual({ ok: false, code: 'empty' });
    expect(addListEntry(doc, manager, 'status', { label: '' })).toEqual({ ok: false, code: 'empty' });
    expect(settingsMap(doc).size).toBe(0);
  });

  test('by two people apart keeps both additions, once where they are the same', () => {
    const other = copyOf(doc);
    done(addListEntry(doc, manager, 'sector', { label: 'Savunma' }));
    done(addListEntry(other, manager, 'sector', { label: 'SAVUNMA' }));
    done(addListEntry(other, manager, 'sector', { label: 'Beyaz eşya' }));
    exchange(doc, other);
    expect(keys('sector').slice(-2).sort()).toEqual(['beyaz_esya', 'savunma']);
    expect(readSettings(doc).lists).toEqual(readSettings(other).lists);
  });
});
