/** English words of `ui`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/ui.ts';

export default {} satisfies Translated<typeof tr>;
