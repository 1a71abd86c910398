/** What fields are called, in the person's language. A field without a label shows its own name, never nothing. */
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordType } from '#schema/records/index.ts';
import type tr from '../i18n/tr/records.ts';

type LabelledField = keyof typeof tr.field;

/** The label of a field of a record type; also of `title`, `created`, `updated` and the time of a move (`statusAt`). */
export function fieldLabel(t: TFunction, type: RecordType, name: string): string {
  if (name === 'title' && type === 'deal') return t(($) => $.records.dealTitle);
  if (name === 'title' && type === 'task') return t(($) => $.records.taskTitle);
  // what foreign clients or newer versions call a field is no key of ours: then the name stands
  return t(($) => $.records.field[name as LabelledField], { defaultValue: name });
}

/** `fieldLabel` in the language spoken now. */
export function useFieldLabel(): (type: RecordType, name: string) => string {
  const { t } = useTranslation();
  return useCallback((type, name) => fieldLabel(t, type, name), [t]);
}
