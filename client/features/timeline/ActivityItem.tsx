/** One activity: what, when, by whom, with what result. Opened, its words are edited where they stand. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBrandWhatsapp,
  IconBuildingStore,
  IconCalendarEvent,
  IconCheck,
  IconDots,
  IconMail,
  IconMapPin,
  IconPencil,
  IconPhone,
  IconPresentation,
  IconTrash,
  IconUsers,
  IconVideo,
  IconX,
} from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { binRecords, patch, patchRecord } from '#schema/commands/records.ts';
import type { Activity } from '#schema/records/activity.ts';
import { now } from '../../data/environment.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import { RecordField } from '../../records/RecordField.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import classes from './Activities.module.css';

const ICONS: Readonly<Record<string, ComponentType<{ size?: number | string; stroke?: number | string }>>> = {
  call: IconPhone,
  meeting: IconUsers,
  online_meeting: IconVideo,
  visit: IconMapPin,
  site_survey: IconMapPin,
  fair_visit: IconBuildingStore,
  demo: IconPresentation,
  email: IconMail,
  whatsapp: IconBrandWhatsapp,
};

export function ActivityItem({ activity }: { readonly activity: Activity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const commands = useCommands();
  const { nameOf } = useMembers();
  const mayEdit = useMay('editRecords');
  const [isOpen, setOpen] = useState(false);
  const { id, state, at = activity.created.at } = activity;
  const Icon = ICONS[activity.kind ?? ''] ?? IconCalendarEvent;
  const kind = settings.label('activityType', activity.kind ?? '', format.locale);

  const change = (changes: Parameters<typeof patch<'activity'>>[2]) =>
    commands.run(patchRecord, patch<'activity'>('activity', id, changes));
  const finish = (): void => {
    // what was planned for later and is done already happened now
    change({ state: 'done', at: Math.min(at, now()) });
    setOpen(true);
  };

  return (
    <div className={classes.item} data-state={state}>
      <span className={classes.icon} aria-hidden>
        <Icon size={15} stroke={1.7} />
      </span>
      <div className={classes.itemBody}>
        <div className={classes.itemHead}>
          <span className={classes.kind}>{kind}</span>
          {activity.direction === 'in' && <span className={classes.dim}>{t(($) => $.leads.activities.in)}</span>}
          {state === 'planned' && <StatusBadge label={t(($) => $.leads.activities.planned)} color="blue" />}
          {state === 'cancelled' && <StatusBadge label={t(($) => $.leads.activities.cancelled)} />}
          {activity.result !== undefined && (
            <StatusBadge label={settings.label('activityResult', activity.result, format.locale)} />
          )}
          <span className={classes.dim}>
            {activity.minutes !== undefined &&
              `${t(($) => $.leads.activities.minutesShort, { count: activity.minutes })} · `}
            {nameOf(activity.owner ?? activity.created.by)}
          </span>
        </div>
        {!isOpen && activity.summary !== undefined && <p className={classes.summary}>{activity.summary}</p>}
        {isOpen && (
          <div className={classes.edit}>
            <RecordField record={activity} name="summary" />
            <RecordField record={activity} name="result" />
            <RecordField record={activity} name="minutes" />
          </div>
        )}
      </div>
      {mayEdit && (
        <div className={classes.itemActions}>
          {state === 'planned' && (
            <ActionIcon aria-label={`${t(($) => $.leads.activities.done)}: ${kind}`} onClick={finish}>
              <IconCheck size={15} />
            </ActionIcon>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon className={classes.menu} aria-label={t(($) => $.leads.activities.actions, { kind })}>
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setOpen(!isOpen)}>
                {isOpen ? t(($) => $.ui.close) : t(($) => $.leads.activities.edit)}
              </Menu.Item>
              {state === 'planned' && (
                <Menu.Item leftSection={<IconX size={14} />} onClick={() => change({ state: 'cancelled' })}>
                  {t(($) => $.leads.activities.cancel)}
                </Menu.Item>
              )}
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={14} />}
                onClick={() =>
                  commands.run(
                    binRecords,
                    { type: 'activity', ids: [id] },
                    t(($) => $.leads.activities.deleted),
                  )
                }
              >
                {t(($) => $.leads.activities.delete)}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      <span className={classes.time}>{state === 'planned' ? format.instant(at) : <RelativeTime at={at} />}</span>
    </div>
  );
}
