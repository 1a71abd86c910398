/** The list before the first lead: says what would be here and offers the two ways to begin. */
import { Button } from '@mantine/core';
import { IconFileImport, IconPlus, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../app/links.tsx';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useMay } from '../../records/useRights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { openQuickAdd } from './quickAddState.ts';

export function NoLeads() {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const mayEdit = useMay('editRecords');
  const mayImport = useMay('importRecords');
  return (
    <EmptyState
      icon={IconUsers}
      title={t(($) => $.leads.empty.title)}
      text={mayEdit ? t(($) => $.leads.empty.text) : t(($) => $.leads.empty.viewer)}
    >
      {mayImport && (
        <ButtonLink to="/w/$workspace/import" params={{ workspace }} leftSection={<IconFileImport size={14} />}>
          {t(($) => $.leads.empty.import)}
        </ButtonLink>
      )}
      {mayEdit && (
        <Button variant="default" leftSection={<IconPlus size={14} />} onClick={openQuickAdd}>
          {t(($) => $.leads.empty.add)}
        </Button>
      )}
    </EmptyState>
  );
}
