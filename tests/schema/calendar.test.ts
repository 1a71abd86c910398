/** Business days against the calendar that Turkey published, 2021–2026. */
import { describe, expect, it } from 'vitest';
import { addBusinessDays, addDays, addMonths, isBusinessDay, isHoliday } from '#schema/calendar.ts';

/** First and last day of Ramazan and Kurban Bayramı as published. */
const BAYRAMLAR = [
  ['2021-05-13', '2021-05-15'],
  ['2021-07-20', '2021-07-23'],
  ['2022-05-02', '2022-05-04'],
  ['2022-07-09', '2022-07-12'],
  ['2023-04-21', '2023-04-23'],
  ['2023-06-28', '2023-07-01'],
  ['2024-04-10', '2024-04-12'],
  ['2024-06-16', '2024-06-19'],
  ['2025-03-30', '2025-04-01'],
  ['2025-06-06', '2025-06-09'],
  ['2026-03-20', '2026-03-22'],
  ['2026-05-27', '2026-05-30'],
] as const;

describe('the calendar', () => {
  it.each(BAYRAMLAR)('knows the feast of %s to %s', (first, last) => {
    for (let day = first as string; day <= last; day = addDays(day, 1))
      expect([day, isHoliday(day)]).toEqual([day, true]);
    expect(isHoliday(addDays(last, 1))).toBe(false);
    expect(isBusinessDay(first)).toBe(false);
  });

  it('knows the holidays that never move', () => {
    for (const day of [
      '2025-01-01',
      '2025-04-23',
      '2025-05-01',
      '2025-05-19',
      '2025-07-15',
      '2025-08-30',
      '2025-10-29',
    ])
      expect(isHoliday(day)).toBe(true);
    expect(isHoliday('2025-10-30')).toBe(false);
  });

  it('counts three business days over a weekend', () => {
    expect(addBusinessDays('2025-10-09', 3)).toBe('2025-10-14');
  });

  it('counts three business days over a feast and its weekend', () => {
    // 5 June 2025 is a Thursday; the feast runs from Friday to Monday
    expect(addBusinessDays('2025-06-05', 3)).toBe('2025-06-12');
  });

  it('steps over the end of a year and of a short month', () => {
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2024-12-15', 2)).toBe('2025-02-15');
  });
});
