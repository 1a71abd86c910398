/** What a column of the file is called: its title, else the letter that spreadsheets give it. */
import type { TFunction } from 'i18next';
import { columnLetter } from './layout.ts';

export const columnTitle = (t: TFunction, titles: readonly string[], column: number): string =>
  titles[column] || t(($) => $.import.columns.untitled, { letter: columnLetter(column) });
