/** Where the hand is while it drags a card, and what a drag keeps quiet. */
import type { DragMoveEvent } from '@dnd-kit/core';
import { useEffect } from 'react';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point under the hand, in the window, also while the board scrolls under it. */
export function pointerIn({ active, activatorEvent }: DragMoveEvent): Point | null {
  const { initial, translated } = active.rect.current;
  const start = pointOf(activatorEvent);
  if (!initial || !translated || !start) return null;
  return { x: translated.left + start.x - initial.left, y: translated.top + start.y - initial.top };
}

function pointOf(event: Event): Point | null {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  const touch = 'touches' in event ? (event as TouchEvent).touches[0] : undefined;
  return touch ? { x: touch.clientX, y: touch.clientY } : null;
}

/** How long after a drag a click still belongs to it, in ms. */
const AFTER = 50;

/**
 * While a card is dragged and just after, a click opens nothing, and Esc belongs to the drag. The library stops the click
 * too late for links: the browser would follow them.
 */
export function useQuietClick(dragging: boolean): void {
  useEffect(() => {
    if (!dragging) return undefined;
    const quiet = (event: Event): void => event.preventDefault();
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') event.preventDefault();
    };
    window.addEventListener('click', quiet, true);
    window.addEventListener('keydown', escape, true);
    return () => {
      setTimeout(() => {
        window.removeEventListener('click', quiet, true);
        window.removeEventListener('keydown', escape, true);
      }, AFTER);
    };
  }, [dragging]);
}
