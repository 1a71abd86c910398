/** A large change that is being written, on every page: how far it is; and that one stopped halfway, until it is read. */
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconLoader2, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { useFormat } from '../i18n/format.ts';
import classes from '../ui/Pill.module.css';

export function JobPill() {
  const { t } = useTranslation();
  const format = useFormat();
  const { jobs } = useWorkspace();
  const all = useSyncExternalStore(jobs.subscribe, jobs.progress);
  const job = all.find(({ state }) => state === 'running') ?? all.find(({ state }) => state === 'failed');
  if (!job || job.state === 'done') return null;
  const what = job.kind === 'importRows' ? 'import' : 'change';
  if (job.state === 'failed') {
    return (
      <span className={classes.root} data-tone="bad" role="alert">
        <IconAlertTriangle size={14} aria-hidden />
        {t(($) => $.app.job.failed[what])}
        <ActionIcon size={18} color="red" aria-label={t(($) => $.app.job.dismiss)} onClick={() => jobs.dismiss(job.id)}>
          <IconX size={12} />
        </ActionIcon>
      </span>
    );
  }
  const share = format.percent(job.total === 0 ? 0 : job.done / job.total);
  return (
    <output className={classes.root} data-tone="busy" data-narrow>
      <IconLoader2 size={14} aria-hidden />
      <span className={classes.label}>{t(($) => $.app.job[what])}</span>
      {share}
    </output>
  );
}
