/** What is to be done: overdue, today, upcoming, without a date, done; one's own or everyone's. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../data/environment.ts';
import { useQuery } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useMay } from '../../records/useRights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { TaskComposer } from './TaskComposer.tsx';
import { TaskLine } from './TaskLine.tsx';
import classes from './Tasks.module.css';
import { compareTasks, TASK_GROUPS, taskGroup } from './taskGroups.ts';

const PAGE = 50;

export function TasksPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { env } = useWorkspace();
  const mayEdit = useMay('editRecords');
  const [whose, setWhose] = useState<'mine' | 'everyone'>('mine');
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({});
  const tasks = useQuery({
    type: 'task',
    ...(whose === 'mine' && { where: { field: 'assignee', op: 'is' as const, value: env.actor.id } }),
  });
  const day = today();
  const groups = Map.groupBy(tasks, (task) => taskGroup(task, day));
  const open = tasks.filter((task) => task.done === undefined).length;
  return (
    <>
      <PageHeader
        title={t(($) => $.tasks.title)}
        {...(open > 0 && { count: format.number(open) })}
        actions={
          <SegmentedControl
            aria-label={t(($) => $.tasks.whose)}
            value={whose}
            onChange={(value) => setWhose(value === 'everyone' ? 'everyone' : 'mine')}
            data={[
              { value: 'mine', label: t(($) => $.tasks.mine) },
              { value: 'everyone', label: t(($) => $.tasks.everyone) },
            ]}
          />
        }
      />
      <div className={classes.scroll}>
        {mayEdit && <TaskComposer />}
        {tasks.length === 0 && (
          <EmptyState icon={IconChecklist} title={t(($) => $.tasks.empty.title)} text={t(($) => $.tasks.empty.text)} />
        )}
        {TASK_GROUPS.map((group) => {
          const all = (groups.get(group) ?? []).toSorted(compareTasks);
          const limit = shown[group] ?? PAGE;
          if (all.length === 0) return null;
          return (
            <section key={group} className={classes.group} aria-labelledby={`tasks-${group}`}>
              <h2 id={`tasks-${group}`} className={classes.groupTitle} data-group={group}>
                {t(($) => $.tasks.groups[group])} <span>{format.number(all.length)}</span>
              </h2>
              <div className={classes.lines}>
                {all.slice(0, limit).map((task) => (
                  <TaskLine key={task.id} task={task} withSubject />
                ))}
              </div>
              {all.length > limit && (
                <Button variant="subtle" color="gray" onClick={() => setShown({ ...shown, [group]: limit + PAGE })}>
                  {t(($) => $.tasks.more, { count: all.length - limit })}
                </Button>
              )}
            </section>
          );
        })}
      </div>
    </>
  );
}
