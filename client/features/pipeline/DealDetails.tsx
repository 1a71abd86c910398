/** Everything about one deal, in the panel and on its page: the way through the stages, its fields, notes, tasks, what happened. */
import { Button, Text } from '@mantine/core';
import { IconArrowRight, IconClockExclamation, IconRestore } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { assignRecords, patch, patchRecord, restoreRecords } from '#schema/commands/records.ts';
import { probabilityOf, weigh } from '#schema/metrics.ts';
import type { Deal } from '#schema/records/deal.ts';
import { now } from '../../data/environment.ts';
import { useAnnounceFocus } from '../../data/presence.ts';
import { useRecord, useSettings } from '../../data/useRecords.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { MemberEditor } from '../../records/MemberEditor.tsx';
import { readLine } from '../../records/readers.ts';
import { RecordField } from '../../records/RecordField.tsx';
import { TextEditor } from '../../records/TextEditor.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import { RecordFeed } from '../feed/RecordFeed.tsx';
import { NotesSection } from '../notes/NotesSection.tsx';
import { TasksSection } from '../tasks/TasksSection.tsx';
import classes from './DealDetails.module.css';
import { LeadPicker } from './LeadPicker.tsx';
import { StageBar } from './StageBar.tsx';
import { StageHistory } from './StageHistory.tsx';
import { useMoveDeal } from './useMoveDeal.tsx';
import { useStaleness } from './useStaleness.ts';

const FIELDS = [
  'amount',
  'probability',
  'expectedClose',
  'products',
  'needs',
  'competitor',
  'feedback',
  'tags',
] as const;

export function DealDetails({ deal }: { readonly deal: Deal }) {
  const { t } = useTranslation();
  const { move, dialog } = useMoveDeal();
  const mayEdit = useMay('editRecords');
  const commands = useCommands();
  const announce = useAnnounceFocus();
  const { me, nameOf } = useMembers();
  const labelOf = useFieldLabel();
  const { id } = deal;
  const readOnly = !mayEdit || deal.bin !== undefined;

  useEffect(() => {
    announce({ type: 'deal', id });
    return () => announce(null);
  }, [announce, id]);

  const focus = (field: string) => ({
    onFocus: () => announce({ type: 'deal', id, field }),
    onBlur: () => announce({ type: 'deal', id }),
  });
  const changedBy = deal.updated && deal.updated.by !== me ? nameOf(deal.updated.by) : undefined;

  return (
    <div className={classes.root}>
      {deal.bin && (
        <output className={classes.binned}>
          {t(($) => $.pipeline.binned)}
          {mayEdit && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRestore size={14} />}
              onClick={() =>
                commands.run(
                  restoreRecords,
                  { type: 'deal', ids: [id] },
                  t(($) => $.pipeline.restored, { title: deal.title ?? '' }),
                )
              }
            >
              {t(($) => $.pipeline.restore)}
            </Button>
          )}
        </output>
      )}
      <div className={classes.title}>
        <TextEditor
          label={labelOf('deal', 'title')}
          readOnly={readOnly}
          changedBy={changedBy}
          {...focus('title')}
          value={deal.title}
          write={asIs}
          read={(text) => {
            const reading = readLine(text);
            return 'value' in reading && reading.value === null
              ? { refused: t(($) => $.pipeline.create.nameMissing) }
              : reading;
          }}
          save={(title) => commands.run(patchRecord, patch('deal', id, { title }))}
        />
      </div>
      <StageBar deal={deal} onMoveTo={readOnly ? undefined : (which, stage) => void move(which, stage)} />
      <StageWords deal={deal} />
      <div className={classes.fields}>
        <Field label={labelOf('deal', 'lead')}>
          <LeadField deal={deal} readOnly={readOnly} />
        </Field>
        <Field label={labelOf('deal', 'owner')}>
          <MemberEditor
            label={labelOf('deal', 'owner')}
            readOnly={readOnly}
            changedBy={undefined}
            {...focus('owner')}
            value={deal.owner}
            save={(owner) => commands.run(assignRecords, { type: 'deal', ids: [id], owner })}
          />
        </Field>
        {FIELDS.map((name) => (
          <RecordField key={name} record={deal} name={name} />
        ))}
      </div>
      <NotesSection subject={{ type: 'deal', id }} />
      <section>
        <h3 className={classes.head}>{t(($) => $.tasks.section)}</h3>
        <TasksSection subject={{ type: 'deal', id }} />
      </section>
      <StageHistory deal={deal} />
      <section aria-label={t(($) => $.pipeline.card.activity)}>
        <h3 className={classes.head}>{t(($) => $.pipeline.card.activity)}</h3>
        <RecordFeed type="deal" id={id} />
      </section>
      {dialog}
    </div>
  );
}

const asIs = (text: string): string => text;

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes.field}>
      <span className={classes.label}>{label}</span>
      <div className={classes.value}>{children}</div>
    </div>
  );
}

/** Since when it is in its stage, why it is stale or how it ended, and what it weighs. */
function StageWords({ deal }: { readonly deal: Deal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const stale = useStaleness(deal);
  const { stage } = deal;
  if (!stage) return null;
  const outcome = settings.entry('stage', stage.to)?.outcome;
  const probability = probabilityOf(deal, settings);
  const days = Math.floor((now() - stage.at) / 86_400_000);
  const since = outcome
    ? t(($) => $.pipeline.card.closedOn, { day: format.ago(stage.at) })
    : days < 1
      ? t(($) => $.pipeline.card.cameToday)
      : t(($) => $.pipeline.stale.stage, { count: days });
  const reasons = outcome === 'won' ? 'winReason' : 'lossReason';
  return (
    <div className={classes.words}>
      {stage.at > 0 && (
        <span title={format.instant(stage.at)} className={stale?.why === 'stage' ? classes.stale : undefined}>
          {since}
        </span>
      )}
      {outcome && stage.reason !== undefined && (
        <span>
          {t(($) => $.pipeline.card.reason)}: <b>{settings.label(reasons, stage.reason, format.locale)}</b>
        </span>
      )}
      {!outcome && (
        <span>
          {format.percent(probability / 100)}
          {deal.amount && (
            <> · {t(($) => $.pipeline.card.weighted, { amount: format.money(weigh(deal.amount, probability)) })}</>
          )}
        </span>
      )}
      {stale?.why === 'untouched' && (
        <span className={classes.stale}>
          <IconClockExclamation size={13} aria-hidden />
          {t(($) => $.pipeline.stale.untouched, { count: stale.days })}
        </span>
      )}
      {outcome && stage.comment !== undefined && <Text className={classes.comment}>{stage.comment}</Text>}
    </div>
  );
}

/** The lead it came of: changed here, opened beside. */
function LeadField({ deal, readOnly }: { readonly deal: Deal; readonly readOnly: boolean }) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const commands = useCommands();
  const lead = useRecord('lead', deal.lead);
  return (
    <div className={classes.lead}>
      <LeadPicker
        quiet
        label={t(($) => $.pipeline.card.lead)}
        value={deal.lead}
        readOnly={readOnly}
        onChange={(next) => commands.run(patchRecord, patch('deal', deal.id, { lead: next ?? null }))}
      />
      {lead && (
        <Link
          to="/w/$workspace/leads/$lead"
          params={{ workspace, lead: lead.id }}
          className={classes.go}
          aria-label={t(($) => $.pipeline.card.openLead)}
          title={t(($) => $.pipeline.card.openLead)}
        >
          <IconArrowRight size={15} aria-hidden />
        </Link>
      )}
    </div>
  );
}
