/**
 * All changes of a record, field by field, as the server kept them: who, from what to what, when, and one tap that puts
 * the earlier value back (a command like any other, with its undo). Needs the server, and says so where there is none.
 */
import { Button, Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { takeValue } from '#schema/commands/away.ts';
import { moveStatus } from '#schema/commands/leads.ts';
import { assignRecords } from '#schema/commands/records.ts';
import { CREATION, type HistoryEntry } from '#schema/history.ts';
import type { AnyRecord } from '#schema/records/index.ts';
import { readKey } from '#schema/workspace.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { useValueText } from '../away/useValueText.ts';
import { useMoveDeal } from '../pipeline/useMoveDeal.tsx';
import classes from './FieldHistory.module.css';
import { fieldOfKey, isTold, type PuttingBack, puttingBack } from './fieldHistory.ts';
import { useFieldHistory } from './useFieldHistory.ts';

interface FieldHistoryProps {
  readonly subject: { readonly type: 'lead' | 'deal'; readonly id: string };
}

export default function FieldHistory({ subject }: FieldHistoryProps) {
  const record = useRecord(subject.type, subject.id);
  return record ? <Changes record={record} /> : null;
}

function Changes({ record }: { readonly record: AnyRecord }) {
  const { t } = useTranslation();
  const { entries, hasMore, busy, problem, reload, more } = useFieldHistory(record);
  const { putBack, dialog } = usePutBack(record);
  const lines = entries?.filter((entry) => isTold(record.type, entry)) ?? [];
  return (
    <>
      {dialog}
      {problem !== null && (
        <Group gap="sm" mb="xs">
          <p className={classes.quiet} role="status">
            {problem === 'unreachable' ? t(($) => $.history.offline) : t(($) => $.refusals[problem])}
          </p>
          <Button size="compact-xs" variant="default" loading={busy} onClick={reload}>
            {t(($) => $.history.again)}
          </Button>
        </Group>
      )}
      {entries === null && problem === null && <p className={classes.quiet}>{t(($) => $.history.loading)}</p>}
      {entries !== null && lines.length === 0 && !hasMore && (
        <p className={classes.quiet}>{t(($) => $.history.empty)}</p>
      )}
      <ol className={classes.list}>
        {lines.map((entry) => (
          <Line key={entry.id} entry={entry} record={record} onPutBack={putBack} />
        ))}
      </ol>
      {hasMore && (
        <Button variant="subtle" color="gray" loading={busy} onClick={more}>
          {t(($) => $.history.older)}
        </Button>
      )}
    </>
  );
}

interface LineProps {
  readonly entry: HistoryEntry;
  readonly record: AnyRecord;
  readonly onPutBack: (how: PuttingBack) => void;
}

function Line({ entry, record, onPutBack }: LineProps) {
  const { t } = useTranslation();
  const { doc } = useWorkspace();
  const { nameOf } = useMembers();
  const mayEdit = useMay('editRecords');
  const textOf = useValueText(record.type, record);
  const { author, claimed, at, field, stood } = entry;
  const name = author === null ? t(($) => $.history.server) : nameOf(author);
  const how =
    mayEdit && !record.bin
      ? puttingBack(record.type, entry, readKey(doc, record.type, record.id, field) ?? null)
      : null;
  const value = textOf(field, stood ? entry.before : entry.after);
  return (
    <li className={classes.line}>
      <MemberAvatar id={author ?? ''} name={name} size={22} />
      <div className={classes.words}>
        <span className={classes.who}>{name}</span> <What entry={entry} record={record} />
        {!stood && <span className={classes.note}>{t(($) => $.history.lost)}</span>}
        {claimed !== undefined && (
          <span className={classes.note}>{t(($) => $.history.claimed, { name: nameOf(claimed) })}</span>
        )}
        {how && (
          <Button
            className={classes.back}
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={13} />}
            aria-label={t(($) => $.history.putBackValue, { value })}
            onClick={() => onPutBack(how)}
          >
            {stood ? t(($) => $.history.putBack) : t(($) => $.history.take)}
          </Button>
        )}
      </div>
      <span className={classes.time}>
        <RelativeTime at={at} />
      </span>
    </li>
  );
}

/** What was done, as a phrase after the name. */
function What({ entry, record }: Pick<LineProps, 'entry' | 'record'>) {
  const { t } = useTranslation();
  const labelOf = useFieldLabel();
  const textOf = useValueText(record.type, record);
  const { field, before, after } = entry;
  if (field === CREATION) return t(($) => $.history.created);
  if (field === 'bin') return after === null ? t(($) => $.history.restored) : t(($) => $.history.binned);
  const label = labelOf(record.type, fieldOfKey(field));
  if (field.includes('/')) {
    const words = { field: label, value: textOf(field, after ?? before) };
    return after === null ? t(($) => $.history.removed, words) : t(($) => $.history.added, words);
  }
  return (
    <>
      <span className={classes.label}>{label}:</span> <s className={classes.before}>{textOf(field, before)}</s>{' '}
      <span aria-hidden>→</span> <span className={classes.after}>{textOf(field, after)}</span>
    </>
  );
}

/** Puts values back, each by the command that its field has. */
function usePutBack(record: AnyRecord) {
  const { t } = useTranslation();
  const commands = useCommands();
  const { move, dialog } = useMoveDeal();
  const { type, id } = record;
  const done = t(($) => $.history.done);
  const putBack = (how: PuttingBack): void => {
    if (how.by === 'value') commands.run(takeValue, { type, id, key: how.key, value: how.value }, done);
    else if (how.by === 'owner') commands.run(assignRecords, { type, ids: [id], owner: how.owner }, done);
    else if (how.by === 'status') {
      commands.run(
        moveStatus,
        { ids: [id], to: how.to, ...(how.reason !== undefined && { reason: how.reason }) },
        done,
      );
    } else if (record.type === 'deal') void move(record, how.to);
  };
  return { putBack, dialog };
}
