/** Every row before anything is written: filtered by problem, corrected in place, duplicates decided, then imported. */
import { Button, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decideRows, type Decided } from '#schema/import/plan.ts';
import { titleOf } from '#schema/title.ts';
import { useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFieldContext } from '../../records/fieldText.ts';
import classes from './ReviewStep.module.css';
import shared from './Import.module.css';
import { NEW_CAMPAIGN, type StepOf } from './importState.ts';
import { ReviewCards } from './ReviewCards.tsx';
import { ReviewFilters, type ShownRows } from './ReviewFilters.tsx';
import { ReviewGrid } from './ReviewGrid.tsx';
import { problemText } from './reviewRows.ts';
import type { ReviewView } from './reviewView.ts';
import type { ImportSteps } from './useImport.ts';
import { markKnown } from './workspaceKnowledge.ts';

interface ReviewStepProps {
  readonly steps: ImportSteps;
  readonly state: StepOf<'review'>;
}

/** What becomes of the rows is decided anew at every choice; ids are only for show, so they cost nothing. */
function previewIds(): () => string {
  let count = 0;
  return () => `preview${(count += 1)}`;
}

export function ReviewStep({ steps, state }: ReviewStepProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const leadVersion = useVersion('lead');
  const context = useFieldContext();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [shown, setShown] = useState<ShownRows | null>(null);

  const rows = useMemo(
    // a colleague may add the same person meanwhile
    () => (leadVersion >= 0 ? markKnown(state.rows, projection) : []),
    [state.rows, projection, leadVersion],
  );
  const { duplicates, choices } = state;
  const decided = useMemo(
    () => decideRows(rows, { duplicates, rows: choices }, previewIds()),
    [rows, duplicates, choices],
  );
  const view = useMemo((): ReviewView => {
    const byRow = new Map(rows.map((row) => [row.row, row]));
    const outcomes = new Map(decided.outcomes.map((outcome) => [outcome.row, outcome]));
    const titleOfLead = (id: string): string => {
      const lead = projection.get('lead', id);
      return lead ? titleOf(lead) : '';
    };
    return {
      rows: shown === null ? rows : shown.rows.flatMap((row) => byRow.get(row) ?? []),
      outcomeOf: (row) => outcomes.get(row),
      textOf: (problem) => problemText(t, problem, (row) => byRow.get(row), titleOfLead),
      layout: state.layout,
      context,
      fix: steps.fix,
      choose: steps.choose,
    };
  }, [rows, decided, shown, projection, t, state.layout, context, steps]);

  const takes = decided.counts.create + decided.counts.merge;
  return (
    <div className={classes.reviewPage}>
      <ReviewFilters steps={steps} state={state} rows={rows} shown={shown} onShow={setShown} />
      {view.rows.length === 0 ? (
        <Text c="dimmed" p="lg">
          {t(($) => $.import.review.nothing)}
        </Text>
      ) : isPhone ? (
        <ReviewCards view={view} />
      ) : (
        // a filter begins at its first row, in the cell that is wrong
        <ReviewGrid key={shown?.filter ?? 'all'} view={view} />
      )}
      <Group className={shared.actionBar} justify="space-between">
        <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={steps.toColumns}>
          {t(($) => $.import.review.back)}
        </Button>
        <Group gap="md">
          <PlanSummary counts={decided.counts} state={state} />
          <Button leftSection={<IconCheck size={16} />} disabled={takes === 0} onClick={() => void steps.start(rows)}>
            {t(($) => $.import.review.start, { count: takes })}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

/** What the button will do, in numbers. */
function PlanSummary({ counts, state }: { readonly counts: Decided['counts']; readonly state: StepOf<'review'> }) {
  const { t } = useTranslation();
  const { create, merge, skip } = counts;
  if (create + merge === 0) return <Text size="sm">{t(($) => $.import.review.nothingToDo)}</Text>;
  const fair = state.forAll.campaign === NEW_CAMPAIGN ? state.forAll.newCampaign.trim() : '';
  const parts = [
    create > 0 && t(($) => $.import.review.summary.create, { count: create }),
    merge > 0 && t(($) => $.import.review.summary.merge, { count: merge }),
    skip > 0 && t(($) => $.import.review.summary.skip, { count: skip }),
    fair !== '' && t(($) => $.import.review.newCampaign, { name: fair }),
  ].filter((part) => part !== false);
  return (
    <Text size="sm" c="dimmed" aria-live="polite" className={classes.summary}>
      {parts.join(' · ')}
    </Text>
  );
}
