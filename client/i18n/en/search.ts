/** English words of `search`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/search.ts';

export default {
  placeholder: 'Find a lead, deal or note by name, company, phone…',
  label: 'Search and commands',
  records: 'Records',
  commands: 'Commands',
  pages: 'Pages',
  types: { lead: 'Lead', deal: 'Deal', note: 'Note' },
  untitledNote: 'Empty note',
  nothing: 'Nothing found for “{{text}}”',
  hint: 'Part of a name, a company, a city or the last digits of a phone will do.',
  undo: 'Undo what I did last',
  redo: 'Redo what I undid',
  themeLight: 'Light theme',
  themeDark: 'Dark theme',
  shortcut: 'Search and commands',
  shortcutUndo: 'Undo',
  shortcutRedo: 'Redo',
} satisfies Translated<typeof tr>;
