import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatPhone, isE164, loadPhoneParser, type PhoneParser, phoneDigits } from '#schema/phone.ts';
import { numberOfPlan } from '#schema/phoneParser.ts';
import { seededRandom } from '#tests/support/random.ts';

let parse: PhoneParser;
beforeAll(async () => {
  parse = await loadPhoneParser();
});

describe('reading a phone', () => {
  test.each([
    ['0532 123 45 67'],
    ['5321234567'],
    [5321234567],
    [905321234567],
    ['0(532) 123 4567'],
    ['+90 532-123-45-67'],
    ['00905321234567'],
    ['0 0 90 532 123 45 67'],
    ['+90 0532 123 45 67'],
    ['(+90) 532 123 45 67'],
    ['0532_123_45_67'],
    ['0532.123.45.67'],
    ["'05321234567"],
    ['Cep Tel: 0532 123 45 67'],
    ['\u202a+90\u00a0532 123 45 67\u202c'],
  ])('%j is +905321234567', (raw) => {
    expect(parse(raw)).toEqual({ kind: 'phone', e164: '+905321234567' });
  });

  test.each([
    ['yok'],
    ['12345'],
    ['+90 532 000'],
    ['0555-ABC-1234'],
    ['5,32123E+09'],
    ['53212345678'],
    ['O532 123 45 67'],
    ['0532 123 45 67-8'],
    ['-'],
    ['=1+1'],
  ])('%j is kept as typed', (raw) => {
    expect(parse(raw)).toEqual({ kind: 'unreadable', raw });
  });

  test('a number of any area and operator, written plainly, is what the number plans say', () => {
    const chance = seededRandom(11);
    for (let code = 100; code < 1_000; code += 1) {
      for (let round = 0; round < 4; round += 1) {
        const gap = (): string => chance.pick(['', ' ', '-', '.']);
        const start = chance.pick(['', '0', '0 ', '+90', '+90 ']);
        const digits = String(chance.below(10_000_000)).padStart(7, '0');
        const text = [start, code, gap(), digits.slice(0, 3), gap(), digits.slice(3, 5), gap(), digits.slice(5)].join(
          '',
        );
        expect(parse(text)).toEqual(numberOfPlan(text) ?? { kind: 'unreadable', raw: text });
      }
    }
  });

  test('foreign numbers need their country code', () => {
    expect(parse('+49 151 23456789')).toEqual({ kind: 'phone', e164: '+4915123456789' });
    expect(parse('0049 151 23456789')).toEqual({ kind: 'phone', e164: '+4915123456789' });
    expect(parse('4915123456789')).toEqual({ kind: 'unreadable', raw: '4915123456789' });
  });

  test('extensions, second numbers and remarks are handed back, not dropped', () => {
    expect(parse('0212 555 12 34 dahili 105')).toEqual({ kind: 'phone', e164: '+902125551234', rest: 'dahili 105' });
    expect(parse('0212 555 12 34 x105')).toEqual({ kind: 'phone', e164: '+902125551234', rest: 'dahili 105' });
    expect(parse('0212 555 12 34-35')).toEqual({ kind: 'phone', e164: '+902125551234', rest: '-35' });
    expect(parse('0532 123 45 67 (cep)')).toEqual({ kind: 'phone', e164: '+905321234567', rest: '(cep)' });
    expect(parse('yok / 0532 123 45 67\n0212 555 12 34')).toEqual({
      kind: 'phone',
      e164: '+905321234567',
      rest: 'yok, 0212 555 12 34',
    });
  });

  test('blank is empty', () => {
    for (const raw of [null, undefined, '', ' \u00a0\u200b']) expect(parse(raw)).toEqual({ kind: 'empty' });
  });

  test('a Turkish number reads the same however it is grouped, and reading it again changes nothing', () => {
    const national = fc
      .tuple(fc.constantFrom('532', '542', '551', '212', '312', '850'), fc.integer({ min: 2_000_000, max: 9_999_999 }))
      .map(([area, local]) => `${area}${local}`);
    const prefix = fc.constantFrom('', '0', '+90', '0090', '90', '+90 0', '(+90)');
    const gap = fc.constantFrom('', ' ', '-', '.', '  ');
    fc.assert(
      fc.property(national, prefix, gap, gap, (digits, before, one, two) => {
        const typed = `${before}${one}${digits.slice(0, 3)}${one}${digits.slice(3, 6)}${two}${digits.slice(6)}`;
        const value = parse(typed);
        expect(value).toEqual({ kind: 'phone', e164: `+90${digits}` });
        expect(parse(`+90${digits}`)).toEqual(value);
        expect(parse(formatPhone(`+90${digits}`))).toEqual(value);
        expect(parse(formatPhone(`+90${digits}`, 'en'))).toEqual(value);
      }),
    );
  });

  test('any text is answered: a number in E.164, or the text untouched', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789+-() /;.xdahilve\n') }),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const value = parse(raw);
        if (value.kind === 'phone') {
          expect(isE164(value.e164)).toBe(true);
          expect(parse(value.e164)).toEqual({ kind: 'phone', e164: value.e164 });
        } else if (value.kind === 'unreadable') expect(value.raw).toBe(raw);
        else expect(raw.trim().length === 0 || /^[\s\u200b-\u206f\ufeff_]+$/.test(raw)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('a cell of 100 kB is answered at once', () => {
    const started = performance.now();
    for (const piece of ['0', ' ', '0 ', '(', '05321234567/', 'dahili ', '+90-', '\u0660']) {
      parse(piece.repeat(100_000));
      parse(piece.repeat(Math.floor(119 / piece.length)));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('showing and finding', () => {
  test('Turkish numbers are grouped as the reader expects', () => {
    expect(formatPhone('+905321234567')).toBe('0532 123 45 67');
    expect(formatPhone('+905321234567', 'en')).toBe('+90 532 123 45 67');
    expect(formatPhone('+904441234')).toBe('444 1 234');
    expect(formatPhone('+4915123456789')).toBe('+4915123456789');
    expect(formatPhone('0555-ABC-1234')).toBe('0555-ABC-1234');
  });

  test('what is typed into a search is a part of the number it means', () => {
    const kept = phoneDigits('+905321234567');
    for (const typed of ['0532 123', '+90 532', '0090 532', '905321234567', '123 45 67', '45 67', '(532) 123']) {
      expect(kept).toContain(phoneDigits(typed));
    }
    expect(phoneDigits('yok')).toBe('');
  });
});
