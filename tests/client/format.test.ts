/** What people read: numbers, money, dates and phones in the habit of each language. */
import { describe, expect, it } from 'vitest';
import { formatOf } from '#client/i18n/format.ts';

const tr = formatOf('tr');
const en = formatOf('en');
/** Intl writes thin and unbreakable spaces; the eye sees a space. */
const seen = (text: string): string => text.replace(/\s/g, ' ');

describe('money', () => {
  it('stands in the language of the page, its sign in front', () => {
    expect(seen(tr.money({ amount: 125_000_00, currency: 'TRY' }))).toBe('₺125.000');
    expect(seen(en.money({ amount: 125_000_00, currency: 'TRY' }))).toBe('₺125,000');
    expect(seen(tr.money({ amount: 99_50, currency: 'EUR' }))).toBe('€99,50');
  });
  it('shows both decimals when there are any', () => {
    expect(seen(tr.money({ amount: 1_250_50, currency: 'TRY' }))).toBe('₺1.250,50');
    expect(seen(tr.money({ amount: 7, currency: 'TRY' }))).toBe('₺0,07');
  });
  it('knows currencies without small change', () => {
    expect(seen(en.money({ amount: 1500, currency: 'JPY' }))).toBe('¥1,500');
  });
  it('keeps a currency that is none readable', () => {
    expect(seen(tr.money({ amount: 100_00, currency: 'altın' }))).toBe('100 altın');
  });
  it('is short where space is short', () => {
    expect(seen(tr.moneyShort({ amount: 1_260_000_00, currency: 'TRY' }))).toBe('₺1,3 Mn');
    expect(seen(en.moneyShort({ amount: 1_260_000_00, currency: 'TRY' }))).toBe('₺1.3m');
  });
});

describe('numbers', () => {
  it('carry the thousands mark of the language', () => {
    expect(tr.number(10_000)).toBe('10.000');
    expect(en.number(10_000)).toBe('10,000');
    expect(tr.number(2.345, 1)).toBe('2,3');
  });
  it('write per cent on the side where the language has it', () => {
    expect(tr.percent(0.256)).toBe('%26');
    expect(en.percent(0.256, 1)).toBe('25.6%');
  });
  it('write sizes of files', () => {
    expect(tr.fileSize(0)).toBe('0 B');
    expect(tr.fileSize(999)).toBe('999 B');
    expect(tr.fileSize(2_400_000)).toBe('2,4 MB');
    expect(en.fileSize(50_000_000)).toBe('50 MB');
  });
});

describe('dates', () => {
  const now = new Date(2025, 2, 12, 15, 4).getTime();
  const before = (minutes: number) => now - minutes * 60_000;

  it('near are said as people say them', () => {
    expect(tr.ago(now, now)).toBe('şimdi');
    expect(tr.ago(before(5), now)).toBe('5 dakika önce');
    expect(tr.ago(before(120), now)).toBe('2 saat önce');
    expect(tr.ago(before(24 * 60), now)).toBe('dün');
    expect(en.ago(before(3 * 24 * 60), now)).toBe('3 days ago');
    expect(tr.dayNear('2025-03-13', now)).toBe('yarın');
    expect(tr.dayNear('2025-03-12', now)).toBe('bugün');
  });
  it('far are said as dates, with the year only when it is another', () => {
    expect(tr.ago(before(30 * 24 * 60), now)).toBe('10 Şub');
    expect(tr.dayNear('2025-03-19', now)).toBe('19 Mar');
    expect(tr.day('2024-11-03', now)).toBe('3 Kas 2024');
    expect(en.day('2024-11-03', now)).toBe('3 Nov 2024');
  });
  it('just after midnight call the evening before yesterday, not hours ago', () => {
    const midnight = new Date(2025, 2, 12, 0, 10).getTime();
    expect(tr.ago(midnight - 3 * 3_600_000, midnight)).toBe('dün');
  });
  it('in full name the weekday', () => {
    expect(tr.dayLong('2025-03-12')).toBe('12 Mart 2025 Çarşamba');
    expect(tr.month('2025-03')).toBe('Mart 2025');
  });
  it('that are none come back as they were typed', () => {
    expect(tr.day('yarın öğlen')).toBe('yarın öğlen');
    expect(tr.dayNear('2025-13-40')).toBe('2025-13-40');
  });
});

describe('phones', () => {
  it('are grouped as they are read aloud', () => {
    expect(tr.phone('+905321234567')).toBe('+90 532 123 45 67');
    expect(tr.phone('+902121234567')).toBe('+90 212 123 45 67');
    expect(tr.phone('+14155550123')).toBe('+1 415 555 0123');
    expect(tr.phone('+4930123456')).toBe('+49 301 234 56');
  });
  it('that could not be read stay as typed', () => {
    expect(tr.phone('0532 dahili 4')).toBe('0532 dahili 4');
    expect(tr.phone('')).toBe('');
  });
});
