/** The pipeline: open work by stage, whose and how much; a deal opens beside it. The address says all that is on screen. */
import { Button } from '@mantine/core';
import { IconLayoutKanban, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { startTransition, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useMay } from '../../records/useRights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InTurn } from '../../ui/inTurn.ts';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { DealsBoard } from './DealsBoard.tsx';
import { DealPanel } from './DealPanel.tsx';
import { NewDealDialog } from './NewDealDialog.tsx';
import { useBoardDeals } from './useBoardDeals.ts';

const route = getRouteApi('/w/$workspace/pipeline');

export function PipelinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { q = '', owner, deal: open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('editRecords');
  // the board follows when the page has time for it: a key typed meanwhile goes before
  const { deals, all } = useBoardDeals({ text: useDeferredValue(q), owner: useDeferredValue(owner) });
  // the card is marked at once, and what the panel shows of it follows
  const inPanel = useDeferredValue(open);
  const [creating, setCreating] = useState<{ readonly stage?: string } | null>(null);

  const create = useMemo(
    () =>
      mayEdit
        ? (stage?: string) => startTransition(() => setCreating(stage === undefined ? {} : { stage }))
        : undefined,
    [mayEdit],
  );
  useShortcut(
    create
      ? { keys: 'n', label: t(($) => $.pipeline.shortcut), group: t(($) => $.pipeline.title), run: () => create() }
      : null,
  );
  const openDeal = useCallback(
    (deal: string | undefined) =>
      void navigate({
        search: ({ q, owner }) => ({ ...(q && { q }), ...(owner && { owner }), ...(deal && { deal }) }),
        replace: true,
      }),
    [navigate],
  );

  return (
    <Page
      fill
      header={
        <PageHeader
          title={t(($) => $.pipeline.title)}
          count={format.number(deals.length)}
          actions={
            create && (
              <Button leftSection={<IconPlus size={14} />} onClick={() => create()}>
                {t(($) => $.pipeline.newDeal)}
              </Button>
            )
          }
        />
      }
      panel={inPanel !== undefined && <DealPanel key={inPanel} id={inPanel} onClose={() => openDeal(undefined)} />}
    >
      {all === 0 ? (
        <EmptyState
          icon={IconLayoutKanban}
          title={t(($) => $.pipeline.empty.title)}
          text={mayEdit ? t(($) => $.pipeline.empty.text) : t(($) => $.pipeline.empty.viewer)}
        >
          {create && <Button onClick={() => create()}>{t(($) => $.pipeline.newDeal)}</Button>}
        </EmptyState>
      ) : (
        <InTurn>
          <DealsBoard deals={deals} open={open} onOpen={openDeal} onCreate={create} />
        </InTurn>
      )}
      {creating && <NewDealDialog {...creating} onClose={() => setCreating(null)} />}
    </Page>
  );
}
