/** Amounts as people type them. */
import { describe, expect, it } from 'vitest';
import { parseAmount } from '#schema/amount.ts';

describe('an amount', () => {
  it.each([
    ['12500', 1_250_000, 'TRY'],
    ['12.500', 1_250_000, 'TRY'],
    ['12,500', 1_250_000, 'TRY'],
    ['12.500,50', 1_250_050, 'TRY'],
    ['12,500.50', 1_250_050, 'TRY'],
    ['1.234.567', 123_456_700, 'TRY'],
    ['12,5', 1_250, 'TRY'],
    ['₺ 1.250,75', 125_075, 'TRY'],
    ['500 USD', 50_000, 'USD'],
    ['$500', 50_000, 'USD'],
    ['1.000 €', 100_000, 'EUR'],
    ['15 bin', 1_500_000, 'TRY'],
    ['1,2 milyon TL', 120_000_000, 'TRY'],
    ['20k', 2_000_000, 'TRY'],
    ['0', 0, 'TRY'],
  ])('%s', (text, amount, currency) => {
    expect(parseAmount(text, 'TRY')).toEqual({ amount, currency });
  });

  it.each(['', 'yok', '12.50.1', '1,2,3', '500 elma', '$5 EUR', '-5', '12.5000,1', '99999999999999999'])(
    'is not guessed from "%s"',
    (text) => {
      expect(parseAmount(text, 'TRY')).toBeNull();
    },
  );
});
