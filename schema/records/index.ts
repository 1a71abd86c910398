/** All record types, by name. The one place that lists them. */
import type { Subject } from '../fields.ts';
import { activity, type Activity } from './activity.ts';
import { campaign, type Campaign } from './campaign.ts';
import { deal, type Deal } from './deal.ts';
import type { Changes } from './declare.ts';
import { lead, type Lead } from './lead.ts';
import { note, type Note } from './note.ts';
import { task, type Task } from './task.ts';

export const RECORDS = { lead, deal, task, activity, note, campaign } as const;

export interface RecordTypes {
  lead: Lead;
  deal: Deal;
  task: Task;
  activity: Activity;
  note: Note;
  campaign: Campaign;
}
export type RecordType = keyof RecordTypes;
export type AnyRecord = RecordTypes[RecordType];
export type ChangesOf<T extends RecordType> = Changes<(typeof RECORDS)[T]>;

export const RECORD_TYPES = Object.keys(RECORDS) as readonly RecordType[];
/** What a note, task or activity belongs to. (A foreign client may have put a `subject` on anything: it counts for nothing.) */
export const subjectOf = (record: AnyRecord): Subject | undefined =>
  record.type === 'note' || record.type === 'task' || record.type === 'activity' ? record.subject : undefined;

export const isRecordType = (value: unknown): value is RecordType =>
  typeof value === 'string' && Object.hasOwn(RECORDS, value);
