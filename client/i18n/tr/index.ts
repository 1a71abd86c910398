/** All Turkish words. The keys and the variables in braces are typed from here; loaded are its two halves. */
import firstPage from './firstPage.ts';
import otherPages from './otherPages.ts';

export default { ...firstPage, ...otherPages } as const;
