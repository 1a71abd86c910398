/** Sums of several currencies in one line: they are never added to each other. */
import type { Money } from '#schema/fields.ts';
import type { Format } from '../../i18n/format.ts';

/** How many currencies stand in a narrow place; the rest is a number. */
const SHOWN = 2;

/** `₺1,2 Mn + $40 B`, in full words with `exact`; `₺0` where there is nothing. */
export function moneyText(format: Format, sums: readonly Money[], exact = false): string {
  if (sums.length === 0) return format.money({ amount: 0, currency: 'TRY' });
  if (exact) return sums.map((sum) => format.money(sum)).join(' + ');
  const rest = sums.length - SHOWN;
  const shown = sums.slice(0, SHOWN).map((sum) => format.moneyShort(sum));
  return shown.join(' + ') + (rest > 0 ? ` +${rest}` : '');
}
