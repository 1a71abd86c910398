/** An import under way: how far it is, and that one need not wait here. */
import { Progress, Text, Title } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobProgress } from '../../data/jobRunner.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import classes from './Import.module.css';
import type { StepOf } from './importState.ts';

/** Imports of this page that are being written now, also those begun on an earlier visit. */
function useImportJobs(): readonly JobProgress[] {
  const { jobs } = useWorkspace();
  return useSyncExternalStore(jobs.subscribe, jobs.progress).filter(
    ({ kind, state }) => kind === 'importRows' && state === 'running',
  );
}

export function RunningStep({ state }: { readonly state: StepOf<'running'> }) {
  const { t } = useTranslation();
  const [job] = useImportJobs();
  const total = job?.total ?? state.rows;
  return (
    <section className={classes.running} aria-busy="true">
      <Title order={2} size="h2">
        {t(($) => $.import.running.heading)}: {state.name}
      </Title>
      <Bar done={job?.done ?? 0} total={total} />
      <Text c="dimmed">{t(($) => $.import.running.text)}</Text>
    </section>
  );
}

/** Imports that go on while another file is chosen. */
export function RunningJobs() {
  const { t } = useTranslation();
  const jobs = useImportJobs();
  return jobs.map((job) => (
    <section key={job.id} className={classes.running} aria-busy="true">
      <Text fw={500}>{t(($) => $.import.running.heading)}</Text>
      <Bar done={job.done} total={job.total} />
    </section>
  ));
}

function Bar({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation();
  const progress = t(($) => $.import.running.progress, { done, total });
  return (
    <>
      <Progress
        value={total === 0 ? 0 : (done / total) * 100}
        size="md"
        radius="xl"
        aria-label={t(($) => $.import.running.heading)}
      />
      <Text size="sm" aria-live="polite">
        {progress}
      </Text>
    </>
  );
}
