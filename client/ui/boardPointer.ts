/**
 * Follows the hand from the moment a card is lifted until it is let go, in the window's own events: what a busy page
 * has not yet drawn must not decide where a card goes. Also keeps the click after a drag, and Esc, from meaning anything else.
 */

import { TouchSensor, type TouchSensorOptions } from '@dnd-kit/core';
import type { TouchEvent as ReactTouchEvent } from 'react';

export interface Point {
  readonly x: number;
  readonly y: number;
}
interface Followed {
  /** the hand is here, or the page has scrolled under it */
  readonly move: (point: Point) => void;
  readonly drop: (point: Point) => void;
  readonly cancel: () => void;
}

/** How long after a drag a click still belongs to it, in ms. */
const AFTER = 50;

/**
 * Lifts a card under a finger that rests on it. A finger that stops a list still rolling lifts nothing: the browser
 * keeps that touch for scrolling, and the page would go away under the card.
 */
export class RestingTouchSensor extends TouchSensor {
  static override activators = [
    {
      eventName: 'onTouchStart' as const,
      handler: ({ nativeEvent }: ReactTouchEvent, { onActivation }: TouchSensorOptions): boolean => {
        if (!nativeEvent.cancelable || nativeEvent.touches.length > 1) return false;
        onActivation?.({ event: nativeEvent });
        return true;
      },
    },
  ];
}

/** Begins to follow; what it answers ends that at once, without a word. */
export function followPointer(start: Event, { move, drop, cancel }: Followed): () => void {
  let at = pointOf(start) ?? { x: 0, y: 0 };
  const listening = new AbortController();
  const quiet = new AbortController();
  const stop = (): void => {
    listening.abort();
    setTimeout(() => quiet.abort(), AFTER);
  };
  const moved = (event: Event): void => {
    at = pointOf(event) ?? at;
    move(at);
  };
  const dropped = (event: Event): void => {
    at = pointOf(event) ?? at;
    stop();
    // the library hears of it first and lets go of the card
    setTimeout(() => drop(at), 0);
  };
  const left = (): void => {
    stop();
    cancel();
  };
  const during = { capture: true, passive: true, signal: listening.signal };
  for (const name of ['mousemove', 'touchmove']) window.addEventListener(name, moved, during);
  for (const name of ['mouseup', 'touchend']) window.addEventListener(name, dropped, during);
  window.addEventListener('touchcancel', left, during);
  window.addEventListener('scroll', () => move(at), during);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      left();
    },
    { capture: true, signal: quiet.signal },
  );
  // the library stops the click too late for links: the browser would follow them
  window.addEventListener('click', (event) => event.preventDefault(), { capture: true, signal: quiet.signal });
  return stop;
}

function pointOf(event: Event): Point | null {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  if (!('changedTouches' in event)) return null;
  const { touches, changedTouches } = event as TouchEvent;
  const touch = touches[0] ?? changedTouches[0];
  return touch ? { x: touch.clientX, y: touch.clientY } : null;
}
