/** The way of a deal through the stages as one bar: how far it is, and one press to where it goes next, or ends. */
import { IconTrophy, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useLanguage } from '../../i18n/language.ts';
import classes from './StageBar.module.css';

interface StageBarProps {
  readonly deal: Deal;
  /** absent where nobody may move it */
  readonly onMoveTo: ((deal: Deal, stage: string) => void) | undefined;
}

export function StageBar({ deal, onMoveTo }: StageBarProps) {
  const { t } = useTranslation();
  const settings = useSettings();
  const locale = useLanguage();
  const current = deal.stage?.to;
  const stages = settings.lists.stage.filter((stage) => !stage.retired || stage.key === current);
  const open = stages.filter((stage) => stage.outcome === undefined);
  const at = open.findIndex((stage) => stage.key === current);
  const ended = settings.entry('stage', current ?? '')?.outcome;

  return (
    <ol className={classes.root} aria-label={t(($) => $.pipeline.card.stage)}>
      {stages.map((stage) => {
        const place = open.indexOf(stage);
        const isCurrent = stage.key === current;
        return (
          <li key={stage.key} className={classes.step}>
            <button
              type="button"
              className={classes.stage}
              aria-current={isCurrent ? 'step' : undefined}
              data-passed={(place >= 0 && place < at) || (place >= 0 && ended === 'won') || undefined}
              data-outcome={stage.outcome}
              disabled={!onMoveTo || isCurrent}
              onClick={() => onMoveTo?.(deal, stage.key)}
            >
              {stage.outcome === 'won' && <IconTrophy size={13} aria-hidden />}
              {stage.outcome === 'lost' && <IconX size={13} aria-hidden />}
              {settings.label('stage', stage.key, locale)}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
