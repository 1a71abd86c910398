/** A campaign: a fair, event or advertisement that leads and deals come from. Any rep may create one. */
import { field, type Money } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const campaign = declare('campaign', {
  /** `fair`, `event`, `ads`, `mailing` or `other` */
  kind: field('choice'),
  name: field('text', { column: true, search: 2 }),
  year: field('number'),
  starts: field('day'),
  ends: field('day'),
  place: field('text'),
  budget: field('money'),
  cost: field('money'),
  target: field('text'),
});
export type Campaign = RecordOf<typeof campaign>;

/** "Metal Expo 2025": the name with its year, unless the name already tells it. */
export function campaignTitle(record: {
  readonly name?: string;
  readonly year?: number;
  readonly cost?: Money;
}): string {
  const name = record.name ?? '';
  return record.year === undefined || name.includes(String(record.year)) ? name : `${name} ${record.year}`;
}
