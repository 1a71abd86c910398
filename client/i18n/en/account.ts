/** English words of `account`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/account.ts';

export default {} satisfies Translated<typeof tr>;
