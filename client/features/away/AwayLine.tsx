/** One thing that both changed: where, both values, who and when, and what can be done about it. */
import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { equalityDeep } from 'lib0/function';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AwayChange, AwayField } from '#schema/away.ts';
import { takeValue } from '#schema/commands/away.ts';
import { restoreRecords } from '#schema/commands/records.ts';
import { type AnyRecord, subjectOf } from '#schema/records/index.ts';
import { titleOf } from '#schema/title.ts';
import { readKey } from '#schema/workspace.ts';
import { useAwayList } from '../../data/useAway.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { useMembers } from '../../records/useMembers.ts';
import classes from './Away.module.css';
import { useValueText } from './useValueText.ts';

interface AwayLineProps {
  readonly change: AwayChange;
  /** the person goes to the record */
  readonly onLeave: () => void;
}

export function AwayLine({ change, onLeave }: AwayLineProps) {
  const { t } = useTranslation();
  const away = useAwayList();
  const labelOf = useFieldLabel();
  const record = useRecord(change.type, change.record);
  const title = (record ? titleOf(record) : change.kind === 'purged' && change.title) || t(($) => $.away.untitled);
  const label = change.kind === 'field' ? labelOf(change.type, fieldOfKey(change.key)) : '';
  const what = [title, label].filter(Boolean).join(' · ');
  return (
    <li className={classes.line} aria-label={what}>
      <div className={classes.head}>
        {record ? <RecordLink record={record} title={title} onLeave={onLeave} /> : <span>{title}</span>}
        {label && <span className={classes.label}>{label}</span>}
        <ActionIcon
          className={classes.dismiss}
          size={24}
          aria-label={t(($) => $.away.dismissOne, { what })}
          onClick={() => away.dismiss([change])}
        >
          <IconX size={14} />
        </ActionIcon>
      </div>
      {change.kind === 'field' ? (
        <BothValues change={change} label={what} record={record} />
      ) : (
        <Deleted change={change} record={record} />
      )}
    </li>
  );
}

function BothValues({
  change,
  label,
  record,
}: {
  readonly change: AwayField;
  readonly label: string;
  readonly record: AnyRecord | undefined;
}) {
  const { t } = useTranslation();
  const { doc } = useWorkspace();
  const commands = useCommands();
  const textOf = useValueText(change.type, record);
  const who = useWho(change);
  const { type, record: id, key, mine, theirs, isLost } = change;
  const now = readKey(doc, type, id, key) ?? null;
  const take = (value: unknown) =>
    commands.run(
      takeValue,
      { type, id, key, value },
      t(($) => $.away.taken),
    );
  if (isLost) return <p className={classes.note}>{t(($) => $.away.lost)}</p>;
  const isMine = equalityDeep(now, mine);
  const isTheirs = equalityDeep(now, theirs);
  return (
    <>
      <div className={classes.values} role="group" aria-label={label}>
        <Choice who={t(($) => $.away.mine)} stands={isMine} onTake={() => take(mine)}>
          {textOf(key, mine)}
        </Choice>
        <Choice who={who} stands={isTheirs} onTake={() => take(theirs)}>
          {textOf(key, theirs)}
        </Choice>
      </div>
      {!isMine && !isTheirs && <p className={classes.note}>{t(($) => $.away.later, { value: textOf(key, now) })}</p>}
    </>
  );
}

interface ChoiceProps {
  readonly who: string;
  readonly stands: boolean;
  readonly onTake: () => void;
  readonly children: ReactNode;
}

function Choice({ who, stands, onTake, children }: ChoiceProps) {
  return (
    <button type="button" className={classes.choice} aria-pressed={stands} onClick={stands ? undefined : onTake}>
      <span className={classes.who}>{who}</span>
      <span className={classes.value}>{children}</span>
      {stands && <IconCheck size={15} aria-hidden className={classes.check} />}
    </button>
  );
}

function Deleted({
  change,
  record,
}: {
  readonly change: Exclude<AwayChange, AwayField>;
  readonly record: AnyRecord | undefined;
}) {
  const { t } = useTranslation();
  const commands = useCommands();
  const labelOf = useFieldLabel();
  const textOf = useValueText(change.type, record);
  const who = useWho(change);
  if (change.kind === 'purged') {
    return (
      <div className={classes.note}>
        {t(($) => $.away.purged)}
        <dl className={classes.wrote}>
          {change.mine.map(({ key, value }) => (
            <div key={key}>
              <dt>{labelOf(change.type, fieldOfKey(key))}</dt>
              <dd>{textOf(key, value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    );
  }
  const restore = () =>
    commands.run(
      restoreRecords,
      { type: change.type, ids: [change.record] },
      t(($) => $.away.restored),
    );
  return (
    <p className={classes.note}>
      {t(($) => $.away.binned, { who })}{' '}
      {record?.bin && (
        <Button size="compact-xs" variant="default" onClick={restore}>
          {t(($) => $.away.restore)}
        </Button>
      )}
    </p>
  );
}

/** Leads and deals have pages of their own; what stands on them is reached there. */
function RecordLink({
  record,
  title,
  onLeave,
}: {
  readonly record: AnyRecord;
  readonly title: string;
  readonly onLeave: () => void;
}) {
  const { id: workspace } = useWorkspace();
  const { type, id } = subjectOf(record) ?? record;
  if (type === 'lead')
    return (
      <Link className={classes.title} to="/w/$workspace/leads/$lead" params={{ workspace, lead: id }} onClick={onLeave}>
        {title}
      </Link>
    );
  if (type === 'deal')
    return (
      <Link
        className={classes.title}
        to="/w/$workspace/pipeline/$deal"
        params={{ workspace, deal: id }}
        onClick={onLeave}
      >
        {title}
      </Link>
    );
  return <span className={classes.title}>{title}</span>;
}

/** Who changed it and when, as far as it is known. */
function useWho({ by, at }: AwayChange): string {
  const { t } = useTranslation();
  const format = useFormat();
  const { nameOf } = useMembers();
  const name = by === null ? t(($) => $.away.someone) : nameOf(by);
  return at === null ? name : t(($) => $.away.theirs, { name, when: format.ago(at) });
}

const fieldOfKey = (key: string): string => key.split('/', 1)[0] ?? key;
