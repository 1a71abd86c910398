/**
 * Asks for the letters and figures of the first page while what it shows is still on its way. A browser asks for a font
 * only when it draws with it, and takes 10 to 30 ms for the first format that a page makes.
 */
import { currentLanguage } from '../i18n/language.ts';
import { formatOf } from '../i18n/format.ts';
import { theme } from './theme.ts';

/** One letter of each of the font's files that every page needs. */
const LETTERS = 'aş';

/** To be called once, while the words are fetched. Waits for nothing, and what fails is drawn without. */
export function readyLetters(): void {
  // a font that does not come is replaced by the next of its family
  document.fonts.load(`1rem ${theme.fontFamily}`, LETTERS).catch(() => undefined);
  formatOf(currentLanguage()).number(0);
}
