/** One line that a salesperson jots down becomes a lead, and nothing of it is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone } from '#schema/phoneParser.ts';
import { parseQuickAdd } from '#schema/quickAdd.ts';

const read = (line: string) => parseQuickAdd(line, parsePhone);

describe('the quick add line', () => {
  it('understands name, company, phone and e-mail', () => {
    expect(read('Ayşe Demir, Çınar Metal, 0532 123 45 67, ayse@cinar.com')).toEqual({
      firstName: 'Ayşe',
      lastName: 'Demir',
      company: 'Çınar Metal',
      phone: '+905321234567',
      email: 'ayse@cinar.com',
      tags: [],
    });
  });

  it('does not care for the order', () => {
    expect(read('INFO@CINAR.COM; 0212 555 12 34; Çınar Metal San. ve Tic. A.Ş.; Ayşe Nur Demir')).toEqual({
      firstName: 'Ayşe Nur',
      lastName: 'Demir',
      company: 'Çınar Metal San. ve Tic. A.Ş.',
      phone: '+902125551234',
      email: 'info@cinar.com',
      tags: [],
    });
  });

  it('takes number and address out of a line without commas', () => {
    expect(read('Ayşe Demir 0532 123 45 67 ayse@cinar.com')).toEqual({
      firstName: 'Ayşe',
      lastName: 'Demir',
      phone: '+905321234567',
      email: 'ayse@cinar.com',
      tags: [],
    });
  });

  it('takes a surname that is also a trade for a surname when a company follows', () => {
    const lead = parseQuickAdd('Işıl Çelik, Ege Kalıp', parsePhone);
    expect(lead).toMatchObject({ firstName: 'Işıl', lastName: 'Çelik', company: 'Ege Kalıp' });
    expect(parseQuickAdd('Karadeniz Çelik', parsePhone)).toMatchObject({ company: 'Karadeniz Çelik' });
  });

  it('knows a company that stands alone', () => {
    expect(read('Kuzey Makina San. Tic. Ltd. Şti.')).toEqual({ company: 'Kuzey Makina San. Tic. Ltd. Şti.', tags: [] });
  });

  it('takes the second name-like piece as the company', () => {
    expect(read('Mehmet Kaya, Karadeniz')).toEqual({
      firstName: 'Mehmet',
      lastName: 'Kaya',
      company: 'Karadeniz',
      tags: [],
    });
  });

  it('knows cities, job titles and tags', () => {
    expect(read('Ali Yıldız, Satın Alma Müdürü, Ege Tekstil, İZMİR #fuar #sıcak_lead')).toEqual({
      firstName: 'Ali',
      lastName: 'Yıldız',
      jobTitle: 'Satın Alma Müdürü',
      company: 'Ege Tekstil',
      city: 'İZMİR',
      tags: ['fuar', 'sıcak lead'],
    });
  });

  it('keeps a number that cannot be read as it was typed', () => {
    expect(read('Ali Yıldız, 0532 123 45')).toMatchObject({ phone: '0532 123 45' });
  });

  it('keeps an address that cannot be read as it was typed', () => {
    expect(read('Ali Yıldız, ali@cinar')).toMatchObject({ email: 'ali@cinar' });
  });

  it('keeps a second number, an extension and surplus words in the description', () => {
    const lead = read('Ali Yıldız, Ege Tekstil, 0212 555 12 34 dahili 12, 0532 123 45 67, salon 5 stand 12');
    expect(lead.phone).toBe('+902125551234');
    expect(lead.description).toBe('dahili 12\n+905321234567\nsalon 5 stand 12');
  });

  it('makes nothing of nothing', () => {
    expect(read('   ')).toEqual({ tags: [] });
  });

  it('loses no letter or digit of any line', () => {
    const piece = fc.constantFrom(
      'Ayşe Demir',
      'Çınar Metal',
      '0532 123 45 67',
      'a@b.co',
      'Ankara',
      'müdür',
      'x1',
      '#vip',
      '12345678',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const lead = read(pieces.join(', '));
        const all = Object.values(lead).flat().join(' ').replaceAll('+90', '0');
        const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
        for (const part of pieces.flatMap((text) => (/\d{3}/.test(text) ? [text] : text.split(' '))))
          expect(bare(all)).toContain(bare(part));
      }),
      { seed: 20251009 },
    );
  });
});
