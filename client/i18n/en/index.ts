/** All English words: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/index.ts';
import firstPage from './firstPage.ts';
import otherPages from './otherPages.ts';

const en: Translated<typeof tr> = { ...firstPage, ...otherPages };
export default en;
