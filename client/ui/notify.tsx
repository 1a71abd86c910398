/**
 * Short words about what was just done, at the foot of the page. A thing done offers its undo; a refusal stays longer
 * and is read out at once. Never used for what must be answered (that is a dialog) or must not be missed (a banner).
 */
import i18next from 'i18next';
import { sayPartMissing } from './missingPart.ts';

const DONE_MS = 5_000;
/** long enough to read, see what happened, and reach the button */
const UNDO_MS = 10_000;
const REFUSED_MS = 9_000;

interface Action {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly text: string;
  readonly tone: 'done' | 'refused';
  readonly actions: readonly Action[];
  /** ms */
  readonly autoClose: number;
}

const show = (toast: Toast): void =>
  void import('./FloatingHost.tsx').then(({ showToast }) => showToast(toast), sayPartMissing);

export const notify = {
  /** Something was done; `undo` puts a button beside it that takes it back, `also` one for a next step. */
  done(text: string, undo?: () => void, also?: Action): void {
    const actions = [...(also ? [also] : []), ...(undo ? [{ label: i18next.t(($) => $.ui.undo), run: undo }] : [])];
    show({ text, tone: 'done', actions, autoClose: actions.length > 0 ? UNDO_MS : DONE_MS });
  },
  /** Something was not done; the text says why and what to do. */
  refused(text: string): void {
    show({ text, tone: 'refused', actions: [], autoClose: REFUSED_MS });
  },
} as const;
