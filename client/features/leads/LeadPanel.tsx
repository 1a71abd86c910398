/** A lead beside the list, with the way to the one before and after it. */
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconUserOff } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadTitle } from '#schema/records/lead.ts';
import { useRecord } from '../../data/useRecords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LeadActions } from './LeadActions.tsx';
import { LeadCard } from './LeadCard.tsx';
import classes from './LeadSteps.module.css';

interface LeadPanelProps {
  readonly id: string;
  /** its place in the list, from 0; negative when it is not in it */
  readonly at: number;
  readonly total: number;
  readonly onStep: (by: number) => void;
  readonly onClose: () => void;
  readonly onExpand: (id: string) => void;
}

export default memo(function LeadPanel({ id, at, total, onStep, onClose, onExpand }: LeadPanelProps) {
  const { t } = useTranslation();
  const lead = useRecord('lead', id);
  return (
    <Panel
      label={lead ? leadTitle(lead) : t(($) => $.leads.card.missingTitle)}
      onClose={onClose}
      onExpand={() => onExpand(id)}
      head={<LeadSteps at={at} total={total} onStep={onStep} />}
      actions={lead && <LeadActions lead={lead} onDeleted={onClose} />}
    >
      {lead ? (
        <LeadCard lead={lead} withTitle />
      ) : (
        <EmptyState
          icon={IconUserOff}
          title={t(($) => $.leads.card.missingTitle)}
          text={t(($) => $.leads.card.missingText)}
        />
      )}
    </Panel>
  );
});

interface LeadStepsProps {
  readonly at: number;
  readonly total: number;
  readonly onStep: (by: number) => void;
}

/** Back and forth through the list. */
export function LeadSteps({ at, total, onStep }: LeadStepsProps) {
  const { t } = useTranslation();
  if (at < 0) return null;
  return (
    <div className={classes.root}>
      <ActionIcon aria-label={t(($) => $.leads.card.previous)} disabled={at === 0} onClick={() => onStep(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t(($) => $.leads.card.next)} disabled={at === total - 1} onClick={() => onStep(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <span className={classes.place}>{t(($) => $.leads.card.position, { at: at + 1, total })}</span>
    </div>
  );
}
