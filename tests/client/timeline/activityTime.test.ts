/** When an activity was, as people type it. It is Thursday, 9 October 2025, 11:30 in Istanbul. */
import { describe, expect, it } from 'vitest';
import { readActivityTime } from '#client/features/timeline/activityTime.ts';

const NOW = Date.parse('2025-10-09T11:30:00+03:00');
const read = (text: string): string | null => {
  const at = readActivityTime(text, NOW, '2025-10-09');
  return at === null ? null : new Date(at).toISOString();
};

describe('the time of an activity', () => {
  it.each([
    ['', '2025-10-09T08:30:00.000Z'],
    ['bugün 14:00', '2025-10-09T11:00:00.000Z'],
    ['dün', '2025-10-08T07:00:00.000Z'],
    ['dün 16:45', '2025-10-08T13:45:00.000Z'],
    ['yesterday 9:15', '2025-10-08T06:15:00.000Z'],
    ['yarın 10:00', '2025-10-10T07:00:00.000Z'],
    ['08.10.2025 15:30', '2025-10-08T12:30:00.000Z'],
    ['08.10.2025', '2025-10-08T07:00:00.000Z'],
    ['9:05', '2025-10-09T06:05:00.000Z'],
  ])('"%s"', (text, instant) => {
    expect(read(text)).toBe(instant);
  });

  it.each(['bir ara', 'dün akşam', '45:00', '31.02.2025'])('does not guess at "%s"', (text) => {
    expect(read(text)).toBeNull();
  });
});
