/** What one key of a record holds, in words; also a value that is not the record's own, and one this app does not know. */
import { useTranslation } from 'react-i18next';
import { isOfKind } from '#schema/fields.ts';
import type { AnyRecord, RecordType } from '#schema/records/index.ts';
import { choiceText, declaredField, fieldText, useFieldContext } from '../../records/fieldText.ts';

export function useValueText(type: RecordType, record: AnyRecord | undefined): (key: string, value: unknown) => string {
  const { t } = useTranslation();
  const context = useFieldContext();
  return (key, value) => {
    if (value === null || value === undefined || value === '') return t(($) => $.records.empty);
    const [name = key, member] = key.split('/', 2);
    const field = declaredField(type, name);
    if (field && isOfKind(field.kind, value)) {
      if (member !== undefined) return choiceText(context, field, String(value));
      const around = record ?? { id: '', type, created: { at: 0, by: '' } };
      return fieldText(context, { ...around, [name]: value } as AnyRecord, name);
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
}
