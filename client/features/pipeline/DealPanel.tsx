/** A deal beside the board. */
import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DealActions } from './DealActions.tsx';
import { DealDetails } from './DealDetails.tsx';
import { DealPresence } from './DealPresence.tsx';

interface DealPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function DealPanel({ id, onClose }: DealPanelProps) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const navigate = useNavigate();
  const deal = useRecord('deal', id);
  if (!deal) {
    return (
      <Panel label={t(($) => $.pipeline.card.missing)} onClose={onClose}>
        <Text p="lg" fw={600}>
          {t(($) => $.pipeline.card.missing)}
        </Text>
        <Text px="lg" c="dimmed">
          {t(($) => $.pipeline.card.missingText)}
        </Text>
      </Panel>
    );
  }
  return (
    <Panel
      label={deal.title ?? t(($) => $.pipeline.untitled)}
      onClose={onClose}
      onExpand={() => void navigate({ to: '/w/$workspace/pipeline/$deal', params: { workspace, deal: id } })}
      head={<DealPresence id={id} />}
      actions={<DealActions deal={deal} onDeleted={onClose} />}
    >
      <DealDetails deal={deal} withTitle />
    </Panel>
  );
}
