/** One task in a line: done or not, what, for which record, when, whose. Everything is changed where it stands. */
import { ActionIcon, Checkbox } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { binRecords, patch, patchRecord } from '#schema/commands/records.ts';
import { finishTask } from '#schema/commands/timeline.ts';
import type { Task } from '#schema/records/task.ts';
import { titleOf } from '#schema/title.ts';
import { today } from '../../data/environment.ts';
import { useAnnounceFocus } from '../../data/presence.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { MemberEditor } from '../../records/MemberEditor.tsx';
import { useMay } from '../../records/useRights.ts';
import { InlineText } from '../../ui/InlineText.tsx';
import { DuePicker } from './DuePicker.tsx';
import { taskGroup } from './taskGroups.ts';
import classes from './Tasks.module.css';

interface TaskLineProps {
  readonly task: Task;
  /** names the record it is for, where the line stands outside of that record */
  readonly withSubject?: boolean;
}

export const TaskLine = memo(function TaskLine({ task, withSubject = false }: TaskLineProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const mayEdit = useMay('editRecords');
  const announce = useAnnounceFocus();
  const title = task.title ?? '';
  const isDone = task.done !== undefined;
  const group = taskGroup(task, today());
  const tone = group === 'overdue' ? 'late' : group === 'today' ? 'today' : undefined;
  return (
    <div className={classes.line} data-done={isDone || undefined}>
      <Checkbox
        radius="xl"
        size="md"
        checked={isDone}
        disabled={!mayEdit}
        aria-label={isDone ? t(($) => $.tasks.reopen, { title }) : t(($) => $.tasks.finish, { title })}
        onChange={() =>
          commands.run(
            finishTask,
            { id: task.id, done: !isDone },
            isDone ? undefined : t(($) => $.tasks.finished, { title }),
          )
        }
      />
      <div className={classes.what}>
        {mayEdit ? (
          <InlineText
            label={title}
            value={title}
            save={(next) => {
              if (next !== '') commands.run(patchRecord, patch<'task'>('task', task.id, { title: next }));
              return Promise.resolve(null);
            }}
          />
        ) : (
          <span>{title}</span>
        )}
        {withSubject && <SubjectLink task={task} />}
      </div>
      <DuePicker
        label={t(($) => $.tasks.dueOf, { title })}
        due={task.due}
        tone={tone}
        readOnly={!mayEdit || isDone}
        onChange={(due) => commands.run(patchRecord, patch<'task'>('task', task.id, { due }))}
      />
      <div className={classes.assignee}>
        <MemberEditor
          label={t(($) => $.tasks.assignee, { title })}
          value={task.assignee}
          readOnly={!mayEdit}
          changedBy={undefined}
          onFocus={() => announce({ type: 'task', id: task.id, field: 'assignee' })}
          onBlur={() => announce(null)}
          save={(assignee) => commands.run(patchRecord, patch<'task'>('task', task.id, { assignee }))}
        />
      </div>
      {mayEdit && (
        <ActionIcon
          className={classes.remove}
          aria-label={t(($) => $.tasks.delete, { title })}
          onClick={() =>
            commands.run(
              binRecords,
              { type: 'task', ids: [task.id] },
              t(($) => $.tasks.deleted),
            )
          }
        >
          <IconTrash size={15} />
        </ActionIcon>
      )}
    </div>
  );
});

function SubjectLink({ task: { subject } }: { readonly task: Task }) {
  const { id: workspace } = useWorkspace();
  const lead = useRecord('lead', subject?.type === 'lead' ? subject.id : undefined);
  const deal = useRecord('deal', subject?.type === 'deal' ? subject.id : undefined);
  if (lead && lead.bin === undefined) {
    return (
      <Link className={classes.subject} to="/w/$workspace/leads/$lead" params={{ workspace, lead: lead.id }}>
        {[titleOf(lead), titleOf(lead) === lead.company ? undefined : lead.company].filter(Boolean).join(' · ')}
      </Link>
    );
  }
  if (deal && deal.bin === undefined) {
    return (
      <Link className={classes.subject} to="/w/$workspace/pipeline/$deal" params={{ workspace, deal: deal.id }}>
        {titleOf(deal)}
      </Link>
    );
  }
  return null;
}
