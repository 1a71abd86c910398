/** Labels (tags, products): chips with suggestions from what others used. Adds and takes away one by one, never the whole. */
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Field } from '#schema/fields.ts';
import { RECORDS, type AnyRecord, type RecordType } from '#schema/records/index.ts';
import { compareText, foldKey } from '#schema/text.ts';
import { useSettings } from '../data/useRecords.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { useFormat } from '../i18n/format.ts';
import classes from './editors.module.css';
import { listOptions } from './ChoiceEditor.tsx';
import { type Option, OptionPicker } from './OptionPicker.tsx';
import type { EditorProps } from './TextEditor.tsx';

/** Labels in use in a set field, each with how often; one entry a folded label, in its most frequent spelling. */
export function labelsInUse(records: Iterable<AnyRecord>, name: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) {
    const labels: unknown = record[name as keyof AnyRecord];
    if (record.bin === undefined && Array.isArray(labels))
      for (const label of labels as readonly string[]) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return joinSpellings(counts);
}

/** Counts of texts that fold to the same, joined under the spelling used most. */
export function joinSpellings(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const best = new Map<string, { text: string; most: number; sum: number }>();
  for (const [text, count] of counts) {
    const key = foldKey(text);
    const known = best.get(key);
    if (!known) best.set(key, { text, most: count, sum: count });
    else {
      known.sum += count;
      if (count > known.most) Object.assign(known, { text, most: count });
    }
  }
  return new Map([...best.values()].map(({ text, sum }) => [text, sum]));
}

/** What can be chosen in a set field: the list's entries, then what is in use, the most used first. */
export function useSetOptions(type: RecordType, name: string, chosen: readonly string[]): () => readonly Option[] {
  const { projection } = useWorkspace();
  const settings = useSettings();
  const format = useFormat();
  const field = (RECORDS[type].fields as Readonly<Record<string, Field>>)[name];
  return () => {
    const listed = field?.list ? listOptions(settings, field.list, [], format.locale) : [];
    const known = new Set(listed.map((option) => option.value));
    const used = [...labelsInUse(projection.all(type), name)].filter(([label]) => !known.has(label));
    for (const label of chosen)
      if (!known.has(label) && !used.some(([other]) => other === label)) used.push([label, 1]);
    const compare = compareText(format.locale);
    used.sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
    return [...listed, ...used.map(([value, count]) => ({ value, label: value, hint: format.number(count) }))];
  };
}

interface SetEditorProps extends EditorProps {
  readonly type: RecordType;
  readonly name: string;
  readonly field: Field;
  readonly value: readonly string[];
  readonly save: (change: { readonly add?: readonly string[]; readonly remove?: readonly string[] }) => void;
}

export function SetEditor({ type, name, field, value, save, ...editor }: SetEditorProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const { locale } = useFormat();
  const options = useSetOptions(type, name, value);
  const labelOf = (member: string): string => (field.list ? settings.label(field.list, member, locale) : member);
  return (
    <div className={classes.chips}>
      {value.map((member) => (
        <span key={member} className={classes.chip}>
          <span className={classes.chipText}>{labelOf(member)}</span>
          {!editor.readOnly && (
            <button
              type="button"
              className={classes.chipRemove}
              tabIndex={-1}
              aria-label={t(($) => $.records.remove, { name: labelOf(member) })}
              onClick={() => save({ remove: [member] })}
            >
              <IconX size={11} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {editor.readOnly ? (
        value.length === 0 && <span className={classes.pickEmpty}>{t(($) => $.records.empty)}</span>
      ) : (
        <OptionPicker
          label={editor.label}
          options={options}
          chosen={value}
          multiple
          onPick={(member) => save(value.includes(member) ? { remove: [member] } : { add: [member] })}
          onCreate={(label) => save({ add: [label] })}
          className={classes.chipAdd}
          onFocus={editor.onFocus}
          onBlur={editor.onBlur}
        >
          + {t(($) => $.records.add)}
        </OptionPicker>
      )}
    </div>
  );
}
