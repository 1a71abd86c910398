import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanLine,
  cleanLines,
  compareText,
  fold,
  foldKey,
  foldWords,
  nameCase,
  turkishLower,
  turkishUpper,
} from '#schema/text.ts';

describe('fold', () => {
  test('every spelling of a Turkish word finds every other', () => {
    for (const spelling of ['İSTANBUL', 'istanbul', 'Istanbul', 'ıstanbul', 'I\u0307stanbul']) {
      expect(fold(spelling)).toBe('istanbul');
    }
    expect(fold('ÇELİK')).toBe(fold('celik'));
    expect(fold('Kâğıthane')).toBe('kagithane');
    expect(fold('c\u0327ag\u0306rı')).toBe(fold('ÇAĞRI'));
  });

  test('letters fold in a word as they do by themselves', () => {
    const alone = (text: string): string => [...text].map((letter) => fold(`\u4e00${letter}`).slice(1)).join('');
    const latin = fc.string({ unit: fc.integer({ min: 1, max: 0x17f }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(latin, (text) => {
        expect(fold(text)).toBe(alone(text));
      }),
    );
  });

  test('folding twice is folding once, and every fold of a case is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text)).toBe(fold(text).normalize('NFC'));
      }),
      { numRuns: 2000 },
    );
    const letters = fc.string({ unit: fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyzâîûqwx ') });
    fc.assert(
      fc.property(letters, (text) => {
        expect(fold(turkishUpper(text))).toBe(fold(text));
        expect(fold(text.toUpperCase())).toBe(fold(text));
      }),
    );
  });

  test('a label typed with stray spaces and capitals is the same key', () => {
    expect(foldKey('  Lazer \u00a0 KESİM\u200b ')).toBe('lazer kesim');
    expect(foldWords('E-Posta (iş) / Mail')).toBe('e posta is mail');
  });
});

describe('cleaning', () => {
  test('a line loses stray spaces, line ends and invisible characters, and nothing else', () => {
    expect(cleanLine('\ufeff  Ayşe\t\n Nur  ')).toBe('Ayşe Nur');
    expect(cleanLine('s\u0327ule')).toBe('şule');
    expect(cleanLine('👨‍👩‍👧 aile')).toBe('👨‍👩‍👧 aile');
  });

  test('lines are kept, blank edges are not', () => {
    expect(cleanLines('\n\n bir \r\n\r\n\r\n iki\riki buçuk\n\n')).toBe('bir\n\niki\niki buçuk');
  });

  test('hostile lengths are cleaned in linear time', () => {
    const started = performance.now();
    cleanLine(`${' '.repeat(100_000)}x${'\u200b '.repeat(100_000)}`);
    cleanLines(' \n'.repeat(100_000));
    foldWords('-'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('names', () => {
  test('are cased by Turkish rules', () => {
    expect(turkishUpper('ışıl idil')).toBe('IŞIL İDİL');
    expect(turkishLower('IŞIL İDİL')).toBe('ışıl idil');
    expect(nameCase(' AYŞE  NUR ILGAZ ')).toBe('Ayşe Nur Ilgaz');
    expect(nameCase('irem ışık-ÖZ')).toBe('İrem Işık-Öz');
  });

  test('with capitals of their own stay as they are', () => {
    expect(nameCase('Ronald McDonald')).toBe('Ronald McDonald');
  });

  test('sort in the order of the language', () => {
    const cities = [
      'Şırnak',
      'Zonguldak',
      'Irmak',
      'İbrahim',
      'Sivas',
      'Çorum',
      'Ilgaz',
      'Cizre',
      'Stand 10',
      'Stand 2',
    ];
    expect(cities.toSorted(compareText('tr'))).toEqual([
      'Cizre',
      'Çorum',
      'Ilgaz',
      'Irmak',
      'İbrahim',
      'Sivas',
      'Stand 2',
      'Stand 10',
      'Şırnak',
      'Zonguldak',
    ]);
  });
});
