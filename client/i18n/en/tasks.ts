/** English words of `tasks`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/tasks.ts';

export default {
  title: 'Tasks',
  groups: { overdue: 'Overdue', today: 'Today', upcoming: 'Upcoming', undated: 'No date', done: 'Done' },
  whose: 'Whose',
  mine: 'Mine',
  everyone: 'Everyone’s',
  add: 'Add task',
  placeholder: 'What is to be done? “call tomorrow 15:00”, “send the quote in 3 business days”',
  due: 'When',
  dueOf: 'When “{{title}}” is due',
  setDue: 'Set a time',
  noDue: 'Take the time away',
  dueUnreadable: 'I can’t read “{{text}}” as a time. Write it like “tomorrow 15:00” or “12 October”.',
  dueHint: 'tomorrow 15:00, friday, 12.10',
  quick: { today: 'Today', tomorrow: 'Tomorrow', business: 'In 3 business days', week: 'In a week' },
  finish: 'Mark “{{title}}” as done',
  reopen: 'Mark “{{title}}” as not done',
  finished: 'Done: {{title}}',
  added: 'Task added',
  assignee: 'Who does “{{title}}”',
  nobody: 'Not assigned',
  delete: 'Delete “{{title}}”',
  deleted: 'The task is in the bin',
  at: '{{day}} {{time}}',
  understood: 'for {{due}}',
  more: 'Show more ({{count, number}})',
  empty: {
    title: 'Nothing to do',
    text: 'Write a task here or add one on a lead’s card. You can say when within the sentence.',
  },
} satisfies Translated<typeof tr>;
