/** What a board is given and what it tells: see Board.tsx. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { SlotColumn } from './boardSlots.ts';

export interface BoardItem {
  readonly id: string;
}

export interface BoardColumn<T extends BoardItem> extends SlotColumn<T> {
  /** its name in plain words, for tabs and screen readers */
  readonly label: string;
  /** a number beside the name in the tabs */
  readonly count: string;
  readonly head: ReactNode;
  readonly foot?: ReactNode;
  /** stands there when it has no cards */
  readonly empty?: ReactNode;
}

export interface BoardMove<T extends BoardItem> {
  readonly item: T;
  readonly column: string;
  /** the cards it was put between, as they were shown; undefined at an end */
  readonly above: T | undefined;
  readonly below: T | undefined;
}

/** What a card's main link takes: the keys that move it, and the mark by which the board finds it again. */
export interface BoardCardHandle {
  readonly focusKey: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  /** it hangs at the pointer */
  readonly lifted: boolean;
}

type Place = { readonly at: number; readonly of: number } | null;

export interface BoardWords {
  /** how a card is moved by keys */
  readonly instructions: string;
  /** label of the tabs on a narrow page */
  readonly tabs: string;
  readonly lifted: (title: string, column: string, place: Place) => string;
  readonly over: (title: string, column: string, place: Place) => string;
  readonly dropped: (title: string, column: string) => string;
  readonly cancelled: (title: string) => string;
}
