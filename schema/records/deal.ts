/** A deal (opportunity): what may be sold, to whom, how likely and until when. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const deal = declare('deal', {
  title: field('text', { column: true, search: 4 }),
  lead: field('ref', { to: 'lead', column: true }),
  stage: field('move', { list: 'stage', column: true, guarded: true }),
  amount: field('money', { column: true }),
  expectedClose: field('day', { column: true }),
  /** percent of its own; the stage's counts while it is empty */
  probability: field('number', { column: true }),
  products: field('set', { list: 'product', open: true, column: true, search: 1 }),
  needs: field('longText', { search: 1 }),
  competitor: field('text', { column: true, search: 1 }),
  feedback: field('longText', { search: 1 }),
  order: field('order', { guarded: true }),
});
export type Deal = RecordOf<typeof deal>;
