/** English words of `search`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/search.ts';

export default {} satisfies Translated<typeof tr>;
