/** Whose lead it is; only they, a manager or an admin hand it over. */
import { useTranslation } from 'react-i18next';
import { assignRecords } from '#schema/commands/records.ts';
import { may } from '#schema/policy.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { memberOptions } from '../../records/MemberEditor.tsx';
import { OptionPicker } from '../../records/OptionPicker.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import classes from './LeadCard.module.css';

interface OwnerMenuProps {
  readonly lead: Lead;
  readonly readOnly: boolean;
}

export function OwnerMenu({ lead, readOnly }: OwnerMenuProps) {
  const { t } = useTranslation();
  const { env } = useWorkspace();
  const commands = useCommands();
  const members = useMembers();
  const { owner } = lead;
  const name = owner === undefined ? t(($) => $.records.nobody) : members.nameOf(owner);
  const isFree = owner === undefined || owner === env.actor.id || may(env.actor.role, 'transferRecords');
  return (
    <OptionPicker
      label={t(($) => $.leads.card.changeOwner)}
      options={() => memberOptions(members)}
      chosen={owner === undefined ? [] : [owner]}
      onPick={(next) => {
        if (next === owner) return;
        commands.run(
          assignRecords,
          { type: 'lead', ids: [lead.id], owner: next },
          t(($) => $.leads.card.assigned, { lead: leadTitle(lead), name: members.nameOf(next) }),
        );
      }}
      readOnly={readOnly || !isFree}
      className={classes.owner}
    >
      {owner !== undefined && <MemberAvatar id={owner} name={name} size={20} />}
      <span>{name}</span>
    </OptionPicker>
  );
}
