/** How far a large change of leads is. */
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobProgress } from '../../data/jobRunner.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import classes from './BulkBar.module.css';

/** A large change under way; an import tells of itself elsewhere. */
export function useRunningJob(): JobProgress | undefined {
  const { jobs } = useWorkspace();
  return useSyncExternalStore(jobs.subscribe, jobs.progress).find(
    (job) => job.state === 'running' && job.kind !== 'importRows',
  );
}

/** How far a large change is, for when nothing is selected any more. It listens by itself: a step redraws no list. */
export function JobBar() {
  const { t } = useTranslation();
  const job = useRunningJob();
  if (!job) return null;
  return (
    <output className={classes.job}>
      <span className={classes.progress} style={{ inlineSize: `${(100 * job.done) / Math.max(1, job.total)}%` }} />
      {t(($) => $.leads.bulk.working, { done: job.done, total: job.total })}
    </output>
  );
}
