/**
 * Buttons whose menu, popover or list of choices is loaded when the page has come to rest, or when it is first wanted.
 * The button stands from the start and stays the same element, so that focus and clicks are never lost; what floats is
 * mounted beside it at its first opening and hands the button its keys and attributes (`StandIn`).
 */
import {
  type ButtonHTMLAttributes,
  cloneElement,
  type ComponentType,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { sayPartMissing } from './missingPart.ts';

/** What a button is given by what floats at it: attributes, keys, the click. */
export type Given = ButtonHTMLAttributes<HTMLButtonElement>;

/** The button, as what floats at it knows it. */
export interface FloatTarget {
  readonly element: () => HTMLButtonElement | null;
  readonly give: (given: Given | null) => void;
}

export interface FloatProps {
  readonly target: FloatTarget;
}

type TargetButton = ReactElement<Given & { ref?: Ref<HTMLButtonElement> }>;

interface LateFloatProps<P> {
  /** its click and keys belong to what floats */
  readonly button: TargetButton;
  /** what the loaded part is given */
  readonly with: P;
  /** follows on something that was just done */
  readonly startsOpen?: boolean;
}

const known = new Set<() => Promise<unknown>>();

/** Fetches what may float on the pages loaded so far. What does not come now is asked for again when it is wanted. */
export function fetchFloats(): void {
  for (const fetch of known) fetch().catch(() => undefined);
}

/** A late float: `load` answers the component that opens itself when it is mounted. */
export function lateFloat<P extends object>(
  kind: 'menu' | 'dialog' | 'listbox',
  load: () => Promise<ComponentType<P & FloatProps>>,
) {
  let part: ComponentType<P & FloatProps> | null = null;
  const fetchPart = async (): Promise<void> => {
    part ??= await load();
  };
  known.add(fetchPart);

  return function LateFloat({ button, with: props, startsOpen = false }: LateFloatProps<P>) {
    const [target] = useState(createTarget);
    const [state, setState] = useState<'unwanted' | 'coming' | 'here'>(startsOpen ? 'coming' : 'unwanted');

    useEffect(() => {
      if (state !== 'coming') return;
      let gone = false;
      fetchPart().then(
        () => !gone && setState('here'),
        () => {
          if (gone) return;
          setState('unwanted');
          sayPartMissing();
        },
      );
      return () => {
        gone = true;
      };
    }, [state]);

    const want = (): void => setState(part ? 'here' : 'coming');
    const Part = part;
    return (
      <>
        <Button
          kind={kind}
          button={button}
          target={target}
          coming={state === 'coming'}
          onNear={() => void fetchPart().catch(() => undefined)}
          onWant={want}
          onLeave={() => setState((now) => (now === 'coming' ? 'unwanted' : now))}
        />
        {state === 'here' && Part && <Part {...props} target={target} />}
      </>
    );
  };
}

interface ButtonProps {
  readonly kind: string;
  readonly button: TargetButton;
  readonly target: ReturnType<typeof createTarget>;
  readonly coming: boolean;
  readonly onNear: () => void;
  readonly onWant: () => void;
  readonly onLeave: () => void;
}

/** Alone in following what it is given: what floats must not be drawn anew for that. */
function Button({ kind, button, target, coming, onNear, onWant, onLeave }: ButtonProps) {
  const given = useSyncExternalStore(target.subscribe, target.given);
  const own = button.props;
  const before: Given = {
    'aria-haspopup': kind as 'menu',
    ...(kind !== 'listbox' && { 'aria-expanded': false }),
    onClick: onWant,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && coming) onLeave();
      if (kind !== 'listbox' || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      event.preventDefault();
      onWant();
    },
  };
  return cloneElement(button, {
    ...(given ?? before),
    // keys pressed until it is there are not the page's
    ...(coming && { 'aria-busy': true, 'data-floating': true }),
    ref: target.hold,
    onPointerEnter: (event: PointerEvent<HTMLButtonElement>) => {
      own.onPointerEnter?.(event);
      onNear();
    },
    onFocus: (event: FocusEvent<HTMLButtonElement>) => {
      own.onFocus?.(event);
      onNear();
    },
    onBlur: (event: FocusEvent<HTMLButtonElement>) => {
      own.onBlur?.(event);
      // who has gone on must not find something opening behind them
      onLeave();
    },
  });
}

function createTarget() {
  let element: HTMLButtonElement | null = null;
  let given: Given | null = null;
  const listeners = new Set<() => void>();
  return {
    element: () => element,
    hold: (node: HTMLButtonElement | null) => {
      element = node;
    },
    given: () => given,
    give: (next: Given | null) => {
      given = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
