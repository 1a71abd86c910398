/** English words of `ui`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/ui.ts';

export default {
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  edit: 'Edit',
  editNamed: 'Edit: {{name}}',
  copy: 'Copy',
  copied: 'Copied',
  copyByHand: 'The text is selected: copy it with {{keys}}',
  expandPanel: 'Open as full page',
  more: 'More actions',
  others: '{{count, number}} more',
  error: {
    title: 'Something went wrong on this page',
    kept: 'Your work is safe: everything you saved is kept on this device.',
    todo: 'Reload the page. If it happens again, pass the details below to your administrator.',
    details: 'Technical details',
    reload: 'Reload the page',
    retry: 'Try again',
  },
  chunk: {
    title: 'This part could not be loaded',
    kept: 'Your work is safe: everything you saved is kept on this device.',
    todo: 'The connection may be gone, or there is a new version of the app. Reload to go on.',
  },
} satisfies Translated<typeof tr>;
