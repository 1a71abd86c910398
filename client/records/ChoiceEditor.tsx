/** One value of a list: by its label, a value of one's own where the list is open, or nothing. */
import { useTranslation } from 'react-i18next';
import type { Field } from '#schema/fields.ts';
import type { ListEntry, Settings } from '#schema/settings.ts';
import { useSettings } from '../data/useRecords.ts';
import { useLanguage } from '../i18n/language.ts';
import classes from './editors.module.css';
import { type Option, OptionPicker } from './OptionPicker.tsx';
import type { EditorProps } from './TextEditor.tsx';

/** Entries that can be chosen: those in use, and a retired or own one that is chosen already. */
export function listOptions(
  settings: Settings,
  list: NonNullable<Field['list']>,
  chosen: readonly string[],
  locale: 'tr' | 'en',
  mark?: (entry: ListEntry) => Option['mark'],
): readonly Option[] {
  const entries = settings.lists[list].filter((entry) => !entry.retired || chosen.includes(entry.key));
  const own = chosen.filter((key) => !settings.entry(list, key));
  return [
    ...entries.map((entry) => ({
      value: entry.key,
      label: settings.label(list, entry.key, locale),
      ...(mark && { mark: mark(entry) }),
    })),
    ...own.map((value) => ({ value, label: value })),
  ];
}

interface ChoiceEditorProps extends EditorProps {
  readonly list: NonNullable<Field['list']>;
  readonly open: boolean;
  readonly value: string | undefined;
  readonly save: (value: string | null) => void;
  /** a list that must hold something */
  readonly required?: boolean;
}

export function ChoiceEditor({ list, open, value, save, required = false, ...editor }: ChoiceEditorProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const locale = useLanguage();
  const chosen = value === undefined ? [] : [value];
  return (
    <OptionPicker
      label={editor.label}
      options={() => listOptions(settings, list, chosen, locale)}
      chosen={chosen}
      onPick={save}
      onCreate={open ? save : undefined}
      onClear={required ? undefined : () => save(null)}
      readOnly={editor.readOnly}
      className={classes.pick}
      onFocus={editor.onFocus}
      onBlur={editor.onBlur}
    >
      {value === undefined ? (
        <span className={classes.pickEmpty}>{t(($) => $.records.empty)}</span>
      ) : (
        <span className={classes.pickText}>{settings.label(list, value, locale)}</span>
      )}
    </OptionPicker>
  );
}
