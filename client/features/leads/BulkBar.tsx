/** What can be done with the selected leads at once. Each is one command or job, told in one toast with one undo. */
import { ActionIcon } from '@mantine/core';
import { IconDownload, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BulkResult } from '#schema/commands/records.ts';
import type { Lead } from '#schema/records/lead.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { listOptions } from '../../records/ChoiceEditor.tsx';
import type { FieldContext } from '../../records/fieldText.ts';
import { memberOptions } from '../../records/MemberEditor.tsx';
import { OptionPicker } from '../../records/OptionPicker.tsx';
import { labelsInUse, useSetOptions } from '../../records/SetEditor.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import classes from './BulkBar.module.css';
import { ExportMenu } from './ExportMenu.tsx';
import { Dot } from './FilterBar.tsx';
import { useRunningJob } from './JobBar.tsx';
import type { Column } from './leadColumns.ts';

interface BulkBarProps {
  /** ids, in the list's order */
  readonly selected: readonly string[];
  readonly onClear: () => void;
  readonly columns: readonly Column[];
  readonly context: FieldContext;
}

const total = (values: readonly unknown[], key: keyof BulkResult): number =>
  (values as readonly BulkResult[]).reduce((sum, value) => sum + value[key], 0);

export function BulkBar({ selected, onClear, columns, context }: BulkBarProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const commands = useCommands();
  const members = useMembers();
  const { settings, format } = context;
  const tagOptions = useSetOptions('lead', 'tags', []);
  const mayEdit = useMay('bulkEdit');
  const mayExport = useMay('exportRecords');
  const running = useRunningJob();
  const leads = (): readonly Lead[] => selected.flatMap((id) => projection.get('lead', id) ?? []);
  const orUnchanged = (count: number, words: string): string =>
    count === 0 ? t(($) => $.leads.bulk.unchanged) : words;

  const moveTo = (to: string): void => {
    const status = settings.label('status', to, format.locale);
    void commands.start({ kind: 'moveStatus', ids: selected, to }, (values) => {
      const count = total(values, 'changed');
      return orUnchanged(
        count,
        t(($) => $.leads.bulk.moved, { count, status }),
      );
    });
  };
  const assignTo = (owner: string): void => {
    const name = members.nameOf(owner);
    void commands.start({ kind: 'assignRecords', type: 'lead', ids: selected, owner }, (values) => {
      const count = total(values, 'changed');
      const refused = total(values, 'refused');
      if (refused > 0) return t(($) => $.leads.bulk.assignedSome, { count, refused, name });
      return orUnchanged(
        count,
        t(($) => $.leads.bulk.assigned, { count, name }),
      );
    });
  };
  const tag = (label: string, change: 'add' | 'remove'): void => {
    void commands.start(
      { kind: 'patchRecords', type: 'lead', ids: selected, changes: { tags: { [change]: [label] } } },
      (values) => {
        const count = total(values, 'changed');
        const words = { count, tag: label };
        return orUnchanged(
          count,
          change === 'add' ? t(($) => $.leads.bulk.tagged, words) : t(($) => $.leads.bulk.untagged, words),
        );
      },
    );
  };
  const bin = (): void => {
    void commands
      .start({ kind: 'binRecords', type: 'lead', ids: selected }, (values) =>
        t(($) => $.leads.bulk.binned, { count: total(values, 'changed') }),
      )
      .then(onClear);
  };

  return (
    <div
      className={classes.root}
      role="toolbar"
      aria-label={t(($) => $.leads.bulk.selected, { count: selected.length })}
    >
      {running && (
        <span
          className={classes.progress}
          style={{ inlineSize: `${(100 * running.done) / Math.max(1, running.total)}%` }}
        />
      )}
      <ActionIcon
        className={classes.clear}
        aria-label={t(($) => $.leads.bulk.clear)}
        data-hint={t(($) => $.leads.bulk.clear)}
        onClick={onClear}
      >
        <IconX size={15} />
      </ActionIcon>
      <span className={classes.count} aria-live="polite">
        {running
          ? t(($) => $.leads.bulk.working, { done: running.done, total: running.total })
          : t(($) => $.leads.bulk.selected, { count: selected.length })}
      </span>
      {mayEdit && (
        <>
          <OptionPicker
            label={t(($) => $.leads.bulk.status)}
            isLabelSeen
            options={() => listOptions(settings, 'status', [], format.locale, (entry) => <Dot color={entry.color} />)}
            chosen={[]}
            onPick={moveTo}
            className={classes.action}
          >
            {t(($) => $.leads.bulk.status)}
          </OptionPicker>
          <OptionPicker
            label={t(($) => $.leads.bulk.owner)}
            isLabelSeen
            options={() => memberOptions(members)}
            chosen={[]}
            onPick={assignTo}
            className={classes.action}
          >
            {t(($) => $.leads.bulk.owner)}
          </OptionPicker>
          <OptionPicker
            label={t(($) => $.leads.bulk.tag)}
            isLabelSeen
            options={tagOptions}
            chosen={[]}
            onPick={(label) => tag(label, 'add')}
            onCreate={(label) => tag(label, 'add')}
            className={classes.action}
          >
            {t(($) => $.leads.bulk.tag)}
          </OptionPicker>
          <OptionPicker
            label={t(($) => $.leads.bulk.untag)}
            isLabelSeen
            options={() =>
              [...labelsInUse(leads(), 'tags')].map(([value, count]) => ({
                value,
                label: value,
                hint: format.number(count),
              }))
            }
            chosen={[]}
            onPick={(label) => tag(label, 'remove')}
            className={classes.action}
          >
            {t(($) => $.leads.bulk.untag)}
          </OptionPicker>
        </>
      )}
      {mayExport && (
        <ExportMenu rows={leads} columns={columns} context={context}>
          <button type="button" className={classes.action} aria-label={t(($) => $.leads.bulk.export)}>
            <IconDownload size={15} aria-hidden />
          </button>
        </ExportMenu>
      )}
      {mayEdit && (
        <button type="button" className={classes.action} data-danger onClick={bin}>
          <IconTrash size={15} aria-hidden /> {t(($) => $.leads.bulk.delete)}
        </button>
      )}
    </div>
  );
}
