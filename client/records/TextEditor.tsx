/**
 * A line (or lines) of text edited where it stands. Esc puts back what is stored, Enter saves, leaving saves. When
 * someone else changed it meanwhile, theirs stands beside with one tap to take it.
 */
import {
  type InputHTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import classes from './editors.module.css';
import { type TextSource, useTextDraft } from './useTextDraft.ts';

/** What every editor of a field is given. */
export interface EditorProps {
  readonly label: string;
  readonly readOnly: boolean;
  /** who changed the record last, where that was someone else */
  readonly changedBy: string | undefined;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

interface TextEditorProps<V> extends EditorProps, TextSource<V> {
  readonly lines?: boolean;
  readonly placeholder?: string;
  /** shows the placeholder only to whoever is in the field, or to all */
  readonly hint?: 'inside' | 'always';
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly type?: 'text' | 'tel' | 'email';
  /** told when the field is entered: a moment to load a reader */
  readonly onEnter?: () => void;
  /** buttons at the end of the field */
  readonly end?: ReactNode;
  /** why the stored value is marked */
  readonly problem?: string | undefined;
}

export function TextEditor<V>(props: TextEditorProps<V>) {
  const { label, readOnly, lines = false, placeholder, hint = 'inside', write, end, problem } = props;
  const { t } = useTranslation();
  const draft = useTextDraft(props);
  const problemId = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [isIn, setIn] = useState(false);
  const mark = draft.refused ?? (draft.isEditing ? undefined : problem);

  useLayoutEffect(() => {
    if (!box.current) return;
    // grows with its text
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [draft.text]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') {
      // the first Esc takes back what was typed, the next one leaves the field, and then the panel has it
      event.preventDefault();
      event.stopPropagation();
      if (!draft.revert()) event.currentTarget.blur();
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && (!lines || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      draft.commit();
    }
  };
  const shared = {
    'aria-label': label,
    'aria-invalid': mark !== undefined || undefined,
    'aria-describedby': mark === undefined ? undefined : problemId,
    className: lines ? classes.lines : classes.input,
    value: draft.text,
    // how to write it is of use to whoever writes
    placeholder: isIn || hint === 'always' ? (placeholder ?? '') : t(($) => $.records.empty),
    readOnly,
    onFocus: () => {
      setIn(true);
      props.onEnter?.();
      props.onFocus();
    },
    onBlur: () => {
      setIn(false);
      draft.commit();
      props.onBlur();
    },
    onKeyDown,
    autoComplete: 'off',
  };

  return (
    <>
      <div className={classes.line}>
        {lines ? (
          <textarea {...shared} ref={box} rows={1} onChange={(event) => draft.type(event.currentTarget.value)} />
        ) : (
          <input
            {...shared}
            type={props.type ?? 'text'}
            inputMode={props.inputMode}
            onChange={(event) => draft.type(event.currentTarget.value)}
          />
        )}
        {end}
      </div>
      {draft.theirs && (
        <output className={classes.theirs}>
          <span className={classes.theirsWho}>
            {props.changedBy === undefined
              ? t(($) => $.records.theirsSomeone)
              : t(($) => $.records.theirs, { name: props.changedBy })}
          </span>
          <span className={classes.theirsText}>
            {draft.theirs.value === undefined ? t(($) => $.records.theirsEmpty) : write(draft.theirs.value)}
          </span>
          <button
            type="button"
            className={classes.theirsTake}
            // before the field is left, which would save what was typed over it
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => draft.revert()}
          >
            {t(($) => $.records.takeTheirs)}
          </button>
        </output>
      )}
      {mark !== undefined && (
        <p className={classes.problem} id={problemId}>
          {mark}
        </p>
      )}
    </>
  );
}
