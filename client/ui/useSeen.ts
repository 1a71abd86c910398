/** Whether an element has been on screen, or near it, once: what is dear to make is made only then. */
import { type RefCallback, useCallback, useState } from 'react';

const NEAR = '300px';

/** Answers whether, and the ref for the element. */
export function useSeen(): readonly [boolean, RefCallback<Element>] {
  const [seen, setSeen] = useState(false);
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        setSeen(true);
        observer.disconnect();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [seen, ref];
}
