/** The way from the report to the leads that the import made. */
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../app/links.tsx';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { leadsWhere } from '../leads/listAddress.ts';

export function LeadsOfImport({ batch }: { readonly batch: string }) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  return (
    <ButtonLink
      to="/w/$workspace/leads"
      params={{ workspace }}
      search={leadsWhere({ field: 'batch', op: 'is', value: batch })}
      leftSection={<IconUsers size={16} />}
    >
      {t(($) => $.import.report.showLeads)}
    </ButtonLink>
  );
}
