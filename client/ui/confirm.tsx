/** Asks before what cannot be undone; everything else is done at once and offers its undo. */
import type { ReactNode } from 'react';
import { sayPartMissing } from './missingPart.ts';

export interface Question {
  readonly title: string;
  /** what will happen, and what will not */
  readonly text: ReactNode;
  /** the deed itself as a verb: `Sil`, never `Tamam` */
  readonly confirm: string;
  readonly danger?: boolean;
}

/** Asks and answers whether the person went ahead; closing the dialog any other way is no. */
export const confirm = (question: Question): Promise<boolean> =>
  import('./FloatingHost.tsx').then(
    ({ ask }) => ask(question),
    () => {
      sayPartMissing();
      return false;
    },
  );
