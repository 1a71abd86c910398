/** English words of `notes`. */
import type tr from '../tr/notes.ts';
import type { Translated } from '../shape.ts';

export default {
  add: 'Add note',
  placeholder: 'What was said, what comes next? Type @ to mention someone.',
  by: 'Note by {{name}}, {{time}}',
  textOf: 'Text of the note by {{name}}',
  with: 'with {{names}}',
  someone: 'Former member',
  actions: 'Note actions',
  delete: 'Delete note',
  deleted: 'Note moved to the bin',
  newer: 'This note was written with a newer version of Ortak.',
  reload: 'Reload the page',
  reloadHint: 'With the new version you can edit the note',
  nobody: 'Nobody by that name',
  tools: {
    title: 'Text format',
    heading: 'Heading',
    subheading: 'Subheading',
    bold: 'Bold',
    italic: 'Italic',
    bullets: 'Bullets',
    numbers: 'Numbered list',
    link: 'Link',
    mention: 'Mention someone',
  },
  link: {
    label: 'Link address',
    placeholder: 'example.com, an e-mail or a phone number',
    refused: 'This address cannot be opened. Type a web address, an e-mail or a phone number.',
    save: 'Link',
    remove: 'Remove',
    open: 'Open',
  },
} as const satisfies Translated<typeof tr>;
