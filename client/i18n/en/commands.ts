/** English words of `commands`. */
import type tr from '../tr/commands.ts';
import type { Translated } from '../shape.ts';

export default {
  refusals: {
    'not-allowed': 'You may not do this. Your manager can give you the right.',
    'newer-document': 'This workspace was written by a newer version of the app. Reload the page to go on.',
    'not-found': 'This record is gone. Someone may have deleted it for good.',
    'in-bin': 'This record is in the bin. Restore it to change it.',
    empty: 'Write a name or a company.',
    'reason-required': 'Choose a reason before closing.',
    'unknown-value': 'This value is not on the list.',
    'has-records': 'Some records use it; change them first.',
    'last-one': 'One open entry must stay on the list, and closing entries cannot be retired.',
    'nothing-to-undo': 'There is nothing to undo.',
  },
  undone: 'Undone',
  redone: 'Redone',
  undoSkipped_one: '{{count, number}} record was left as it is: someone worked on it since.',
  undoSkipped_other: '{{count, number}} records were left as they are: others worked on them since.',
} satisfies Translated<typeof tr>;
