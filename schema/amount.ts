/**
 * Amounts of money as people type them, in Turkish and English habit: "12.500", "12,500.50", "₺ 1.250,75", "15 bin",
 * "1,2 milyon", "20k", "500 USD". Must never guess a digit.
 */
import type { Money } from './fields.ts';
import { fold } from './text.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '₺': 'TRY',
  tl: 'TRY',
  try: 'TRY',
  $: 'USD',
  usd: 'USD',
  dolar: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  avro: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  sterlin: 'GBP',
};
const SCALES: Readonly<Record<string, number>> = {
  bin: 1e3,
  k: 1e3,
  milyon: 1e6,
  mn: 1e6,
  m: 1e6,
  million: 1e6,
  milyar: 1e9,
  mr: 1e9,
  bn: 1e9,
};
const PARTS =
  /^(₺|\$|€|£|[a-z]{2,8})?\s*(\d[\d.,' ]*)\s*(bin|k|milyon|mn|m|million|milyar|mr|bn)?\s*(₺|\$|€|£|[a-z]{2,8})?$/;

/** The currencies that a picker offers. */
export const CURRENCIES = ['TRY', 'USD', 'EUR', 'GBP'] as const;

/** The amount that a text means, in minor units, or null where it cannot be read. Without a sign it is in `currency`. */
export function parseAmount(text: string, currency: string): Money | null {
  const match = PARTS.exec(fold(text.trim().replaceAll('\u00a0', ' ')));
  if (!match) return null;
  const sign = match[1] ?? match[4];
  const named = sign === undefined ? currency : SIGNS[sign];
  if (named === undefined || (match[1] && match[4])) return null;
  const value = numberIn((match[2] ?? '').trim());
  if (value === null) return null;
  const amount = Math.round(value * (match[3] ? (SCALES[match[3]] ?? 1) : 1) * 100);
  return Number.isSafeInteger(amount) ? { amount, currency: named } : null;
}

/** A number with either habit of marks: "12.500,5" and "12,500.5"; one mark before three digits groups thousands. */
export function numberIn(text: string): number | null {
  const bare = text.replace(/[' ]/g, '');
  const marks = [...bare.matchAll(/[.,]/g)].map((mark) => mark[0]);
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  if (marks.length === 0) return /^\d+$/.test(bare) ? Number(bare) : null;
  const decimals = bare.slice(last + 1);
  const mixed = new Set(marks).size === 2;
  const isDecimal = mixed
    ? marks.filter((mark) => mark === marks.at(-1)).length === 1
    : marks.length === 1 && decimals.length !== 3;
  const whole = isDecimal ? bare.slice(0, last) : bare;
  if (!/^\d{1,3}([.,]\d{3})*$|^\d+$/.test(whole) || (isDecimal && !/^\d{1,4}$/.test(decimals))) return null;
  return Number(whole.replace(/[.,]/g, '') + (isDecimal ? `.${decimals}` : ''));
}
