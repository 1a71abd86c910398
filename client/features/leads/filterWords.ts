/** Parts of a filter in words, for the chips above the list: "Tarih ≥ 1 Eki", "Durum: Yeni ya da Nitelikli". */
import { isIsoDay } from '#schema/fields.ts';
import { type Condition, type Filter, kindOf } from '#schema/filter.ts';
import { fieldLabel } from '../../records/fieldLabel.ts';
import { choiceText, declaredField, type FieldContext } from '../../records/fieldText.ts';

/** A value of a field as people read it. */
export function valueWords(context: FieldContext, name: string, value: string | number): string {
  const { format, nameOf, titleOfRef, titleOfBatch } = context;
  const kind = kindOf('lead', name);
  if (typeof value === 'number') {
    return kind === 'mark' || kind === 'instant' ? format.instant(value) : format.number(value, 2);
  }
  const field = declaredField('lead', name);
  if (name === 'batch') return titleOfBatch(value) || context.t(($) => $.leads.filters.unknownImport);
  if (kind === 'member') return nameOf(value);
  if (kind === 'ref' && field?.to) return titleOfRef(field.to, value) || value;
  if (kind === 'day' && isIsoDay(value)) return format.day(value);
  return field?.list ? choiceText(context, field, value) : value;
}

/** See the file. */
export function filterWords(context: FieldContext, part: Filter): string {
  const { t } = context;
  if ('not' in part) return t(($) => $.leads.filters.not, { text: filterWords(context, part.not) });
  if ('all' in part)
    return joined(
      context,
      part.all,
      t(($) => $.leads.filters.and),
    );
  if ('any' in part)
    return joined(
      context,
      part.any,
      t(($) => $.leads.filters.or),
    );
  return conditionWords(context, part);
}

const joined = (context: FieldContext, parts: readonly Filter[], word: string): string =>
  parts.map((part) => filterWords(context, part)).join(` ${word} `);

function conditionWords(context: FieldContext, { field: name, op, value }: Condition): string {
  const { t } = context;
  const field = fieldLabel(t, 'lead', name);
  if (op === 'empty') return t(($) => $.leads.filters.empty, { field });
  const values = Array.isArray(value)
    ? (value as readonly string[])
    : value === undefined
      ? []
      : [value as string | number];
  const words = {
    field,
    value: values.map((each) => valueWords(context, name, each)).join(` ${t(($) => $.leads.filters.or)} `),
  };
  if (op === 'atLeast') return t(($) => $.leads.filters.atLeast, words);
  if (op === 'atMost') return t(($) => $.leads.filters.atMost, words);
  if (op === 'contains') return t(($) => $.leads.filters.contains, words);
  return t(($) => $.leads.filters.is, words);
}
