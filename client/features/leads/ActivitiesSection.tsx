/** Calls, visits, meetings and messages with a record's people: written down in a moment, planned ones on top. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Subject } from '#schema/fields.ts';
import { subjectKey } from '#schema/indexes.ts';
import type { Activity } from '#schema/records/activity.ts';
import { useFound } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import { useMay } from '../../records/useRights.ts';
import classes from './Activities.module.css';
import { ActivityComposer } from './ActivityComposer.tsx';
import { ActivityItem } from './ActivityItem.tsx';
import cardClasses from './LeadCard.module.css';

/** How many stand there before one asks for the older ones. */
const FIRST = 5;

const isPlanned = ({ state }: Activity): boolean => state === 'planned';

export function ActivitiesSection({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayEdit = useMay('editRecords');
  const [isNew, setNew] = useState(false);
  const [all, setAll] = useState(false);
  const activities = useFound('activity', 'subject', subjectKey(subject)).toSorted(
    (a, b) => Number(isPlanned(b)) - Number(isPlanned(a)) || (b.at ?? b.created.at) - (a.at ?? a.created.at),
  );
  const shown = all ? activities : activities.slice(0, FIRST);
  return (
    <section aria-label={t(($) => $.leads.activities.title)}>
      <div className={cardClasses.sectionHead}>
        <h3 className={cardClasses.storyHead}>
          {t(($) => $.leads.activities.title)}
          {activities.length > 0 && <span className={cardClasses.count}>{format.number(activities.length)}</span>}
        </h3>
        {mayEdit && !isNew && (
          <Button variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={() => setNew(true)}>
            {t(($) => $.leads.activities.log)}
          </Button>
        )}
      </div>
      {isNew && <ActivityComposer subject={subject} onClose={() => setNew(false)} />}
      {activities.length === 0 && !isNew && (
        <p className={cardClasses.quiet}>
          {mayEdit ? t(($) => $.leads.activities.empty) : t(($) => $.leads.activities.emptyViewer)}
        </p>
      )}
      <ul className={classes.list}>
        {shown.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} />
        ))}
      </ul>
      {shown.length < activities.length && (
        <Button variant="subtle" color="gray" onClick={() => setAll(true)}>
          {t(($) => $.leads.activities.older, { count: activities.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
