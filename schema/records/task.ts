/** A task: what is to be done, until when, by whom, for which record. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

export const task = declare('task', {
  title: field('text', { column: true, search: 2 }),
  due: field('due', { column: true }),
  assignee: field('member', { column: true }),
  subject: field('subject'),
  done: field('mark', { column: true, guarded: true }),
});
export type Task = RecordOf<typeof task>;
