/**
 * The keys of the list: arrows walk it (held down, too), Enter opens the page, Space selects, Shift with an arrow selects
 * on the way. They work wherever the focus is, unless something there has its own use for them.
 */
import { useEffect, useRef } from 'react';
import { isFloatingOpen } from '../../ui/floating.ts';

export interface ListKeys {
  readonly step: (by: number, select: boolean) => void;
  readonly toEnd: (end: 'first' | 'last') => void;
  readonly open: () => void;
  readonly toggle: () => void;
  readonly selectAll: () => void;
  /** null where there is nothing to let go of */
  readonly clear: (() => void) | null;
}

const PAGE_ROWS = 20;
const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable="true"]';
const OWN_ENTER = 'a[href], button, input, summary, [role="button"], [role="menuitem"]';

export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || isFloatingOpen()) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING)) return;
      const run = actionOf(event, target, latest.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function actionOf(event: KeyboardEvent, target: Element | null, keys: ListKeys): (() => void) | null {
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'a' ? keys.selectAll : null;
  switch (event.key) {
    case 'ArrowDown':
      return () => keys.step(1, event.shiftKey);
    case 'ArrowUp':
      return () => keys.step(-1, event.shiftKey);
    case 'PageDown':
      return () => keys.step(PAGE_ROWS, false);
    case 'PageUp':
      return () => keys.step(-PAGE_ROWS, false);
    case 'Home':
      return () => keys.toEnd('first');
    case 'End':
      return () => keys.toEnd('last');
    case 'Enter':
      return target?.closest(OWN_ENTER) ? null : keys.open;
    case ' ':
      return target?.closest(OWN_ENTER) ? null : keys.toggle;
    case 'Escape':
      return keys.clear;
    default:
      return null;
  }
}
