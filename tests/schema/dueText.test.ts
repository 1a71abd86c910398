/** When something is due, read out of what a salesperson types. Today is Thursday, 9 October 2025. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDueText } from '#schema/dueText.ts';

const TODAY = '2025-10-09';
const read = (line: string) => readDueText(line, TODAY);

describe('a task typed in one line', () => {
  it.each([
    ['yarın 15:00 Ayşe Hanım’ı ara', 'Ayşe Hanım’ı ara', { day: '2025-10-10', time: '15:00' }],
    ['Ayşe Hanım’ı ara yarın 15:00', 'Ayşe Hanım’ı ara', { day: '2025-10-10', time: '15:00' }],
    ['Teklifi gönder 3 iş günü içinde', 'Teklifi gönder', { day: '2025-10-14' }],
    ['3 iş günü içinde ara', 'ara', { day: '2025-10-14' }],
    ['Bugün katalog gönder', 'katalog gönder', { day: TODAY }],
    ['katalog gönder bugün saat 9', 'katalog gönder', { day: TODAY, time: '09:00' }],
    ['Öbür gün numune hazırla', 'numune hazırla', { day: '2025-10-11' }],
    ['haftaya ziyaret et', 'ziyaret et', { day: '2025-10-16' }],
    ['haftaya salı 10:30 toplantı', 'toplantı', { day: '2025-10-14', time: '10:30' }],
    ['Pazartesi ara', 'ara', { day: '2025-10-13' }],
    ['cumaya kadar teklif', 'teklif', { day: '2025-10-10' }],
    ['Perşembe günü ara', 'ara', { day: '2025-10-16' }],
    ['2 hafta sonra tekrar ara', 'tekrar ara', { day: '2025-10-23' }],
    ['1 ay sonra ara', 'ara', { day: '2025-11-09' }],
    ['12.11.2025 14:00 demo', 'demo', { day: '2025-11-12', time: '14:00' }],
    ['demo 12 Kasım', 'demo', { day: '2025-11-12' }],
    ['demo 5 Ocak', 'demo', { day: '2026-01-05' }],
    ['demo 15.10', 'demo', { day: '2025-10-15' }],
    ['call back tomorrow at 3pm', 'call back', { day: '2025-10-10', time: '15:00' }],
    ['next friday send the quote', 'send the quote', { day: '2025-10-17' }],
    ['send the quote in 3 business days', 'send the quote', { day: '2025-10-14' }],
    ['send samples by monday', 'send samples', { day: '2025-10-13' }],
    ['16:45 ara', 'ara', { day: TODAY, time: '16:45' }],
  ])('%s', (line, title, due) => {
    expect(read(line)).toEqual({ title, due });
  });

  it.each([
    'Ayşe Hanım’ı ara',
    'Teklif 2 revize et',
    'Bugünkü fuarı konuş',
    'Stand 15 için fiyat ver',
    'hafta özetini yaz',
    'Salih Bey ile görüş',
  ])('leaves "%s" as it is', (line) => {
    expect(read(line)).toEqual({ title: line, due: null });
  });

  it('does not take a day out of the middle, where it may be a name', () => {
    expect(read('Yeni Cuma Holding teklifi')).toEqual({ title: 'Yeni Cuma Holding teklifi', due: null });
  });

  it('loses no word of any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('yarın', 'ara', '15:00', '3', 'iş', 'günü', 'içinde', 'Ayşe', '12.11'), {
          maxLength: 8,
        }),
        (words) => {
          const { title, due } = read(words.join(' '));
          const kept = title.split(' ').filter(Boolean);
          expect(words).toEqual(expect.arrayContaining(kept));
          if (due === null) expect(kept).toEqual(words);
        },
      ),
      { seed: 20251009 },
    );
  });
});
