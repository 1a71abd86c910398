import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '#schema/import/day.ts';

describe('days in cells', () => {
  test.each([
    ['08.10.2025'],
    ['8.10.2025'],
    ['08/10/2025'],
    ['8-10-25'],
    ['2025-10-08'],
    ['2025.10.08'],
    ['08.10.2025 14:30'],
    ['2025-10-08T11:00:00.000Z'],
    ['8 Ekim 2025'],
    ['08 EKİM 2025 Çarşamba'],
    ['Çarşamba, 8 Ekim 2025'],
    ['8-Eki-25'],
    ['October 8, 2025'],
    ['8th Oct 2025'],
    [45938],
    [45938.75],
  ])('%j is 8 October 2025', (cell) => {
    expect(parseDay(cell)).toBe('2025-10-08');
  });

  test('the month goes first only where the other order makes no day', () => {
    expect(parseDay('10/25/2025')).toBe('2025-10-25');
    expect(parseDay('03/04/2025')).toBe('2025-04-03');
  });

  test.each([
    ['31.02.2025'],
    ['1. gün'],
    ['2025'],
    ['ekim'],
    ['08.10'],
    ['99.99.9999'],
    [''],
    [5321234567],
    [12],
    [true],
    [null],
    ['1.2.3.4'],
    ['05321234567'],
  ])('%j is no day', (cell) => {
    expect(parseDay(cell)).toBeNull();
  });

  test('every day of the calendar is read in every way of writing it', () => {
    const date = fc.date({
      min: new Date(Date.UTC(1970, 0, 1)),
      max: new Date(Date.UTC(2068, 11, 31)),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (value) => {
        const iso = value.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        const serial = Date.parse(iso) / 86_400_000 + 25_569;
        for (const text of [iso, `${day}.${month}.${year}`, `${day}/${month}/${year.slice(2)}`]) {
          expect(parseDay(text)).toBe(iso);
        }
        expect(parseDay(serial)).toBe(iso);
        for (const [locale, style] of [
          ['tr', 'long'],
          ['tr', 'full'],
          ['en', 'long'],
          ['en-GB', 'medium'],
        ] as const) {
          const written = new Intl.DateTimeFormat(locale, { dateStyle: style, timeZone: 'UTC' }).format(value);
          expect({ written, day: parseDay(written) }).toEqual({ written, day: iso });
        }
      }),
    );
  });
});
