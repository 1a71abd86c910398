/** A note: rich text written together, on a record. Its text lies behind `richText` in workspace.ts. */
import { field } from '../fields.ts';
import { declare, type RecordOf } from './declare.ts';

/** Notes of a higher version have nodes that this app would delete by merely showing them in its editor. */
export const NOTE_VERSION = 1;

export const note = declare(
  'note',
  {
    subject: field('subject'),
    version: field('number', { guarded: true }),
    /** members who wrote in it: undoing its creation must not take their words away */
    contributors: field('set', { guarded: true }),
  },
  { richText: true },
);
/** `text` is the plain text of the body, cut at 2,000 characters. */
export type Note = RecordOf<typeof note> & { readonly text: string };
