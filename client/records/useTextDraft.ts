/**
 * A text that is being edited while others may edit it too. What is typed is never overwritten: a change from outside
 * shows at once where nothing was typed, and stands beside as `theirs` where something was. Saves when the field is
 * left (also by closing the page), and only what differs; what cannot be kept stays in the field with the reason.
 */
import { useEffect, useRef, useState } from 'react';

/** What a typed text stands for: a value (null = empty) and what else stood there, or why it cannot be kept. */
export type Reading<V> = { readonly value: V | null; readonly rest?: string } | { readonly refused: string };

export interface TextSource<V> {
  readonly value: V | undefined;
  /** the stored value as it is edited */
  readonly write: (value: V) => string;
  /** may take a moment: a reader that is loaded first */
  readonly read: (text: string) => Reading<V> | Promise<Reading<V>>;
  readonly isSame?: (a: V | null | undefined, b: V | null | undefined) => boolean;
  readonly save: (value: V | null, rest: string | undefined) => void;
}

export interface TextDraft<V> {
  readonly text: string;
  readonly isEditing: boolean;
  /** why what was typed is not kept */
  readonly refused: string | undefined;
  /** what someone else wrote meanwhile; undefined where nobody did */
  readonly theirs: { readonly value: V | undefined } | undefined;
  type(text: string): void;
  /** puts back what is stored; answers whether anything was typed */
  revert(): boolean;
  /** saves what was typed, where it differs */
  commit(): void;
}

interface Draft<V> {
  readonly text: string;
  /** the stored value when typing began */
  readonly base: V | undefined;
  readonly refused?: string;
}

const sameText = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null);

export function useTextDraft<V>(source: TextSource<V>): TextDraft<V> {
  const { value, write, read, isSame = sameText, save } = source;
  const [draft, setDraft] = useState<Draft<V> | null>(null);
  const shown = (stored: V | undefined): string => (stored === undefined ? '' : write(stored));

  const commit = (): void => {
    if (draft === null || draft.refused !== undefined) return;
    if (draft.text === shown(draft.base)) {
      setDraft(null);
      return;
    }
    const settle = (reading: Reading<V>): void => {
      const refused = 'refused' in reading ? reading.refused : undefined;
      // whoever types on while a reader was loading keeps typing
      setDraft((now) => (now !== draft ? now : refused === undefined ? null : { ...draft, refused }));
      if (!('refused' in reading) && !isSame(reading.value, value)) save(reading.value, reading.rest);
    };
    const reading = read(draft.text.trim());
    if (reading instanceof Promise) void reading.then(settle);
    else settle(reading);
  };

  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    const leave = (): void => latest.current();
    // closing the page and walking on to the next record leave the field too
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return {
    text: draft?.text ?? shown(value),
    isEditing: draft !== null,
    refused: draft?.refused,
    theirs: draft !== null && !isSame(draft.base, value) ? { value } : undefined,
    type: (text) => setDraft((before) => ({ text, base: before ? before.base : value })),
    revert() {
      setDraft(null);
      return draft !== null;
    },
    commit,
  };
}
