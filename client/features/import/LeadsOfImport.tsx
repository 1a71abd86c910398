/** The way from the report to the leads: those of the fair, else just those that the import made. */
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../app/links.tsx';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { leadsWhere } from '../leads/listAddress.ts';

interface LeadsOfImportProps {
  readonly batch: string;
  readonly campaign: string | null;
}

export function LeadsOfImport({ batch, campaign }: LeadsOfImportProps) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  return (
    <ButtonLink
      to="/w/$workspace/leads"
      params={{ workspace }}
      search={leadsWhere(
        campaign === null
          ? { field: 'batch', op: 'is', value: batch }
          : { field: 'campaign', op: 'is', value: campaign },
      )}
      leftSection={<IconUsers size={16} />}
    >
      {t(($) => $.import.report.showLeads)}
    </ButtonLink>
  );
}
