/** What else can be done with a lead: hand on its address, delete it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLink, IconTrash } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { binRecords } from '#schema/commands/records.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useMay } from '../../records/useRights.ts';
import { notify } from '../../ui/notify.tsx';

interface LeadActionsProps {
  readonly lead: Lead;
  readonly onDeleted: () => void;
}

export function LeadActions({ lead, onDeleted }: LeadActionsProps) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const router = useRouter();
  const commands = useCommands();
  const mayEdit = useMay('editRecords');
  const canDelete = mayEdit && lead.bin === undefined;
  // a clipboard is there in secure contexts only; the address line does it everywhere
  const canCopy = window.isSecureContext;
  if (!canCopy && !canDelete) return null;

  const copy = async (): Promise<void> => {
    const { href } = router.buildLocation({
      to: '/w/$workspace/leads/$lead',
      params: { workspace, lead: lead.id },
    });
    try {
      await navigator.clipboard.writeText(new URL(href, location.href).href);
      notify.done(t(($) => $.ui.copied));
    } catch {
      notify.refused(t(($) => $.leads.card.copyRefused));
    }
  };
  const remove = (): void => {
    const outcome = commands.run(
      binRecords,
      { type: 'lead', ids: [lead.id] },
      t(($) => $.leads.card.deleted, { name: leadTitle(lead) }),
    );
    if (outcome.ok) onDeleted();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t(($) => $.leads.card.more)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {canCopy && (
          <Menu.Item leftSection={<IconLink size={14} />} onClick={() => void copy()}>
            {t(($) => $.leads.card.copyLink)}
          </Menu.Item>
        )}
        {canDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={remove}>
            {t(($) => $.leads.card.delete)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
