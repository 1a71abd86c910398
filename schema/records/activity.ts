/** An activity: a call, meeting, visit or message with someone, planned or done. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const activity = declare('activity', {
  kind: field('choice', { list: 'activityType' }),
  /** `planned`, `done` or `cancelled` */
  state: field('choice'),
  at: field('instant'),
  /** `in` or `out` */
  direction: field('choice'),
  minutes: field('number'),
  summary: field('longText', { search: 1 }),
  result: field('choice', { list: 'activityResult', open: true }),
  subject: field('subject'),
});
export type Activity = RecordOf<typeof activity>;
