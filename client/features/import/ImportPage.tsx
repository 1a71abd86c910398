/** Brings a list into the workspace: file, columns, check, result. Nothing is written before the last button. */
import { IconFileOff } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../records/useRights.ts';
import { confirm } from '../../ui/confirm.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FileStep } from './FileStep.tsx';
import { ImportStepper } from './ImportStepper.tsx';
import { hasUnsavedWork } from './importState.ts';
import { ReportStep } from './ReportStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { RunningStep } from './RunningStep.tsx';
import { useImport, type ImportSteps } from './useImport.ts';

export function ImportPage() {
  const { t } = useTranslation();
  const mayImport = useMay('importRecords');
  const steps = useImport();
  const { state } = steps;

  useBlocker({
    disabled: !hasUnsavedWork(state),
    enableBeforeUnload: () => hasUnsavedWork(state),
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      const leave = await confirm({
        title: t(($) => $.import.leave.title),
        text: t(($) => $.import.leave.text),
        confirm: t(($) => $.import.leave.confirm),
        danger: true,
      });
      return !leave;
    },
  });

  const header = (
    <PageHeader title={t(($) => $.import.title)} actions={mayImport && <ImportStepper step={state.step} />} />
  );
  if (!mayImport) {
    return (
      <Page header={header}>
        <EmptyState
          icon={IconFileOff}
          title={t(($) => $.import.notAllowed.title)}
          text={t(($) => $.import.notAllowed.text)}
        />
      </Page>
    );
  }
  return (
    <Page header={header} fill={state.step === 'review'}>
      <Step steps={steps} />
    </Page>
  );
}

function Step({ steps }: { readonly steps: ImportSteps }) {
  const { state } = steps;
  switch (state.step) {
    case 'file':
      return <FileStep steps={steps} state={state} />;
    case 'columns':
      return <ColumnsStep steps={steps} state={state} />;
    case 'review':
      return <ReviewStep steps={steps} state={state} />;
    case 'running':
      return <RunningStep state={state} />;
    case 'report':
      return <ReportStep steps={steps} report={state.report} />;
  }
}
