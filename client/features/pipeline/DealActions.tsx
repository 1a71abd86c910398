/** What can be done with a deal as a whole. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconRestore, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { binRecords, restoreRecords } from '#schema/commands/records.ts';
import type { Deal } from '#schema/records/deal.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useMay } from '../../records/useRights.ts';

interface DealActionsProps {
  readonly deal: Deal;
  readonly onDeleted: () => void;
}

export function DealActions({ deal, onDeleted }: DealActionsProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const mayEdit = useMay('editRecords');
  const title = deal.title ?? t(($) => $.pipeline.untitled);
  const many = { type: 'deal', ids: [deal.id] } as const;
  if (!mayEdit) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t(($) => $.pipeline.actions, { title })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {deal.bin ? (
          <Menu.Item
            leftSection={<IconRestore size={15} />}
            onClick={() =>
              commands.run(
                restoreRecords,
                many,
                t(($) => $.pipeline.restored, { title }),
              )
            }
          >
            {t(($) => $.pipeline.restore)}
          </Menu.Item>
        ) : (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={() => {
              if (
                commands.run(
                  binRecords,
                  many,
                  t(($) => $.pipeline.deleted, { title }),
                ).ok
              )
                onDeleted();
            }}
          >
            {t(($) => $.pipeline.delete)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
