/** Tasks by when they are due, the most pressing first. Pure; today is handed in. */
import { isIsoDay } from '#schema/fields.ts';
import type { Task } from '#schema/records/task.ts';

export const TASK_GROUPS = ['overdue', 'today', 'upcoming', 'undated', 'done'] as const;
export type TaskGroup = (typeof TASK_GROUPS)[number];

/** Which group a task belongs to; a day that cannot be read counts as none. */
export function taskGroup(task: Task, today: string): TaskGroup {
  if (task.done) return 'done';
  const day = task.due?.day;
  if (day === undefined || !isIsoDay(day)) return 'undated';
  return day < today ? 'overdue' : day === today ? 'today' : 'upcoming';
}

const dueKey = (task: Task): string => `${task.due?.day ?? '9999'} ${task.due?.time ?? '99'}`;

/** By day and hour, then by when they were made; done ones by when they were done, the newest first. */
export function compareTasks(a: Task, b: Task): number {
  if (a.done && b.done) return b.done.at - a.done.at;
  const [x, y] = [dueKey(a), dueKey(b)];
  return x < y ? -1 : x > y ? 1 : a.created.at - b.created.at || (a.id < b.id ? -1 : 1);
}
