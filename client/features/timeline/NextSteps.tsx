/** What is to be done next with a record: its open tasks and planned activities, the soonest first. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Subject } from '#schema/fields.ts';
import { subjectKey } from '#schema/indexes.ts';
import { useFound } from '../../data/useRecords.ts';
import { compareTasks } from '../tasks/taskGroups.ts';
import { TaskLine } from '../tasks/TaskLine.tsx';
import { ActivityItem } from './ActivityItem.tsx';
import { activityAt, isPlanned } from './history.ts';
import classes from './Timeline.module.css';

export const NextSteps = memo(function NextSteps({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const key = subjectKey(subject);
  const tasks = useFound('task', 'subject', key)
    .filter((task) => task.done === undefined)
    .toSorted(compareTasks);
  const planned = useFound('activity', 'subject', key)
    .filter(isPlanned)
    .toSorted((a, b) => activityAt(a) - activityAt(b));
  return (
    <section aria-label={t(($) => $.leads.story.next)}>
      <h3 className={classes.head}>{t(($) => $.leads.story.next)}</h3>
      {tasks.length + planned.length === 0 && <p className={classes.quiet}>{t(($) => $.leads.story.noNext)}</p>}
      <ul className={classes.list}>
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskLine task={task} />
          </li>
        ))}
        {planned.map((activity) => (
          <li key={activity.id} className={classes.item}>
            <ActivityItem activity={activity} />
          </li>
        ))}
      </ul>
    </section>
  );
});
