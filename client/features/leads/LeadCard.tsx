/** A lead's card: where it stands, its fields, and what was done with it. In the panel and on its own page alike. */
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { restoreRecords } from '#schema/commands/records.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { useAnnounceFocus, usePresenceOn } from '../../data/presence.ts';
import { useCommands } from '../../data/useCommand.ts';
import { RecordField } from '../../records/RecordField.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { RecordStory } from '../timeline/RecordStory.tsx';
import { DealsSection } from './DealsSection.tsx';
import classes from './LeadCard.module.css';
import { OwnerMenu } from './OwnerMenu.tsx';
import { StatusMenu } from './StatusMenu.tsx';

const GROUPS = [
  { key: 'person', fields: ['firstName', 'lastName', 'jobTitle', 'department', 'phone', 'email'] },
  { key: 'companyGroup', fields: ['company', 'sector', 'city', 'country', 'address'] },
  { key: 'origin', fields: ['source', 'campaign', 'visitDate', 'date'] },
  { key: 'about', fields: ['products', 'score', 'tags', 'description'] },
  { key: 'consent', fields: ['consentCall', 'consentMessage', 'consentEmail'] },
] as const;

interface LeadCardProps {
  readonly lead: Lead;
  /** the name stands in the page's own head already */
  readonly withTitle: boolean;
}

export function LeadCard({ lead, withTitle }: LeadCardProps) {
  const { t } = useTranslation();
  const announce = useAnnounceFocus();
  const { id } = lead;
  const subject = useMemo(() => ({ type: 'lead' as const, id }), [id]);
  useEffect(() => {
    announce({ type: 'lead', id });
    return () => announce(null);
  }, [announce, id]);
  return (
    <article className={classes.root} aria-label={t(($) => $.leads.card.label, { name: leadTitle(lead) })}>
      {lead.bin && <InBin lead={lead} />}
      <LeadHead lead={lead} withTitle={withTitle} />
      <div className={classes.columns}>
        <div className={classes.fields}>
          {GROUPS.map(({ key, fields }) => (
            <section key={key} className={classes.group} aria-label={t(($) => $.leads.card[key])}>
              <h3 className={classes.groupHead}>{t(($) => $.leads.card[key])}</h3>
              <div className={classes.grid}>
                {fields.map((name) => (
                  <RecordField key={`${id}/${name}`} record={lead} name={name} />
                ))}
              </div>
            </section>
          ))}
        </div>
        <div className={classes.story} key={id}>
          <RecordStory subject={subject}>
            <DealsSection lead={id} />
          </RecordStory>
        </div>
      </div>
    </article>
  );
}

function LeadHead({ lead, withTitle }: LeadCardProps) {
  const { t } = useTranslation();
  const mayEdit = useMay('editRecords');
  const readOnly = !mayEdit || lead.bin !== undefined;
  const title = leadTitle(lead) || t(($) => $.leads.nameless);
  const others = usePresenceOn('lead', lead.id);
  const second = [lead.jobTitle, title === lead.company ? undefined : lead.company].filter(Boolean).join(' · ');
  return (
    <header className={classes.head}>
      {withTitle && <h2 className={classes.title}>{title}</h2>}
      {second !== '' && <p className={classes.second}>{second}</p>}
      <div className={classes.first}>
        <StatusMenu lead={lead} readOnly={readOnly} />
        <OwnerMenu lead={lead} readOnly={readOnly} />
        {others.map(({ user, name }) => (
          <MemberAvatar
            key={user}
            id={user}
            name={name}
            says={t(($) => $.leads.card.viewing, { name })}
            size={20}
            withTooltip
            present
          />
        ))}
      </div>
    </header>
  );
}

function InBin({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const { nameOf } = useMembers();
  const mayEdit = useMay('editRecords');
  if (!lead.bin) return null;
  return (
    <div className={classes.inBin} role="status">
      <IconTrash size={16} aria-hidden />
      <span className={classes.inBinWords}>
        {t(($) => $.leads.card.binned, { name: nameOf(lead.bin.by) })} <RelativeTime at={lead.bin.at} />
      </span>
      {mayEdit && (
        <Button
          variant="default"
          onClick={() =>
            commands.run(
              restoreRecords,
              { type: 'lead', ids: [lead.id] },
              t(($) => $.leads.card.restored, { name: leadTitle(lead) }),
            )
          }
        >
          {t(($) => $.leads.card.restore)}
        </Button>
      )}
    </div>
  );
}
