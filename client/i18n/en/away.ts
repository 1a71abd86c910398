/** English words of `away` (what others changed meanwhile): the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/away.ts';

export default {
  title: 'Changed while you were away',
  text: 'You changed these, and so did others. The marked value stands; to let the other one stand, press it.',
  mine: 'You wrote',
  theirs: '{{name}}, {{when}}',
  someone: 'Someone else',
  lost: 'Someone else changed it too, and yours stands. What they wrote was gone before it reached you.',
  later: 'Changed since, now: {{value}}',
  taken: 'The value was changed',
  binned: '{{who}} moved this record to the bin. What you wrote is still in it.',
  restore: 'Restore',
  restored: 'The record was restored',
  purged: 'This record was deleted for good. What you wrote:',
  open: 'Open the record',
  untitled: 'Unnamed',
  dismiss: 'Seen',
  dismissOne: 'Seen: {{what}}',
  dismissAll: 'All seen',
} satisfies Translated<typeof tr>;
