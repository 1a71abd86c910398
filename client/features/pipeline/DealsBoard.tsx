/** The deals by stage, with the field above them that narrows them; a card is moved by hand, keys or its menu. */
import { useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { useMay } from '../../records/useRights.ts';
import { Board } from '../../ui/Board.tsx';
import type { BoardCardHandle, BoardMove } from '../../ui/boardTypes.ts';
import { DealTile } from './DealTile.tsx';
import { PipelineFilter } from './PipelineFilter.tsx';
import { useBoardColumns } from './useBoardColumns.tsx';
import { useBoardWords } from './useBoardWords.ts';
import { useMoveDeal } from './useMoveDeal.tsx';

interface DealsBoardProps {
  readonly deals: readonly Deal[];
  /** the deal in the panel */
  readonly open: string | undefined;
  readonly onOpen: (deal: string) => void;
  /** must stay the same function; undefined where nobody may make a deal */
  readonly onCreate: ((stage: string) => void) | undefined;
}

export function DealsBoard({ deals, open, onOpen, onCreate }: DealsBoardProps) {
  const { t } = useTranslation();
  const mayEdit = useMay('editRecords');
  const { move, dialog } = useMoveDeal();
  const words = useBoardWords();
  const hint = useId();
  const { stages, columns } = useBoardColumns(deals, onCreate);

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
        onWalk={open === undefined ? undefined : (deal) => onOpen(deal.id)}
        words={words}
      />
      {dialog}
    </>
  );
}
