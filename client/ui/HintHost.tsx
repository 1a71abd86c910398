/**
 * Shows the words of `data-hint` over an element that the pointer rests on or the keyboard reaches: for what its name
 * says to screen readers already. One for the whole page, so that rows pay nothing for their hints.
 */
import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';

/** How long the pointer rests first, ms. */
const REST_MS = 400;

interface Hint {
  readonly element: HTMLElement;
  readonly text: string;
}

export function HintHost() {
  const [hint, setHint] = useState<Hint | null>(null);
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    let over: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (element: HTMLElement): void => {
      const text = element.dataset['hint'];
      if (!text || !element.isConnected) return;
      setHint({ element, text });
      setShown(true);
    };
    const hide = (): void => {
      clearTimeout(timer);
      setShown(false);
    };
    const onOver = (event: PointerEvent): void => {
      const element = event.pointerType === 'mouse' ? hinted(event.target) : null;
      if (element === over) return;
      over = element;
      hide();
      if (element) timer = setTimeout(() => show(element), REST_MS);
    };
    const onFocus = (event: FocusEvent): void => {
      const element = hinted(event.target);
      if (element?.matches(':focus-visible')) show(element);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', onKey);
    };
  }, []);

  return hint && <Tooltip target={hint.element} label={hint.text} opened={isShown} />;
}

const hinted = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;
