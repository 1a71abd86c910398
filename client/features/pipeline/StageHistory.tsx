/** When the deal came to which stage, by whom, and how long it stayed; the latest first. Told by the feed's moves. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal } from '#schema/records/deal.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useMembers } from '../../records/useMembers.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { feedLines } from '../feed/feedNews.ts';
import { useFiledFeed } from '../feed/useFiledFeed.ts';
import classes from './StageHistory.module.css';

const DAY = 86_400_000;
const MOVES = new Set(['created', 'stageMoved', 'won', 'lost']);

interface Stay {
  readonly key: string;
  readonly stage: string;
  readonly at: number;
  readonly by: string;
  /** until the next move, else undefined */
  readonly until: number | undefined;
}

export function StageHistory({ deal }: { readonly deal: Deal }) {
  const { t } = useTranslation();
  const settings = useSettings();
  const format = useFormat();
  const { projection } = useWorkspace();
  const { nameOf } = useMembers();
  const filed = useFiledFeed();
  const stays = useMemo(() => {
    const moves = (
      filed !== undefined ? [...feedLines(projection, { about: { type: 'deal', id: deal.id } })] : []
    ).filter(
      ({ event, takenBack }) =>
        event.type === 'deal' && event.to !== undefined && MOVES.has(event.kind) && takenBack === undefined,
    );
    return moves.map(
      ({ event }, index): Stay => ({
        key: event.id,
        stage: event.to ?? '',
        at: event.at,
        by: event.by,
        until: moves[index - 1]?.event.at,
      }),
    );
  }, [projection, filed, deal.id]);
  if (stays.length === 0) return null;

  return (
    <section aria-label={t(($) => $.pipeline.card.history)}>
      <h3 className={classes.title}>{t(($) => $.pipeline.card.history)}</h3>
      <ol className={classes.list}>
        {stays.map(({ key, stage, at, by, until }) => (
          <li key={key} className={classes.line}>
            <StatusBadge
              label={settings.label('stage', stage, format.locale)}
              color={settings.entry('stage', stage)?.color}
            />
            <span className={classes.by}>{nameOf(by)}</span>
            <span className={classes.time}>
              {until !== undefined && until - at >= DAY && (
                <>{t(($) => $.pipeline.card.stay, { count: Math.floor((until - at) / DAY) })} · </>
              )}
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
