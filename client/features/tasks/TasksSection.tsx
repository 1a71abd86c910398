/** The tasks of one record: open ones by their time, then what is done. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Subject } from '#schema/fields.ts';
import { subjectKey } from '#schema/indexes.ts';
import { useFound } from '../../data/useRecords.ts';
import { useMay } from '../../records/useRights.ts';
import { TaskComposer } from './TaskComposer.tsx';
import { TaskLine } from './TaskLine.tsx';
import classes from './Tasks.module.css';
import { compareTasks } from './taskGroups.ts';

export function TasksSection({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const mayEdit = useMay('editRecords');
  const tasks = useFound('task', 'subject', subjectKey(subject)).toSorted(
    (a, b) => Number(a.done !== undefined) - Number(b.done !== undefined) || compareTasks(a, b),
  );
  return (
    <section aria-label={t(($) => $.tasks.section)}>
      {mayEdit && <TaskComposer subject={subject} />}
      {tasks.length === 0 && (
        <Text size="sm" c="dimmed" py="xs">
          {t(($) => $.tasks.none)}
        </Text>
      )}
      <div className={classes.lines}>
        {tasks.map((task) => (
          <TaskLine key={task.id} task={task} />
        ))}
      </div>
    </section>
  );
}
