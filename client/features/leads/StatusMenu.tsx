/**
 * Where a lead stands, as a badge that opens the statuses; a losing one asks why. Below them the way it has come: who
 * moved it, and when.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moveStatus } from '#schema/commands/leads.ts';
import { feedOf } from '#schema/feedIndex.ts';
import type { Lead } from '#schema/records/lead.ts';
import { leadTitle } from '#schema/records/lead.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { listOptions } from '../../records/ChoiceEditor.tsx';
import { OptionPicker } from '../../records/OptionPicker.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Dot } from './FilterBar.tsx';
import classes from './LeadCard.module.css';
import { statusHistory } from './statusHistory.ts';

interface StatusMenuProps {
  readonly lead: Lead;
  readonly readOnly: boolean;
}

/** Stands for "no reason given" among the reasons. */
const NO_REASON = '\u0000none';

export function StatusMenu({ lead, readOnly }: StatusMenuProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const settings = useSettings();
  const locale = useLanguage();
  const [losing, setLosing] = useState<string | null>(null);
  const key = lead.status?.to;
  const status = key === undefined ? t(($) => $.records.empty) : settings.label('status', key, locale);

  const move = (to: string, reason?: string): void => {
    setLosing(null);
    commands.run(
      moveStatus,
      { ids: [lead.id], to, ...(reason !== undefined && { reason }) },
      t(($) => $.leads.card.moved, { name: leadTitle(lead), status: settings.label('status', to, locale) }),
    );
  };

  if (losing !== null) {
    return (
      <OptionPicker
        key="reason"
        label={t(($) => $.leads.card.lostWhy)}
        options={() => [
          ...listOptions(settings, 'lossReason', [], locale),
          { value: NO_REASON, label: t(($) => $.leads.card.noReason) },
        ]}
        chosen={[]}
        startsOpen
        onPick={(reason) => move(losing, reason === NO_REASON ? undefined : reason)}
        onCreate={(reason) => move(losing, reason)}
        onOpenChange={(open) => !open && setLosing(null)}
        className={classes.badge}
        header={t(($) => $.leads.card.lostWhy)}
      >
        <StatusBadge
          label={settings.label('status', losing, locale)}
          color={settings.entry('status', losing)?.color}
          dot
        />
      </OptionPicker>
    );
  }
  return (
    <OptionPicker
      key="status"
      label={t(($) => $.leads.card.changeStatus)}
      options={() =>
        listOptions(settings, 'status', key === undefined ? [] : [key], locale, (entry) => <Dot color={entry.color} />)
      }
      chosen={key === undefined ? [] : [key]}
      onPick={(to) => {
        if (to === key) return;
        if (settings.entry('status', to)?.outcome === 'lost') setLosing(to);
        else move(to);
      }}
      readOnly={readOnly}
      className={classes.badge}
      footer={<StatusHistory lead={lead} />}
      width={290}
    >
      <StatusBadge label={status} color={key === undefined ? undefined : settings.entry('status', key)?.color} dot />
    </OptionPicker>
  );
}

function StatusHistory({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const settings = useSettings();
  const locale = useLanguage();
  const { nameOf } = useMembers();
  const moves = statusHistory(lead, feedOf(projection).under(lead.id));
  return (
    <div className={classes.history}>
      <h3 className={classes.historyHead}>{t(($) => $.leads.card.history)}</h3>
      <ol className={classes.historyList}>
        {moves.map((move) => (
          <li key={`${move.at}${move.to}`}>
            <span className={classes.historyTo}>{settings.label('status', move.to, locale)}</span>
            <span className={classes.historyWho}>
              {nameOf(move.by)} · <RelativeTime at={move.at} />
              {move.reason !== undefined && ` · ${settings.label('lossReason', move.reason, locale)}`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
