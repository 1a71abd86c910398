/** English words of `reports`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/reports.ts';

export default {} satisfies Translated<typeof tr>;
