/** A lead on a page of its own. The address keeps the list one came from, for the way back and to its neighbours. */
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconUserOff } from '@tabler/icons-react';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadTitle } from '#schema/records/lead.ts';
import { ButtonLink } from '../../app/links.tsx';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFieldContext } from '../../records/fieldText.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { LeadActions } from './LeadActions.tsx';
import { LeadCard } from './LeadCard.tsx';
import { LeadSteps } from './LeadPanel.tsx';
import { leadQuery, useLeadRows } from './useLeadRows.ts';

const route = getRouteApi('/w/$workspace/leads/$lead');

export function LeadPage() {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const { lead: id } = route.useParams();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const lead = useRecord('lead', id);
  const query = useMemo(() => leadQuery(address), [address]);
  const { rows } = useLeadRows(query, useFieldContext());
  const at = rows.findIndex((row) => row.id === id);

  const back = (): void => void navigate({ to: '/w/$workspace/leads', params: { workspace }, search: address });
  const step = (by: number): void => {
    const next = rows[at + by];
    if (at >= 0 && next) void navigate({ params: { workspace, lead: next.id }, search: address, replace: true });
  };
  const group = t(($) => $.leads.keys.group);
  useShortcut({ keys: 'j', label: t(($) => $.leads.card.next), group, run: () => step(1) });
  useShortcut({ keys: 'k', label: t(($) => $.leads.card.previous), group, run: () => step(-1) });
  useShortcut({
    keys: 'escape',
    label: t(($) => $.leads.card.back),
    group,
    run: () => (router.history.canGoBack() ? router.history.back() : back()),
  });

  return (
    <Page
      header={
        <PageHeader
          title={lead ? leadTitle(lead) || t(($) => $.leads.nameless) : t(($) => $.leads.card.missingTitle)}
          before={
            <ActionIcon aria-label={t(($) => $.leads.card.back)} onClick={back}>
              <IconArrowLeft size={17} />
            </ActionIcon>
          }
          actions={
            lead && (
              <>
                <LeadSteps at={at} total={rows.length} onStep={step} />
                <LeadActions lead={lead} onDeleted={back} />
              </>
            )
          }
        />
      }
    >
      {lead ? (
        <LeadCard lead={lead} withTitle={false} />
      ) : (
        <EmptyState
          icon={IconUserOff}
          title={t(($) => $.leads.card.missingTitle)}
          text={t(($) => $.leads.card.missingText)}
        >
          <ButtonLink to="/w/$workspace/leads" params={{ workspace }}>
            {t(($) => $.leads.card.back)}
          </ButtonLink>
        </EmptyState>
      )}
    </Page>
  );
}
