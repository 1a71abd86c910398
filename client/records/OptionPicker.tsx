/**
 * A button that opens a list to choose from: one or several, searched when it is long, with new ones where allowed.
 * The options are asked for when it opens, so a closed picker costs nothing. Knows no records.
 */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { lateFloat } from '../ui/lateFloat.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** the label as it is searched, where so many are listed that folding them would hold a key up */
  readonly folded?: string;
  /** stands before the label: a dot, an avatar */
  readonly mark?: ReactNode;
  /** stands at the end, dimmed: a count, already formatted */
  readonly hint?: string;
}

/** What the list behind the button needs. */
export interface Choosing {
  /** what is chosen here; read out before what the button shows */
  readonly label: string;
  /** what takes a moment to find is shown when it is there */
  readonly options: () => readonly Option[] | Promise<readonly Option[]>;
  readonly chosen: readonly string[];
  /** stays open, and picking what is chosen takes it away */
  readonly multiple?: boolean;
  readonly onPick: (value: string) => void;
  /** allows values that are not listed */
  readonly onCreate?: ((text: string) => void) | undefined;
  readonly onClear?: (() => void) | undefined;
  readonly onOpenChange?: (open: boolean) => void;
  /** above the options: the question that they answer */
  readonly header?: ReactNode;
  /** below the options */
  readonly footer?: ReactNode;
  readonly width?: number;
}

interface OptionPickerProps extends Choosing {
  /** the button shows the label itself */
  readonly isLabelSeen?: boolean;
  readonly readOnly?: boolean;
  readonly className?: string | undefined;
  /** the content of the button */
  readonly children: ReactNode;
  /** follows on something that was just picked */
  readonly startsOpen?: boolean;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
}

const List = lateFloat('listbox', async () => (await import('./OptionList.tsx')).OptionList);

export function OptionPicker(props: OptionPickerProps) {
  const {
    isLabelSeen = false,
    readOnly,
    className,
    children,
    startsOpen = false,
    onFocus,
    onBlur,
    ...choosing
  } = props;
  return (
    <List
      with={choosing}
      startsOpen={startsOpen}
      button={
        <button type="button" className={className} disabled={readOnly} onFocus={onFocus} onBlur={onBlur}>
          {!isLabelSeen && <VisuallyHidden>{props.label}: </VisuallyHidden>}
          {children}
        </button>
      }
    />
  );
}
