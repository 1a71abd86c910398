/** English words of `bin`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/bin.ts';

export default {
  types: { lead: 'Lead', deal: 'Deal', task: 'Task', activity: 'Activity', note: 'Note', campaign: 'Fair / campaign' },
  all: 'All',
  filter: 'Kind of record',
  binned: '{{name}}, {{when}}',
  select: 'Select “{{name}}”',
  selectAll: 'Select all shown',
  selected_one: '{{count, number}} record selected',
  selected_other: '{{count, number}} records selected',
  restore: 'Restore',
  restored_one: '{{count, number}} record restored',
  restored_other: '{{count, number}} records restored',
  purge: 'Delete for good',
  purgeTitle_one: 'Delete {{count, number}} record for good?',
  purgeTitle_other: 'Delete {{count, number}} records for good?',
  purgeText: 'Their notes, tasks and activities go with them. This cannot be undone.',
  purged_one: '{{count, number}} record deleted for good',
  purged_other: '{{count, number}} records deleted for good',
  untitled: 'No name',
  empty: {
    title: 'The bin is empty',
    text: 'Deleted records stay here and can be restored. Managers can delete them for good.',
  },
} satisfies Translated<typeof tr>;
