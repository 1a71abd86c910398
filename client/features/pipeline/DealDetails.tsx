/** Everything about one deal, in the panel and on its page: the way through the stages, its fields, and what was done with it. */
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { restoreRecords } from '#schema/commands/records.ts';
import type { Deal } from '#schema/records/deal.ts';
import { useAnnounceFocus } from '../../data/presence.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useMay } from '../../records/useRights.ts';
import { RecordStory } from '../timeline/RecordStory.tsx';
import classes from './DealDetails.module.css';
import { DealFields } from './DealFields.tsx';
import { DealTitle } from './DealTitle.tsx';
import { StageBar } from './StageBar.tsx';
import { StageHistory } from './StageHistory.tsx';
import { StageWords } from './StageWords.tsx';
import { useMoveDeal } from './useMoveDeal.tsx';

interface DealDetailsProps {
  readonly deal: Deal;
  /** the name stands in the page's own head already */
  readonly withTitle: boolean;
}

export function DealDetails({ deal, withTitle }: DealDetailsProps) {
  const { t } = useTranslation();
  const { move, dialog } = useMoveDeal();
  const mayEdit = useMay('editRecords');
  const announce = useAnnounceFocus();
  const { id } = deal;
  const subject = useMemo(() => ({ type: 'deal' as const, id }), [id]);
  const readOnly = !mayEdit || deal.bin !== undefined;

  useEffect(() => {
    announce({ type: 'deal', id });
    return () => announce(null);
  }, [announce, id]);

  return (
    <article className={classes.root} aria-label={deal.title ?? t(($) => $.pipeline.untitled)}>
      {deal.bin && <InBin deal={deal} mayRestore={mayEdit} />}
      <header className={classes.top}>
        {withTitle && <DealTitle deal={deal} readOnly={readOnly} large />}
        <StageBar deal={deal} onMoveTo={readOnly ? undefined : (which, stage) => void move(which, stage)} />
        <StageWords deal={deal} />
      </header>
      <div className={classes.columns}>
        <div>
          <DealFields deal={deal} readOnly={readOnly} withTitle={!withTitle} />
        </div>
        <div className={classes.story} key={id}>
          <RecordStory subject={subject}>
            <StageHistory deal={deal} />
          </RecordStory>
        </div>
      </div>
      {dialog}
    </article>
  );
}

function InBin({ deal, mayRestore }: { readonly deal: Deal; readonly mayRestore: boolean }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const title = deal.title ?? t(($) => $.pipeline.untitled);
  return (
    <output className={classes.binned}>
      <IconTrash size={16} aria-hidden />
      <span className={classes.binnedWords}>{t(($) => $.pipeline.binned)}</span>
      {mayRestore && (
        <Button
          variant="default"
          onClick={() =>
            commands.run(
              restoreRecords,
              { type: 'deal', ids: [deal.id] },
              t(($) => $.pipeline.restored, { title }),
            )
          }
        >
          {t(($) => $.pipeline.restore)}
        </Button>
      )}
    </output>
  );
}
