/** Fields as people meet them: each has its label, and what cannot be read says why. */
import { describe, expect, it } from 'vitest';
import en from '#client/i18n/en/records.ts';
import tr from '#client/i18n/tr/records.ts';
import { campaignFrom } from '#client/records/CampaignEditor.tsx';
import { fieldProblem } from '#client/records/fieldProblem.ts';
import { readDay, readEmail, readMoney, readNumber, readPhone } from '#client/records/readers.ts';
import { joinSpellings, labelsInUse } from '#client/records/SetEditor.tsx';
import type { Field } from '#schema/fields.ts';
import { RECORDS } from '#schema/records/index.ts';

/** Kept for the machinery of imports and merging; no page shows them. */
const INNER = new Set(['batch', 'rawHash', 'bin', 'editors', 'order', 'version', 'contributors', 'importTexts']);

describe('labels', () => {
  it('name every field that people see, in both languages', () => {
    const fields = Object.values(RECORDS).flatMap(({ fields: all }) => Object.keys(all as Record<string, Field>));
    const missing = [...new Set(fields)].filter((name) => !INNER.has(name) && !(name in tr.field && name in en.field));
    expect(missing).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['phone', '0532 123 45', 'phoneShort'],
    ['phone', '0532 123 45 67 89 00 11 22', 'phoneLong'],
    ['phone', 'yok', 'phoneWords'],
    ['phone', '0999 999 99 99', 'phoneInvalid'],
    ['email', 'ali.cinar.com', 'emailAt'],
    ['email', 'ali@cinar', 'emailDomain'],
    ['email', 'ali demir@cinar.com', 'emailInvalid'],
    ['day', 'geçen hafta', 'day'],
  ] as const)('%s "%s" is marked with why', (kind, value, problem) => {
    expect(fieldProblem(kind, value)).toBe(problem);
  });

  it.each([
    ['phone', '+905321234567'],
    ['email', 'ali@cinar.com'],
    ['day', '2025-10-08'],
    ['text', '???'],
    ['phone', undefined],
  ] as const)('%s "%s" is no problem', (kind, value) => {
    expect(fieldProblem(kind, value)).toBeNull();
  });
});

describe('what is typed into a field', () => {
  it('becomes a number in one form, what stood beside it is handed on', async () => {
    expect(await readPhone('0532 123 45 67')).toEqual({ value: '+905321234567' });
    expect(await readPhone('+90 532 123 45 67')).toEqual({ value: '+905321234567' });
    expect(await readPhone('0212 555 12 34 dahili 12')).toEqual({ value: '+902125551234', rest: 'dahili 12' });
    expect(await readPhone('0532 123')).toEqual({ value: '0532 123' });
    expect(await readPhone('')).toEqual({ value: null });
  });

  it('becomes an address in small letters, never by Turkish rules', () => {
    expect(readEmail('INFO@CINAR.COM')).toEqual({ value: 'info@cinar.com' });
    expect(readEmail('ali@cinar')).toEqual({ value: 'ali@cinar' });
  });

  it.each([
    ['8.10.2024', '2024-10-08'],
    ['8 Ekim 2024', '2024-10-08'],
    ['dün', '2025-10-08'],
    ['yarın', '2025-10-10'],
    ['8 Eki', '2025-10-08'],
    ['8.10', '2025-10-08'],
    ['5 Oca', '2026-01-05'],
    ['Mart 3', '2026-03-03'],
    ['31.02', '31.02'],
    ['geçen ay', 'geçen ay'],
    ['yarın 15:00', 'yarın 15:00'],
  ])('"%s" is the day %s', (text, day) => {
    expect(readDay(text, '2025-10-09')).toEqual({ value: day });
  });

  it('is a day of the year that the field holds already', () => {
    expect(readDay('13 Mar', '2025-10-09', '2024-03-12')).toEqual({ value: '2024-03-13' });
  });

  it('is not kept where a field holds nothing but numbers or money', () => {
    expect(readNumber('85', 'x')).toEqual({ value: 85 });
    expect(readNumber('%25', 'x')).toEqual({ value: 25 });
    expect(readNumber('çok', 'x')).toEqual({ refused: 'x' });
    expect(readNumber('25 %', 'x')).toEqual({ value: 25 });
    expect(readNumber('-3,5', 'x')).toEqual({ value: -3.5 });
    expect(readMoney('12.500,50', 'TRY', 'x')).toEqual({ value: { amount: 1_250_050, currency: 'TRY' } });
    expect(readMoney('çok', 'TRY', 'x')).toEqual({ refused: 'x' });
  });

  it('names a fair with its year', () => {
    expect(campaignFrom('Metal Expo 2026')).toEqual({ name: 'Metal Expo 2026', year: 2026 });
    expect(campaignFrom(' Bahar bülteni ')).toEqual({ name: 'Bahar bülteni' });
  });
});

describe('labels in use', () => {
  it('are one where people take their spellings for one, under the one used most', () => {
    const counts = new Map([
      ['İSTANBUL', 2],
      ['istanbul', 3],
      ['Ankara', 1],
    ]);
    expect([...joinSpellings(counts)]).toEqual([
      ['istanbul', 5],
      ['Ankara', 1],
    ]);
    expect([...labelsInUse([], 'tags')]).toEqual([]);
  });
});
