/** Since when a deal is in its stage, why it is stale or how it ended, and what it weighs. */
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { probabilityOf, weigh } from '#schema/metrics.ts';
import type { Deal } from '#schema/records/deal.ts';
import { now } from '../../data/environment.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useFormat } from '../../i18n/format.ts';
import classes from './StageWords.module.css';
import { useStaleness } from './useStaleness.ts';

const DAY = 86_400_000;

export function StageWords({ deal }: { readonly deal: Deal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const stale = useStaleness(deal);
  const { stage } = deal;
  if (!stage) return null;
  const outcome = settings.entry('stage', stage.to)?.outcome;
  const probability = probabilityOf(deal, settings);
  const days = Math.floor((now() - stage.at) / DAY);
  const since = outcome
    ? t(($) => $.pipeline.card.closedOn, { day: format.ago(stage.at) })
    : days < 1
      ? t(($) => $.pipeline.card.cameToday)
      : t(($) => $.pipeline.stale.stage, { count: days });
  return (
    <div className={classes.root}>
      {stage.at > 0 && (
        <span title={format.instant(stage.at)} data-stale={stale?.why === 'stage' || undefined}>
          {since}
        </span>
      )}
      {outcome && stage.reason !== undefined && (
        <span>
          {t(($) => $.pipeline.card.reason)}:{' '}
          <b>{settings.label(outcome === 'won' ? 'winReason' : 'lossReason', stage.reason, format.locale)}</b>
        </span>
      )}
      {!outcome && (
        <span>
          {format.percent(probability / 100)}
          {deal.amount && (
            <> · {t(($) => $.pipeline.card.weighted, { amount: format.money(weigh(deal.amount, probability)) })}</>
          )}
        </span>
      )}
      {stale?.why === 'untouched' && (
        <span data-stale>
          <IconClockExclamation size={13} aria-hidden />
          {t(($) => $.pipeline.stale.untouched, { count: stale.days })}
        </span>
      )}
      {outcome && stage.comment !== undefined && <p className={classes.comment}>{stage.comment}</p>}
    </div>
  );
}
