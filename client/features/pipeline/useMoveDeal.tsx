/** Moving a deal to a stage, from the board, a menu or its card: one command, one toast with undo, a reason where one is due. */
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moveDeal } from '#schema/commands/deals.ts';
import type { Deal } from '#schema/records/deal.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useLanguage } from '../../i18n/language.ts';
import { CloseDealDialog, type CloseReason } from './CloseDealDialog.tsx';

interface Place {
  /** the cards it comes between; with neither it comes on top */
  readonly above?: string;
  readonly below?: string;
}
interface Question {
  readonly deal: Deal;
  readonly outcome: 'won' | 'lost';
  readonly answer: (reason: CloseReason | null) => void;
}

export interface DealMoves {
  /** Moves a deal; answers whether it was moved. False also when the person thought better of it. */
  readonly move: (deal: Deal, stage: string, place?: Place) => Promise<boolean>;
  /** the question for a reason while it is asked; to be put on the page */
  readonly dialog: ReactNode;
}

export function useMoveDeal(): DealMoves {
  const { t } = useTranslation();
  const commands = useCommands();
  const settings = useSettings();
  const locale = useLanguage();
  const [question, setQuestion] = useState<Question | null>(null);

  const move = useCallback(
    async (deal: Deal, stage: string, place: Place = {}): Promise<boolean> => {
      const stays = deal.stage?.to === stage;
      const outcome = settings.entry('stage', stage)?.outcome;
      let reason: CloseReason | null = null;
      if (!stays && outcome) {
        const asked = Promise.withResolvers<CloseReason | null>();
        setQuestion({ deal, outcome, answer: asked.resolve });
        reason = await asked.promise;
        setQuestion(null);
        if (!reason) return false;
      }
      const title = deal.title ?? t(($) => $.pipeline.untitled);
      const done = outcome
        ? t(($) => $.pipeline[outcome], { title })
        : t(($) => $.pipeline.moved, { title, stage: settings.label('stage', stage, locale) });
      const args = { id: deal.id, stage, ...place, ...(outcome && { outcome }), ...reason };
      // a card put elsewhere in its own stage is seen; it needs no words
      return commands.run(moveDeal, args, stays ? undefined : done).ok;
    },
    [commands, settings, locale, t],
  );

  return {
    move,
    dialog: question && (
      <CloseDealDialog
        key={question.deal.id}
        deal={question.deal}
        outcome={question.outcome}
        onClose={question.answer}
      />
    ),
  };
}
