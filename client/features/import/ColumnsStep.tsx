/** What the file is and which of its columns fills which field, as found and as corrected; and what holds for all rows. */
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { columnTitle } from './columnTitle.ts';
import { ColumnMatches } from './ColumnMatches.tsx';
import { FileFacts } from './FileFacts.tsx';
import { FilePreview } from './FilePreview.tsx';
import { ForAllFields } from './ForAllFields.tsx';
import classes from './ColumnsStep.module.css';
import shared from './Import.module.css';
import { NEW_CAMPAIGN, type StepOf } from './importState.ts';
import { namesSomeone } from './layout.ts';
import type { ImportSteps } from './useImport.ts';

export interface ColumnsProps {
  readonly steps: ImportSteps;
  readonly state: StepOf<'columns'>;
}

export function ColumnsStep({ steps, state }: ColumnsProps) {
  const { t } = useTranslation();
  const { layout, forAll, busy } = state;
  const isNamed = namesSomeone(layout.columns);
  const fairNameMissing = forAll.campaign === NEW_CAMPAIGN && forAll.newCampaign.trim() === '';
  const leftOut = layout.columns.flatMap((target, column) =>
    target === null && layout.titles[column] ? [columnTitle(t, layout.titles, column)] : [],
  );

  return (
    <form
      className={classes.columnsPage}
      onSubmit={(event) => {
        event.preventDefault();
        if (isNamed && !fairNameMissing) void steps.toReview();
      }}
    >
      <div className={classes.columnsMain}>
        <FileFacts steps={steps} state={state} />
        <FilePreview steps={steps} state={state} />
        <section aria-labelledby="import-match">
          <Title order={2} size="h3" id="import-match">
            {t(($) => $.import.columns.match)}
          </Title>
          <Text c="dimmed" size="sm" mb="sm">
            {t(($) => $.import.columns.matchHint)}
          </Text>
          {layout.nothingMatched && (
            <Alert color="orange" icon={<IconAlertTriangle size={18} />} mb="sm" role="alert">
              {t(($) => $.import.columns.nothingMatched)}
            </Alert>
          )}
          <ColumnMatches steps={steps} state={state} />
          {leftOut.length > 0 && (
            <Text c="dimmed" size="xs" mt="xs">
              {t(($) => $.import.columns.leftOut, { titles: leftOut.join(', ') })}
            </Text>
          )}
        </section>
      </div>
      <ForAllFields steps={steps} forAll={forAll} />
      <Group className={shared.actionBar} justify="space-between">
        <Button variant="default" onClick={steps.reset}>
          {t(($) => $.import.file.another)}
        </Button>
        <Group gap="sm">
          {!isNamed && (
            <Text size="sm" c="var(--text-warning)" aria-live="polite">
              {t(($) => $.import.columns.nameNeeded)}
            </Text>
          )}
          <Button
            type="submit"
            loading={busy}
            disabled={!isNamed || fairNameMissing}
            rightSection={<IconArrowRight size={16} />}
          >
            {t(($) => $.import.columns.next)}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
