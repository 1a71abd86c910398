/** The pipeline: open work by stage, whose and how much; a deal opens beside it. The address says all that is on screen. */
import { Button } from '@mantine/core';
import { IconLayoutKanban, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { now } from '../../data/environment.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import { useMay } from '../../records/useRights.ts';
import { Board } from '../../ui/Board.tsx';
import type { BoardCardHandle, BoardColumn, BoardMove } from '../../ui/boardTypes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { DealPanel } from './DealPanel.tsx';
import { DealTile } from './DealTile.tsx';
import { NewDealDialog } from './NewDealDialog.tsx';
import { PipelineFilter } from './PipelineFilter.tsx';
import classes from './PipelinePage.module.css';
import { StageHead } from './StageHead.tsx';
import { stageColumns } from './stageColumns.ts';
import { useBoardDeals } from './useBoardDeals.ts';
import { useBoardWords } from './useBoardWords.ts';
import { useMoveDeal } from './useMoveDeal.tsx';

const route = getRouteApi('/w/$workspace/pipeline');

export function PipelinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const { q = '', owner, deal: open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('editRecords');
  const { deals, all } = useBoardDeals({ text: q, owner });
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const [creating, setCreating] = useState<{ readonly stage?: string } | null>(null);
  const { move, dialog } = useMoveDeal();
  const words = useBoardWords();
  const hint = useId();

  const create = mayEdit ? (stage?: string) => setCreating(stage === undefined ? {} : { stage }) : undefined;
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

  const stages = useMemo(() => stageColumns(deals, settings, { now: now(), whole }), [deals, settings, whole]);
  const columns = stages.map((stage): BoardColumn<Deal> => {
    const label = stage.entry
      ? settings.label('stage', stage.key, format.locale)
      : stage.key || t(($) => $.pipeline.noStage);
    const closed = stage.entry?.outcome !== undefined;
    return {
      id: stage.key,
      label,
      count: format.number(stage.deals.length),
      items: stage.deals,
      ordered: !closed,
      head: (
        <StageHead
          column={stage}
          label={label}
          whole={whole.has(stage.key)}
          onCreate={create && stage.entry && !closed ? () => create(stage.key) : undefined}
        />
      ),
      empty: closed && stage.older > 0 ? t(($) => $.pipeline.nothingClosed) : undefined,
      foot: closed && (stage.older > 0 || whole.has(stage.key)) && (
        <Button
          variant="subtle"
          color="gray"
          className={classes.older ?? ''}
          onClick={() => setWhole(toggled(whole, stage.key))}
        >
          {whole.has(stage.key) ? t(($) => $.pipeline.fewer) : t(($) => $.pipeline.older, { count: stage.older })}
        </Button>
      ),
    };
  });

  const onMoveTo = useCallback((deal: Deal, stage: string) => void move(deal, stage), [move]);
  const onMove = useCallback(
    ({ item, column, above, below }: BoardMove<Deal>) =>
      move(item, column, { ...(above && { above: above.id }), ...(below && { below: below.id }) }),
    [move],
  );
  const renderCard = useCallback(
    (deal: Deal, handle: BoardCardHandle) => (
      <DealTile
        deal={deal}
        handle={handle}
        open={deal.id === open}
        onMoveTo={mayEdit ? onMoveTo : undefined}
        describedBy={hint}
      />
    ),
    [open, mayEdit, onMoveTo, hint],
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
      panel={open !== undefined && <DealPanel key={open} id={open} onClose={() => openDeal(undefined)} />}
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
        <>
          <PipelineFilter stages={stages} found={deals.length} />
          <span id={hint} hidden>
            {words.instructions}
          </span>
          <Board
            label={t(($) => $.pipeline.board)}
            columns={columns}
            renderCard={renderCard}
            titleOf={(deal) => deal.title ?? t(($) => $.pipeline.untitled)}
            onMove={mayEdit ? onMove : undefined}
            onWalk={open === undefined ? undefined : (deal) => openDeal(deal.id)}
            words={words}
          />
        </>
      )}
      {creating && <NewDealDialog {...creating} onClose={() => setCreating(null)} />}
      {dialog}
    </Page>
  );
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
