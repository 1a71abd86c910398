import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isFormulaText } from '#schema/import/formula.ts';
import { judgeRow, type JudgeRules } from '#schema/import/judge.ts';
import { lookupIn } from '#schema/import/known.ts';
import { splitName } from '#schema/import/name.ts';
import type { Cell } from '#schema/import/sheet.ts';
import { TARGETS, type Target } from '#schema/import/targets.ts';
import { loadPhoneParser, type PhoneParser } from '#schema/phone.ts';
import { readSettings } from '#schema/settings.ts';

let parsePhone: PhoneParser;
beforeAll(async () => {
  parsePhone = await loadPhoneParser();
});
const lookup = lookupIn({
  lists: readSettings(null).lists,
  campaigns: [{ id: 'fair1', title: 'Metal Expo 2025' }],
  members: [{ id: 'u1', title: 'Ayşe Demir', email: 'ayse@cinar.com' }],
});
const rules = (
  columns: readonly (Target | null)[],
  titles: readonly string[] = columns.map((one) => one ?? ''),
): JudgeRules => ({
  columns,
  titles,
  parsePhone,
  lookup,
});
const judge = (values: Partial<Record<Target, Cell>>) => {
  const columns = Object.keys(values) as Target[];
  return judgeRow({ row: 1, line: 2, cells: columns.map((target) => values[target] ?? null) }, rules(columns));
};
const codes = (values: Partial<Record<Target, Cell>>) => judge(values).problems.map(({ code }) => code);

const reach = { phone: '0532 123 45 67' };

describe('a judged row', () => {
  test('needs a name or a company; a company alone is a warning', () => {
    expect(codes({ firstName: 'Ayşe', ...reach })).toEqual([]);
    expect(codes({ lastName: 'Demir', ...reach })).toEqual([]);
    expect(codes({ company: 'Çınar', firstName: ' ', ...reach })).toEqual(['missing-name']);
    expect(codes({ city: 'Bursa', ...reach })).toEqual(['nameless']);
  });

  test('without a phone and an e-mail has no reach; an unreadable one is told as such', () => {
    expect(codes({ firstName: 'Ayşe', phone: '-', email: null })).toEqual(['missing-contact']);
    expect(codes({ firstName: 'Ayşe', phone: 'yok' })).toEqual(['invalid-phone']);
  });

  test('keeps values as typed where it cannot read them', () => {
    const { draft, problems } = judge({
      firstName: 'A',
      phone: 'yok',
      email: 'şule@firma',
      visitDate: '2. gün',
      score: 'iyi',
    });
    expect(draft).toMatchObject({ phone: 'yok', email: 'şule@firma', visitDate: '2. gün', description: 'score: iyi' });
    expect(problems.map(({ code, column }) => [code, column])).toEqual([
      ['invalid-phone', 1],
      ['invalid-email', 2],
      ['invalid-date', 3],
      ['invalid-number', 4],
    ]);
  });

  test('drops nothing that one field cannot hold', () => {
    const columns: Target[] = ['phone', 'phone', 'email', 'fullName', 'description', 'description', 'status', 'owner'];
    const titles = ['Tel', 'Cep', 'Mail', 'Yetkili', 'Not', 'Talep', 'Durum', 'Sorumlu'];
    const cells = [
      '0212 555 12 34 dahili 5',
      '0532 123 45 67',
      'a@x.com; b@x.com',
      'Ayşe Demir (Satın Alma)',
      'ilk\nikinci',
      'numune',
      'çok sıcak',
      'Bilinmeyen Biri',
    ];
    const { draft } = judgeRow({ row: 1, line: 2, cells }, rules(columns, titles));
    expect(draft).toEqual({
      phone: '+905321234567',
      email: 'a@x.com',
      firstName: 'Ayşe',
      lastName: 'Demir',
      description: [
        'Not: ilk',
        'ikinci',
        'Talep: numune',
        'Tel: dahili 5',
        'Tel: +902125551234',
        'Mail: b@x.com',
        'Durum: çok sıcak',
        'Sorumlu: Bilinmeyen Biri',
        'Yetkili: Satın Alma',
      ].join('\n'),
    });
  });

  test('reads what the workspace knows by its labels in both languages', () => {
    expect(
      judge({ firstName: 'A', ...reach, sector: 'SAĞLIK', status: 'görüşüldü', source: 'Fuar' }).draft,
    ).toMatchObject({
      sector: 'health',
      status: 'contacted',
      source: { key: 'fair' },
    });
    expect(
      judge({ firstName: 'A', sector: 'Food', status: 'Kayıp', source: 'Instagram', owner: 'AYSE@cinar.com' }).draft,
    ).toMatchObject({
      sector: 'food',
      status: 'lost',
      source: { key: 'meta' },
      owner: 'u1',
    });
    const other = judge({
      firstName: 'A',
      ...reach,
      sector: 'Beyaz Eşya',
      source: 'Komşu',
      campaign: 'metal expo 2025',
    });
    expect(other.draft).toMatchObject({
      sector: 'Beyaz Eşya',
      source: { key: 'unknown', detail: 'Komşu' },
      campaign: 'fair1',
    });
    expect(other.problems.map(({ code }) => code)).toEqual(['unknown-value']);
  });

  test('reads a source as lists are exported, with its fair or its detail', () => {
    const source = (text: string) => judge({ firstName: 'A', ...reach, source: text }).draft;
    expect(source('Fuar — Metal Expo 2025')).toMatchObject({ source: { key: 'fair' }, campaign: 'fair1' });
    expect(source('Referans — Ali Bey')).toMatchObject({ source: { key: 'referral', detail: 'Ali Bey' } });
    expect(source('Fuar - Win Eurasia')).toMatchObject({ source: { key: 'fair', detail: 'Win Eurasia' } });
  });

  test('cuts lists of products and tags into their members', () => {
    expect(
      judge({ firstName: 'A', ...reach, products: 'Lazer kesim, Pres hattı / CNC; Lazer kesim', tags: 'vip|2025' })
        .draft,
    ).toMatchObject({
      products: ['Lazer kesim', 'Pres hattı', 'CNC'],
      tags: ['vip', '2025'],
    });
  });

  test('reads numbers as both languages write them', () => {
    for (const [text, score] of [
      ['1.234,5', 1234.5],
      ['1,234.5', 1234.5],
      ['12,5', 12.5],
      ['% 40', 40],
      ['-3', -3],
    ] as const) {
      expect(judge({ firstName: 'A', score: text }).draft.score).toBe(score);
    }
  });

  test('fixed by hand keeps the hash of its raw cells', () => {
    const first = judgeRow({ row: 1, line: 2, cells: ['Ayşe', 'yok'] }, rules(['firstName', 'phone']));
    const fixed = judgeRow({ ...first, cells: ['Ayşe', '0532 123 45 67'] }, rules(['firstName', 'phone']));
    expect(fixed.problems).toEqual([]);
    expect(fixed.hash).toBe(first.hash);
  });

  test('judges any cells under any columns, the same way every time', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom<Cell>(null, true, 45938, 5321234567, '=1+1', '__proto__', '-', '0532 123 45 67', 'a@b.com'),
      fc.double(),
    );
    const column = fc.constantFrom<Target | null>(null, ...TARGETS);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, column), { maxLength: 12 }), (pairs) => {
        const row = { row: 1, line: 1, cells: pairs.map(([value]) => value) };
        const given = rules(pairs.map(([, target]) => target));
        const judged = judgeRow(row, given);
        expect(judgeRow(row, given)).toEqual(judged);
        expect(JSON.parse(JSON.stringify(judged.draft))).toEqual(judged.draft);
      }),
    );
  });

  test('answers hostile cells of 100 kB at once, in every column', () => {
    const started = performance.now();
    const pieces = ['a', ' ', '(', 'a,', 'a@', '1.', '-', '=', '0532 ', '\n', 'ş', '/ ', '+1-', '<'];
    for (const piece of pieces) {
      const cell = piece.repeat(100_000 / piece.length);
      for (const target of TARGETS) judgeRow({ row: 1, line: 1, cells: [cell] }, rules([target]));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('names', () => {
  test.each([
    ['Ayşe Nur Demir', 'Ayşe Nur', 'Demir', ''],
    ['DEMİR, Ayşe', 'Ayşe', 'DEMİR', ''],
    ['Sn. Ayşe Demir', 'Ayşe', 'Demir', ''],
    ['Ahmet Bey', 'Ahmet Bey', '', ''],
    ['Ayşe', 'Ayşe', '', ''],
    ['Ayşe Demir (Müdür)', 'Ayşe', 'Demir', 'Müdür'],
  ])('%s', (text, firstName, lastName, rest) => {
    expect(splitName(text)).toEqual({ firstName, lastName, rest });
  });
});

describe('formula text', () => {
  test.each([['=1+1'], ['=HYPERLINK("x")'], ['-2+3'], ['+SUM(A1:A9)'], ['-A1'], ['@SUM(A1)'], ["+cmd|'/c calc'!A1"]])(
    '%s is told',
    (text) => expect(isFormulaText(text)).toBe(true),
  );
  test.each([
    ['- katalog verildi'],
    ['-katalog'],
    ['+90 532 123 45 67'],
    ['+90-532-123-45-67'],
    ['-5'],
    ['-1.234,50'],
    ['@cinarmetal'],
    ['='],
    ['a=b'],
    ['-A4 broşür'],
  ])('%s is text', (text) => expect(isFormulaText(text)).toBe(false));
});
