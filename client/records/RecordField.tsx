/**
 * One field of a record with its label, edited where it stands: the editor of its kind, who else is in it, a glow when
 * someone else changed it. Every save is one command and one step of undo.
 */
import { type CSSProperties, memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patch, patchRecord } from '#schema/commands/records.ts';
import type { KindValues } from '#schema/fields.ts';
import type { AnyRecord, ChangesOf, RecordType } from '#schema/records/index.ts';
import { useAnnounceFocus, usePresenceOn } from '../data/presence.ts';
import { useCommands } from '../data/useCommand.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { personTint } from '../ui/MemberAvatar.tsx';
import { CampaignEditor } from './CampaignEditor.tsx';
import { ChoiceEditor } from './ChoiceEditor.tsx';
import { ConsentEditor } from './ConsentEditor.tsx';
import { ContactEditor } from './ContactEditor.tsx';
import { DayEditor } from './DayEditor.tsx';
import { fieldLabel } from './fieldLabel.ts';
import { declaredField } from './fieldText.ts';
import { FieldValue } from './FieldValue.tsx';
import { MemberEditor } from './MemberEditor.tsx';
import { MoneyEditor } from './MoneyEditor.tsx';
import classes from './RecordField.module.css';
import { readLine, readLines, readNumber } from './readers.ts';
import { SetEditor } from './SetEditor.tsx';
import { SourceEditor } from './SourceEditor.tsx';
import { type EditorProps, TextEditor } from './TextEditor.tsx';
import { useMembers } from './useMembers.ts';
import { useMay } from './useRights.ts';

interface RecordFieldProps {
  readonly record: AnyRecord;
  readonly name: string;
  /** the label's words, where they differ from the field's own */
  readonly label?: string;
  /** stands over the editor instead of beside it */
  readonly stacked?: boolean;
}

export const RecordField = memo(function RecordField(props: RecordFieldProps) {
  const { record, name, label: words, stacked = false } = props;
  const { t } = useTranslation();
  const label = words ?? fieldLabel(t, record.type, name);
  const announce = useAnnounceFocus();
  const others = usePresenceOn(record.type, record.id, name);
  const glow = useGlow(record, name);
  const [first] = others;
  return (
    <div className={classes.root} data-stacked={stacked || undefined} data-field={name}>
      <span className={classes.label}>{label}</span>
      <div
        className={classes.box}
        data-others={first ? true : undefined}
        style={first && ({ '--ring': `var(--tint-${personTint(first.user)}-solid)` } as CSSProperties)}
      >
        {/* a new key lets the glow run again */}
        {glow > 0 && <span key={glow} className={classes.glow} aria-hidden />}
        {first && (
          <span className={classes.who} title={t(($) => $.records.inField, { name: first.name })}>
            {others.map((other) => other.name).join(', ')}
          </span>
        )}
        <FieldEditor
          key={`${record.id}/${name}`}
          record={record}
          name={name}
          label={label}
          onFocus={() => announce({ type: record.type, id: record.id, field: name })}
          onBlur={() => announce({ type: record.type, id: record.id })}
        />
      </div>
    </div>
  );
}, isSameField);

/** Whether a record shows the same in this field as before: of a card, an edit draws one field anew. */
function isSameField(before: RecordFieldProps, after: RecordFieldProps): boolean {
  const [old, now] = [before.record, after.record];
  if (before.name !== after.name || before.label !== after.label || before.stacked !== after.stacked) return false;
  if (old === now) return true;
  if (old.type !== now.type || old.id !== now.id || old.updated?.by !== now.updated?.by) return false;
  if ((old.bin === undefined) !== (now.bin === undefined)) return false;
  const field = declaredField(now.type, after.name);
  // these show what other fields hold too
  if (!field || field.guarded || field.kind === 'ref') return false;
  const [was, is] = [old, now].map((record) => record[after.name as keyof AnyRecord]);
  return was === is || JSON.stringify(was) === JSON.stringify(is);
}

/** Rises when someone else changed the field while it was on screen. */
function useGlow(record: AnyRecord, name: string): number {
  const { me } = useMembers();
  const value: unknown = record[name as keyof AnyRecord];
  const key = `${record.id}:${JSON.stringify(value)}`;
  const [seen, setSeen] = useState({ id: record.id, key, count: 0 });
  if (seen.key !== key) {
    const theirs = seen.id === record.id && record.updated !== undefined && record.updated.by !== me;
    setSeen({ id: record.id, key, count: theirs ? seen.count + 1 : 0 });
  }
  return seen.count;
}

interface FieldEditorProps extends Pick<EditorProps, 'label' | 'onFocus' | 'onBlur'> {
  readonly record: AnyRecord;
  readonly name: string;
}

/** The editor of a field's kind; what has commands of its own (status, stage, owner, marks) is shown only. */
function FieldEditor({ record, name, label, onFocus, onBlur }: FieldEditorProps): ReactNode {
  const { t } = useTranslation();
  const commands = useCommands();
  const mayEdit = useMay('editRecords');
  const { me, nameOf } = useMembers();
  const field = declaredField(record.type, name);
  const readOnly = !mayEdit || record.bin !== undefined;
  const { projection } = useWorkspace();
  const by = record.updated?.by;
  const editor: EditorProps = {
    label,
    readOnly,
    changedBy: by !== undefined && by !== me ? nameOf(by) : undefined,
    onFocus,
    onBlur,
  };
  const saveAll = (changes: Readonly<Record<string, unknown>>, done?: string): void => {
    commands.run(patchRecord, patch<RecordType>(record.type, record.id, changes as ChangesOf<RecordType>), done);
  };
  const save = (value: unknown): void => saveAll({ [name]: value });
  if (!field || field.guarded) return <FieldValue record={record} name={name} />;

  switch (field.kind) {
    case 'text':
      return <TextEditor {...editor} value={valueOf<'text'>(record, name)} write={asIs} read={readLine} save={save} />;
    case 'longText':
      return (
        <TextEditor
          {...editor}
          lines
          value={valueOf<'longText'>(record, name)}
          write={asIs}
          read={readLines}
          save={save}
        />
      );
    case 'phone':
    case 'email':
      return (
        <ContactEditor
          {...editor}
          kind={field.kind}
          value={valueOf<'phone'>(record, name)}
          save={(value, rest) => {
            // a second number or an extension has no field of its own: it goes where people find it
            if (rest === undefined || record.type !== 'lead') save(value);
            else {
              // the record of this moment: this field is not drawn anew for another one's words
              const now = projection.get('lead', record.id) ?? record;
              saveAll(
                { [name]: value, description: [now.description, rest].filter(Boolean).join('\n') },
                t(($) => $.records.restToDescription, { text: rest }),
              );
            }
          }}
        />
      );
    case 'number':
      return (
        <TextEditor
          {...editor}
          inputMode="decimal"
          value={valueOf<'number'>(record, name)}
          write={String}
          read={(text) =>
            readNumber(
              text,
              t(($) => $.records.problem.number),
            )
          }
          save={save}
        />
      );
    case 'money':
      return <MoneyEditor {...editor} value={valueOf<'money'>(record, name)} save={save} />;
    case 'day':
      return <DayEditor {...editor} value={valueOf<'day'>(record, name)} save={save} />;
    case 'choice':
      return field.list ? (
        <ChoiceEditor
          {...editor}
          list={field.list}
          open={field.open ?? false}
          value={valueOf<'choice'>(record, name)}
          save={save}
        />
      ) : (
        <FieldValue record={record} name={name} />
      );
    case 'set':
      return (
        <SetEditor
          {...editor}
          type={record.type}
          name={name}
          field={field}
          value={valueOf<'set'>(record, name) ?? []}
          save={save}
        />
      );
    case 'member':
      return <MemberEditor {...editor} value={valueOf<'member'>(record, name)} save={save} />;
    case 'ref':
      return field.to === 'campaign' ? (
        <CampaignEditor
          {...editor}
          value={valueOf<'ref'>(record, name)}
          save={save}
          problem={
            record.type === 'lead' && record.source?.key === 'fair' && record.campaign === undefined
              ? t(($) => $.records.problem.fairMissing)
              : undefined
          }
        />
      ) : (
        <FieldValue record={record} name={name} />
      );
    case 'source':
      return <SourceEditor {...editor} value={valueOf<'source'>(record, name)} save={save} />;
    case 'consent':
      return <ConsentEditor {...editor} value={valueOf<'consent'>(record, name)} save={save} />;
    default:
      return <FieldValue record={record} name={name} />;
  }
}

/** A field's value has the type of its kind: reading the record has seen to it. */
const valueOf = <K extends keyof KindValues>(record: AnyRecord, name: string): KindValues[K] | undefined =>
  record[name as keyof AnyRecord] as KindValues[K] | undefined;

const asIs = (text: string): string => text;
