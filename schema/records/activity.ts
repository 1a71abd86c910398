/** An activity: a call, meeting, visit or message with someone, planned or done. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const ACTIVITY_STATES = ['planned', 'done', 'cancelled'] as const;
export type ActivityState = (typeof ACTIVITY_STATES)[number];

export const activity = declare('activity', {
  kind: field('choice', { list: 'activityType' }),
  state: field('choice'),
  at: field('instant'),
  direction: field('choice'),
  minutes: field('number'),
  summary: field('longText', { search: 1 }),
  result: field('choice', { list: 'activityResult', open: true }),
  subject: field('subject'),
});
export type Activity = RecordOf<typeof activity>;
