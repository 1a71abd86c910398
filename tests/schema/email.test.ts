import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmail, parseEmail } from '#schema/email.ts';

describe('reading an e-mail address', () => {
  test('lower case by plain rules, not by Turkish ones', () => {
    expect(parseEmail(' INFO@FIRMA.COM ')).toEqual({ kind: 'email', email: 'info@firma.com' });
    expect(parseEmail('Ilker.Isik@Çelik.com.tr')).toEqual({ kind: 'email', email: 'ilker.isik@çelik.com.tr' });
  });

  test.each([['a b@firma.com'], ['bilgi firma.com'], ['şule@firma'], ['info@@firma.com'], ['@x.com'], ['a@b..com']])(
    '%j is kept as typed',
    (raw) => {
      expect(parseEmail(raw)).toEqual({ kind: 'unreadable', raw });
    },
  );

  test.each([
    ['.a@x.com'],
    ['a.@x.com'],
    ['a..b@x.com'],
    ['a@-x.com'],
    ['a@x.c'],
    ['a@x.12'],
    ['İNFO@FİRMA.COM'],
    ['yok'],
  ])('%j is no address', (raw) => {
    expect(parseEmail(raw).kind).toBe('unreadable');
  });

  test('names, links and second addresses around it are handed back, not dropped', () => {
    expect(parseEmail('Ayşe Demir <Ayse@Cinar.com>')).toEqual({
      kind: 'email',
      email: 'ayse@cinar.com',
      rest: 'Ayşe Demir',
    });
    expect(parseEmail('mailto:ayse@cinar.com.')).toEqual({ kind: 'email', email: 'ayse@cinar.com' });
    expect(parseEmail('a@x.com; B@y.com')).toEqual({ kind: 'email', email: 'a@x.com', rest: 'B@y.com' });
  });

  test('blank is empty', () => {
    for (const raw of [null, undefined, '', '  \u200b']) expect(parseEmail(raw)).toEqual({ kind: 'empty' });
  });

  test('any text is answered, and what is read reads as itself', () => {
    const text = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'aZİıçx0.@ ;<>-_,') }),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const value = parseEmail(raw);
        if (value.kind === 'unreadable') expect(value.raw).toBe(raw);
        if (value.kind !== 'email') return;
        expect(isEmail(value.email)).toBe(true);
        expect(parseEmail(value.email)).toEqual({ kind: 'email', email: value.email });
      }),
      { numRuns: 3000 },
    );
  });

  test('a cell of 100 kB is answered at once', () => {
    const started = performance.now();
    for (const piece of ['a', 'a.', '@', ' ', 'a@', '<', ' ve ', 'a@x.com;']) {
      parseEmail(piece.repeat(100_000));
      parseEmail(piece.repeat(Math.floor(500 / piece.length)));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
