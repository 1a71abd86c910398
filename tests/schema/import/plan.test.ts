import { beforeAll, describe, expect, test } from 'vitest';
import type { Env } from '#schema/env.ts';
import { markDuplicates, type KnownRecords } from '#schema/import/duplicates.ts';
import { judgeRow, type JudgedRow, type LeadDraft } from '#schema/import/judge.ts';
import { lookupIn } from '#schema/import/known.ts';
import { decideRows, planImport, type Choices, type Constants, type ImportPlan } from '#schema/import/plan.ts';
import type { Row } from '#schema/import/sheet.ts';
import type { Target } from '#schema/import/targets.ts';
import { loadPhoneParser, type PhoneParser } from '#schema/phone.ts';
import { readSettings } from '#schema/settings.ts';

const COLUMNS: readonly Target[] = [
  'firstName',
  'company',
  'phone',
  'email',
  'products',
  'description',
  'visitDate',
  'status',
];
const TITLES = ['Ad', 'Firma', 'Tel', 'Mail', 'Ürün', 'Not', 'Ziyaret', 'Durum'];
const P1 = '0532 111 11 11';
const P2 = '0532 222 22 22';

let parsePhone: PhoneParser;
beforeAll(async () => {
  parsePhone = await loadPhoneParser();
});

const lookup = lookupIn({ lists: readSettings(null).lists, campaigns: [], members: [] });
const judged = (lines: readonly Row[], records?: KnownRecords): JudgedRow[] =>
  markDuplicates(
    lines.map((cells, index) =>
      judgeRow({ row: index + 1, line: index + 2, cells }, { columns: COLUMNS, titles: TITLES, parsePhone, lookup }),
    ),
    records,
  );

function env(): Env {
  let ids = 0;
  return {
    now: () => 1_000,
    today: () => '2025-11-01',
    newId: () => `id${(ids += 1)}`,
    random: () => 0.5,
    locale: 'tr',
    actor: { id: 'me', role: 'rep' },
  };
}
const choose = (duplicates: Choices['duplicates'], rows: readonly [number, Choices['duplicates']][] = []): Choices => ({
  duplicates,
  rows: new Map(rows),
});
const plan = (
  rows: readonly JudgedRow[],
  choices: Choices,
  constants: Constants = {},
  record?: LeadDraft,
): ImportPlan =>
  planImport(
    {
      rows,
      choices,
      constants,
      titleOf: (target) => TITLES[COLUMNS.indexOf(target)] ?? target,
      recordDraft: () => record,
    },
    env(),
  );
const results = ({ outcomes }: ImportPlan) => outcomes.map(({ result }) => result);
const values = (made: ImportPlan) => made.items.map(({ op, id, values: own }) => ({ op, id, ...own }));

const records = (known: { phone?: string; email?: string; hash?: string }): KnownRecords => ({
  byPhone: (phone) => (phone === known.phone ? 'L1' : undefined),
  byEmail: (email) => (email === known.email ? 'L1' : undefined),
  byHash: (hash) => (hash === known.hash ? 'L1' : undefined),
});

const LIST: readonly Row[] = [
  ['Ayşe', 'Çınar', P1, null, 'Pres', 'ilk not'],
  ['Ali', 'Doruk', P2, 'ali@doruk.com', null, null],
  ['Ayşe', 'Ege', P1, 'ayse@ege.com', 'Lazer', 'ikinci not'],
  [null, 'Ege', null, 'ayse@ege.com', null, null],
];

describe('duplicates', () => {
  test('pair with the earliest row that shares a phone or an e-mail', () => {
    const pairs = judged(LIST).map(({ problems }) => problems.find(({ code }) => code === 'duplicate-in-file'));
    expect(pairs).toEqual([
      undefined,
      undefined,
      { code: 'duplicate-in-file', of: 1, by: 'phone' },
      { code: 'duplicate-in-file', of: 3, by: 'email' },
    ]);
  });

  test('of a record are known by phone, e-mail, or as the very same row', () => {
    const line: Row[] = [['Ayşe', 'Çınar', P1, 'a@x.com']];
    const by = (known: Parameters<typeof records>[0]) => judged(line, records(known))[0]?.problems[0];
    expect(by({ phone: '+905321111111' })).toEqual({ code: 'duplicate-of-record', record: 'L1', by: 'phone' });
    expect(by({ phone: '+905321111111', email: 'a@x.com' })).toMatchObject({ by: 'phone+email' });
    expect(by({ email: 'a@x.com' })).toMatchObject({ by: 'email' });
    expect(by({ hash: judged(line)[0]?.hash ?? '' })).toMatchObject({ by: 'row' });
    expect(by({})).toBeUndefined();
  });

  test('marking again leaves the rows that stay the same untouched', () => {
    const once = judged(LIST);
    const again = markDuplicates(once);
    expect(again.every((row, index) => row === once[index])).toBe(true);
  });
});

describe('the plan', () => {
  test('merges a duplicate into the lead of its earlier row: gaps filled, labels joined, differences kept as lines', () => {
    const made = plan(judged(LIST), choose('merge'));
    expect(made.counts).toEqual({ create: 2, merge: 2, skip: 0 });
    expect(values(made)[0]).toMatchObject({
      op: 'create',
      firstName: 'Ayşe',
      company: 'Çınar',
      phone: '+905321111111',
      email: 'ayse@ege.com',
      products: ['Pres', 'Lazer'],
      description: 'ilk not\nikinci not\nFirma: Ege',
    });
  });

  test('skips or keeps duplicates by choice, for all or for one row', () => {
    expect(results(plan(judged(LIST), choose('skip')))).toEqual(['create', 'create', 'skip', 'skip']);
    expect(results(plan(judged(LIST), choose('take')))).toEqual(['create', 'create', 'create', 'create']);
    expect(results(plan(judged(LIST), choose('skip', [[3, 'take']])))).toEqual(['create', 'create', 'create', 'skip']);
  });

  test('a row that doubles one left out by hand is nobody’s duplicate', () => {
    expect(results(plan(judged(LIST), choose('merge', [[1, 'skip']])))).toEqual(['skip', 'create', 'create', 'merge']);
  });

  test('fills the record that a row doubles, and what doubles that row fills it too', () => {
    const made = plan(judged(LIST, records({ phone: '+905321111111' })), choose('merge'));
    expect(results(made)).toEqual(['merge', 'create', 'merge', 'merge']);
    const fills = values(made).filter(({ op }) => op === 'fill');
    expect(fills).toHaveLength(1);
    expect(fills[0]).toMatchObject({ id: 'L1', products: ['Pres', 'Lazer'], email: 'ayse@ege.com' });
  });

  test('fills a record with what it lacks; what the rows say differently becomes lines below its description', () => {
    const record: LeadDraft = { firstName: 'Ayşe', company: 'Eski A.Ş.', description: 'eski not', tags: ['vip'] };
    const made = plan(judged(LIST, records({ phone: '+905321111111' })), choose('merge'), {}, record);
    const fill = made.items.find(({ op }) => op === 'fill');
    expect(fill).toEqual({
      op: 'fill',
      id: 'L1',
      values: { phone: '+905321111111', email: 'ayse@ege.com', products: ['Pres', 'Lazer'], tags: ['vip'] },
      lines: ['ilk not', 'Firma: Çınar', 'ikinci not', 'Firma: Ege'],
    });
  });

  test('a filled record keeps its own status and owner', () => {
    const [line = []] = LIST;
    const rows = judged([[...line, null, 'Nitelikli'] as Row], records({ phone: '+905321111111' }));
    expect(values(plan(rows, choose('merge'), { owner: 'u2' }))[0]).not.toHaveProperty('status');
    expect(values(plan(rows, choose('merge'), { owner: 'u2' }))[0]).not.toHaveProperty('owner');
  });

  test('rows with neither a name nor a company are left out, and say why', () => {
    const made = plan(judged([[null, null, P1]]), choose('take', [[1, 'take']]));
    expect(made.outcomes).toEqual([{ row: 1, result: 'skip', why: 'nameless' }]);
    expect(made.items).toEqual([]);
  });

  test('makes the fair first, and points every row to it', () => {
    const made = plan(judged(LIST.slice(0, 2)), choose('merge'), {
      source: { key: 'fair' },
      newCampaign: { name: 'Metal Expo', year: 2025 },
      owner: 'u2',
      tags: ['2025'],
    });
    const [fair, ...leads] = values(made);
    expect(fair).toMatchObject({ op: 'campaign', name: 'Metal Expo' });
    for (const lead of leads) {
      expect(lead).toMatchObject({ source: { key: 'fair' }, campaign: fair?.id, owner: 'u2', tags: ['2025'] });
    }
  });

  test('dates a lead by its visit, unless that is still to come', () => {
    const day = (visit: string) =>
      values(plan(judged([['Ayşe', null, P1, null, null, null, visit]]), choose('take')))[0];
    expect(day('08.10.2025')).toMatchObject({ visitDate: '2025-10-08', date: '2025-10-08' });
    expect(day('08.10.2026')).not.toHaveProperty('date');
    expect(day('ikinci gün')).not.toHaveProperty('date');
  });

  test('a status from the list stands since the import, by who imports', () => {
    const rows = judged([['Ayşe', null, P1, null, null, null, null, 'Nitelikli']]);
    expect(values(plan(rows, choose('take')))[0]).toMatchObject({ status: { to: 'qualified', at: 1_000, by: 'me' } });
  });

  test('what the review shows of the rows is what the plan does with them, whatever was chosen', () => {
    const rows = judged([...LIST, [null, null, P2]], records({ phone: '+905322222222' }));
    const all = ['take', 'merge', 'skip'] as const;
    for (const duplicates of all)
      for (const own of all)
        for (const row of rows.map((one) => one.row)) {
          const choices = choose(duplicates, [[row, own]]);
          const { outcomes, counts } = plan(rows, choices);
          let ids = 0;
          expect(decideRows(rows, choices, () => `id${(ids += 1)}`)).toEqual({ outcomes, counts });
          expect(counts.create + counts.merge + counts.skip).toBe(rows.length);
        }
  });

  test('five thousand rows are judged, paired and planned well within a second', () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, index): Row => [
        `Ad${index}`,
        'Firma A.Ş.',
        `0532 ${String(index % 4_000).padStart(7, '0')}`,
        `kisi${index}@firma.com`,
        'Pres hattı, Lazer',
        'Katalog verildi, numune istiyor',
        '08.10.2025',
        'Yeni',
      ],
    );
    const started = performance.now();
    const made = plan(judged(lines), choose('merge'));
    const took = performance.now() - started;
    expect(made.counts).toEqual({ create: 4_000, merge: 1_000, skip: 0 });
    expect(took).toBeLessThan(20_000);
  });
});
