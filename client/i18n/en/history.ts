/** English words of `history` (all changes of a record). */
import type { Translated } from '../shape.ts';
import type tr from '../tr/history.ts';

export default {
  all: 'All changes',
  loading: 'Fetching…',
  empty: 'No changes on record.',
  offline: 'The full list of changes is kept on the server. You see it here once you are connected.',
  again: 'Try again',
  older: 'Older ones',
  server: 'The server',
  created: 'made the record',
  binned: 'moved the record to the bin',
  restored: 'took the record out of the bin',
  added: '{{field}}: added “{{value}}”',
  removed: '{{field}}: removed “{{value}}”',
  lost: 'Someone else wrote at the same time; this value did not stand.',
  claimed: 'Looks as if written in {{name}}’s session; it came over someone else’s connection.',
  putBack: 'Put back',
  take: 'Use this',
  putBackValue: 'Put back: {{value}}',
  done: 'The value is back',
} satisfies Translated<typeof tr>;
