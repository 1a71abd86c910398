/** Shows what a field holds: a badge for a status, a face for a person, chips for labels, words for all else. */
import { useTranslation } from 'react-i18next';
import type { Move } from '#schema/fields.ts';
import type { AnyRecord } from '#schema/records/index.ts';
import { MemberAvatar } from '../ui/MemberAvatar.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { fieldProblem } from './fieldProblem.ts';
import classes from './FieldValue.module.css';
import { declaredField, fieldText, useFieldContext } from './fieldText.ts';

interface FieldValueProps {
  readonly record: AnyRecord;
  readonly name: string;
}

export function FieldValue({ record, name }: FieldValueProps) {
  const { t } = useTranslation();
  const context = useFieldContext();
  const field = declaredField(record.type, name);
  const value: unknown = record[name as keyof AnyRecord];
  const text = fieldText(context, record, name);
  if (text === '') return <span className={classes.empty}>{t(($) => $.records.empty)}</span>;
  if (field?.kind === 'move' && field.list) {
    const key = (value as Move).to;
    return <StatusBadge label={text} color={context.settings.entry(field.list, key)?.color} />;
  }
  if (field?.kind === 'member') {
    return (
      <span className={classes.member}>
        <MemberAvatar id={String(value)} name={text} size={20} />
        <span className={classes.text}>{text}</span>
      </span>
    );
  }
  if (field?.kind === 'set') {
    return (
      <span className={classes.chips}>
        {(value as readonly string[]).map((label) => (
          <StatusBadge
            key={label}
            label={field.list ? context.settings.label(field.list, label, context.format.locale) : label}
          />
        ))}
      </span>
    );
  }
  if (name === 'created' || name === 'updated') {
    return <RelativeTime at={name === 'updated' ? (record.updated?.at ?? record.created.at) : record.created.at} />;
  }
  const problem = field ? fieldProblem(field.kind, value) : null;
  return (
    <span
      className={classes.text}
      data-problem={problem !== null || undefined}
      title={problem ? t(($) => $.records.problem[problem]) : undefined}
    >
      {text}
    </span>
  );
}
