/** A person of the team: the owner of a record, who a task is given to. */
import { useTranslation } from 'react-i18next';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';
import classes from './editors.module.css';
import { type Option, OptionPicker } from './OptionPicker.tsx';
import type { EditorProps } from './TextEditor.tsx';
import { type Members, useMembers } from './useMembers.ts';

/** The people to choose from, oneself first. */
export const memberOptions = ({ active }: Members): readonly Option[] =>
  active.map(({ id, name }) => ({ value: id, label: name, mark: <MemberAvatar id={id} name={name} size={20} /> }));

interface MemberEditorProps extends EditorProps {
  readonly value: string | undefined;
  readonly save: (value: string | null) => void;
}

export function MemberEditor({ value, save, ...editor }: MemberEditorProps) {
  const { t } = useTranslation();
  const members = useMembers();
  const name = value === undefined ? '' : members.nameOf(value);
  return (
    <OptionPicker
      label={editor.label}
      options={() => memberOptions(members)}
      chosen={value === undefined ? [] : [value]}
      onPick={save}
      onClear={() => save(null)}
      readOnly={editor.readOnly}
      className={classes.pick}
      onFocus={editor.onFocus}
      onBlur={editor.onBlur}
    >
      {value === undefined ? (
        <span className={classes.pickEmpty}>{t(($) => $.records.nobody)}</span>
      ) : (
        <>
          <MemberAvatar id={value} name={name} size={20} />
          <span className={classes.pickText}>{name}</span>
        </>
      )}
    </OptionPicker>
  );
}
