/** Stands where a menu or popover expects its button, and passes what it is given on to the button that is elsewhere. */
import { type Ref, useLayoutEffect } from 'react';
import type { FloatTarget, Given } from './lateFloat.tsx';

interface StandInProps extends Given {
  readonly target: FloatTarget;
  readonly ref?: Ref<HTMLElement>;
}

export function StandIn({ target, ref, className: _nothingOfItsOwn, ...given }: StandInProps) {
  useLayoutEffect(() => {
    target.give(given);
  });
  useLayoutEffect(() => () => target.give(null), [target]);
  useLayoutEffect(() => {
    if (typeof ref === 'function') {
      const release = ref(target.element());
      return () => (typeof release === 'function' ? release() : void ref(null));
    }
    if (!ref) return;
    ref.current = target.element();
    return () => {
      ref.current = null;
    };
  }, [ref, target]);
  return null;
}
