/** Whether someone may be called, texted or written to: given or refused, since when, and how it was given (KVKK). */
import { useTranslation } from 'react-i18next';
import type { Consent } from '#schema/fields.ts';
import { today } from '../data/environment.ts';
import { useFormat } from '../i18n/format.ts';
import classes from './editors.module.css';
import { OptionPicker } from './OptionPicker.tsx';
import { readLine } from './readers.ts';
import { type EditorProps, TextEditor } from './TextEditor.tsx';

interface ConsentEditorProps extends EditorProps {
  readonly value: Consent | undefined;
  readonly save: (value: Consent | null) => void;
}

export function ConsentEditor({ value, save, ...editor }: ConsentEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = value === undefined ? undefined : value.given ? 'given' : 'refused';
  const day = value?.day === undefined ? '' : format.day(value.day);
  return (
    <>
      <OptionPicker
        label={editor.label}
        options={() => [
          { value: 'given', label: t(($) => $.records.consent.given) },
          { value: 'refused', label: t(($) => $.records.consent.refused) },
        ]}
        chosen={state === undefined ? [] : [state]}
        onPick={(next) => {
          if (next !== state) save({ given: next === 'given', day: today() });
        }}
        onClear={() => save(null)}
        readOnly={editor.readOnly}
        className={classes.pick}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      >
        <span className={state === undefined ? classes.pickEmpty : classes.pickText}>
          {state === undefined
            ? t(($) => $.records.consent.unknown)
            : day === ''
              ? t(($) => $.records.consent[state])
              : state === 'given'
                ? t(($) => $.records.consent.givenOn, { day })
                : t(($) => $.records.consent.refusedOn, { day })}
        </span>
      </OptionPicker>
      {value && (
        <TextEditor
          {...editor}
          label={`${editor.label}: ${t(($) => $.records.consent.how)}`}
          hint="always"
          placeholder={t(($) => $.records.consent.howHint)}
          value={value.how}
          write={(how) => how}
          read={readLine}
          save={(how) => {
            const { how: _, ...rest } = value;
            save(how === null ? rest : { ...rest, how });
          }}
        />
      )}
    </>
  );
}
