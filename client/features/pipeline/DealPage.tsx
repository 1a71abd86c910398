/** A deal on a page of its own. */
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../app/links.tsx';
import { useRecord } from '../../data/useRecords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { DealActions } from './DealActions.tsx';
import { DealDetails } from './DealDetails.tsx';
import classes from './DealPage.module.css';
import { DealPresence } from './DealPresence.tsx';

const route = getRouteApi('/w/$workspace/pipeline/$deal');

export function DealPage() {
  const { t } = useTranslation();
  const { workspace, deal: id } = route.useParams();
  const navigate = route.useNavigate();
  const deal = useRecord('deal', id);
  const board = () => void navigate({ to: '/w/$workspace/pipeline', params: { workspace } });
  return (
    <Page
      header={
        <PageHeader
          before={
            <ActionIcon
              component="a"
              aria-label={t(($) => $.pipeline.card.back)}
              renderRoot={(props) => <Link {...props} to="/w/$workspace/pipeline" params={{ workspace }} />}
            >
              <IconArrowLeft size={16} />
            </ActionIcon>
          }
          title={deal ? (deal.title ?? t(($) => $.pipeline.untitled)) : t(($) => $.pipeline.card.missing)}
          actions={
            deal && (
              <>
                <DealPresence id={id} />
                <DealActions deal={deal} onDeleted={board} />
              </>
            )
          }
        />
      }
    >
      {deal ? (
        <div className={classes.body}>
          <DealDetails key={id} deal={deal} withTitle={false} />
        </div>
      ) : (
        <EmptyState title={t(($) => $.pipeline.card.missing)} text={t(($) => $.pipeline.card.missingText)}>
          <ButtonLink to="/w/$workspace/pipeline" params={{ workspace }}>
            {t(($) => $.pipeline.card.back)}
          </ButtonLink>
        </EmptyState>
      )}
    </Page>
  );
}
