/** The fields of a deal, edited where they stand; the lead and the owner have commands and rights of their own. */
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assignRecords, patch, patchRecord } from '#schema/commands/records.ts';
import { may } from '#schema/policy.ts';
import type { Deal } from '#schema/records/deal.ts';
import { useAnnounceFocus } from '../../data/presence.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { MemberEditor } from '../../records/MemberEditor.tsx';
import { RecordField } from '../../records/RecordField.tsx';
import fieldClasses from '../../records/RecordField.module.css';
import { useMembers } from '../../records/useMembers.ts';
import classes from './DealDetails.module.css';
import { DealTitle } from './DealTitle.tsx';
import { LeadPicker } from './LeadPicker.tsx';

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

interface DealFieldsProps {
  readonly deal: Deal;
  readonly readOnly: boolean;
}

/** With `withTitle` the name of the deal is the first of them. */
export function DealFields({ deal, readOnly, withTitle }: DealFieldsProps & { readonly withTitle: boolean }) {
  const labelOf = useFieldLabel();
  return (
    <div className={classes.fields}>
      {withTitle && (
        <Field label={labelOf('deal', 'title')}>
          <DealTitle deal={deal} readOnly={readOnly} />
        </Field>
      )}
      <Field label={labelOf('deal', 'lead')}>
        <LeadField deal={deal} readOnly={readOnly} />
      </Field>
      <Field label={labelOf('deal', 'owner')}>
        <OwnerField deal={deal} readOnly={readOnly} />
      </Field>
      {FIELDS.map((name) => (
        <RecordField key={`${deal.id}/${name}`} record={deal} name={name} />
      ))}
    </div>
  );
}

/** A row that looks like those of `RecordField`. */
function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={fieldClasses.root}>
      <span className={fieldClasses.label}>{label}</span>
      <div className={fieldClasses.box}>{children}</div>
    </div>
  );
}

/** Whose deal it is; only they, a manager or an admin hand it over. */
function OwnerField({ deal, readOnly }: DealFieldsProps) {
  const { t } = useTranslation();
  const { env } = useWorkspace();
  const labelOf = useFieldLabel();
  const commands = useCommands();
  const announce = useAnnounceFocus();
  const { nameOf } = useMembers();
  const { id, owner } = deal;
  const isFree = owner === undefined || owner === env.actor.id || may(env.actor.role, 'transferRecords');
  const title = deal.title ?? t(($) => $.pipeline.untitled);
  return (
    <MemberEditor
      label={labelOf('deal', 'owner')}
      readOnly={readOnly || !isFree}
      changedBy={undefined}
      onFocus={() => announce({ type: 'deal', id, field: 'owner' })}
      onBlur={() => announce({ type: 'deal', id })}
      value={owner}
      save={(next) => {
        if (next === (owner ?? null)) return;
        const done =
          next === null
            ? t(($) => $.pipeline.card.unassigned, { title })
            : t(($) => $.pipeline.card.assigned, { title, name: nameOf(next) });
        commands.run(assignRecords, { type: 'deal', ids: [id], owner: next }, done);
      }}
    />
  );
}

/** The lead it came of: changed here, opened beside. */
function LeadField({ deal, readOnly }: DealFieldsProps) {
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
