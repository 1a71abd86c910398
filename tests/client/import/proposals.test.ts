import { describe, expect, test } from 'vitest';
import { fairHint, splitFairName } from '#client/features/import/fairHint.ts';
import { constantsOf, proposeForAll } from '#client/features/import/forAllRows.ts';
import { NEW_CAMPAIGN } from '#client/features/import/importState.ts';
import { columnLetter, guessLayout, likeliestSheet } from '#client/features/import/layout.ts';
import type { Row } from '#schema/import/sheet.ts';

const CAMPAIGNS = [
  { id: 'c1', title: 'Win Eurasia 2025' },
  { id: 'c2', title: 'Metal Expo 2025' },
];

describe('the fair that a file is of', () => {
  test('is one of the workspace where the title or the name of the file names it', () => {
    expect(fairHint([['METAL EXPO 2025 — Stand Listesi']], 'liste.xlsx', CAMPAIGNS)).toEqual({ campaign: 'c2' });
    expect(fairHint([], 'win_eurasia-2025.utf8-bom.csv', CAMPAIGNS)).toEqual({ campaign: 'c1' });
  });

  test('is proposed by its title where it is new, and nothing is proposed without one', () => {
    expect(fairHint([['Metal Expo 2026 — Stand Listesi']], 'liste.xlsx', CAMPAIGNS)).toEqual({
      name: 'Metal Expo 2026',
    });
    expect(fairHint([['Ziyaretçi listesi']], 'liste 2026.xlsx', CAMPAIGNS)).toEqual({});
  });

  test('has a name and a year', () => {
    expect(splitFairName(' Metal Expo  2025 ')).toEqual({ name: 'Metal Expo', year: 2025 });
    expect(splitFairName('Teknofest')).toEqual({ name: 'Teknofest' });
    expect(splitFairName('2025')).toEqual({ name: '2025' });
  });
});

describe('what holds for all rows', () => {
  test('is proposed from the file: its fair as source, and whoever imports as owner', () => {
    const layout = { header: 1, columns: ['firstName', 'visitDate'] as const };
    const proposal = proposeForAll('x.xlsx', [['Metal Expo 2026 — Liste'], ['Ad']], layout, {
      campaigns: CAMPAIGNS,
      me: 'u1',
    });
    expect(proposal).toEqual({
      source: 'fair',
      campaign: NEW_CAMPAIGN,
      newCampaign: 'Metal Expo 2026',
      owner: 'u1',
      tags: [],
    });
    expect(constantsOf(proposal)).toEqual({
      source: { key: 'fair' },
      newCampaign: { kind: 'fair', name: 'Metal Expo', year: 2026 },
      owner: 'u1',
    });
  });
});

describe('the layout of a file', () => {
  const list: Row[] = [
    ['Ad', 'Telefon'],
    ['Ayşe', '0532 123 45 67'],
  ];
  const sheets = [
    { name: 'Açıklama', lines: 500, head: [['Bu dosya fuarda tutuldu']] },
    { name: 'Liste', lines: 2, head: list },
  ];

  test('is looked for in the sheet that most looks like a list', () => {
    expect(likeliestSheet(sheets)).toBe(1);
    expect(guessLayout(sheets, 1, new Map())).toMatchObject({ header: 0, columns: ['firstName', 'phone'] });
  });

  test('follows the header that a person chose', () => {
    expect(guessLayout(sheets, 1, new Map(), null)).toMatchObject({ header: null, titles: ['', ''] });
  });

  test('calls columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
