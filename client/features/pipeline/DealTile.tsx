/** A deal on the board in three lines: what, for whom, how much and until when by whom; a fourth says why it is stale. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconClockExclamation, IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isIsoDay } from '#schema/fields.ts';
import type { Deal } from '#schema/records/deal.ts';
import { now, today } from '../../data/environment.ts';
import { usePresenceOn } from '../../data/presence.ts';
import { useRecord, useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useMembers } from '../../records/useMembers.ts';
import type { BoardCardHandle } from '../../ui/boardTypes.ts';
import { lateFloat } from '../../ui/lateFloat.tsx';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import classes from './DealTile.module.css';
import { leadLine } from './LeadPicker.tsx';
import { useStaleness } from './useStaleness.ts';

interface DealTileProps {
  readonly deal: Deal;
  readonly handle: BoardCardHandle;
  /** it stands in the panel */
  readonly open: boolean;
  /** absent where nobody may move it */
  readonly onMoveTo: ((deal: Deal, stage: string) => void) | undefined;
  /** id of the words that say how it is moved by keys */
  readonly describedBy: string;
}

// a board holds a hundred of these: what floats at one of them is made when it is opened
const StageMenu = lateFloat('menu', async () => (await import('./StageMenu.tsx')).StageMenu);

/** How long a card glows that someone else has just put here, in ms. */
const GLOW = 3000;

export const DealTile = memo(function DealTile({ deal, handle, open, onMoveTo, describedBy }: DealTileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id: workspace } = useWorkspace();
  const { me, nameOf } = useMembers();
  const lead = useRecord('lead', deal.lead);
  const here = usePresenceOn('deal', deal.id);
  const settings = useSettings();
  const stale = useStaleness(deal);
  const title = deal.title ?? t(($) => $.pipeline.untitled);
  const close = deal.expectedClose;
  const closed = deal.stage !== undefined && settings.entry('stage', deal.stage.to)?.outcome !== undefined;
  const late = !closed && close !== undefined && isIsoDay(close) && close < today();
  const arrived = deal.stage && deal.stage.by !== me && now() - deal.stage.at < GLOW;

  return (
    <article
      className={classes.root}
      data-open={open || undefined}
      data-lifted={handle.lifted || undefined}
      data-glow={arrived || undefined}
    >
      <div className={classes.line}>
        <Link
          to="/w/$workspace/pipeline"
          params={{ workspace }}
          search={(before) => ({ ...before, deal: deal.id })}
          className={classes.title}
          draggable={false}
          data-board-focus={handle.focusKey}
          onKeyDown={handle.onKeyDown}
          onBlur={handle.onBlur}
          aria-describedby={onMoveTo ? describedBy : undefined}
          aria-current={open || undefined}
        >
          {title}
        </Link>
        {here.length > 0 && (
          <Tooltip label={t(($) => $.pipeline.here, { names: format.list(here.map((person) => person.name)) })}>
            <span className={classes.here}>
              {here.slice(0, 2).map((person) => (
                <MemberAvatar key={person.user} id={person.user} name={person.name} size={16} present />
              ))}
            </span>
          </Tooltip>
        )}
        {onMoveTo && !handle.lifted && (
          <StageMenu
            with={{ deal, onMoveTo }}
            button={
              <ActionIcon
                size={22}
                className={classes.menu}
                aria-label={t(($) => $.pipeline.actions, { title })}
                // pressing it must not lift the card
                onMouseDown={(event) => event.stopPropagation()}
                onTouchStart={(event) => event.stopPropagation()}
              >
                <IconDots size={15} />
              </ActionIcon>
            }
          />
        )}
      </div>
      <div className={classes.customer}>{lead ? leadLine(lead) : '\u00a0'}</div>
      <div className={classes.line}>
        {deal.amount && <span className={classes.amount}>{format.money(deal.amount)}</span>}
        {close !== undefined && (
          <span
            className={classes.close}
            data-late={late || undefined}
            data-hint={t(($) => (late ? $.pipeline.overdue : $.pipeline.closes), { day: format.dayLong(close) })}
          >
            {format.day(close)}
          </span>
        )}
        <span className={classes.owner}>
          {deal.owner !== undefined && <MemberAvatar id={deal.owner} name={nameOf(deal.owner)} size={20} withTooltip />}
        </span>
      </div>
      {stale && (
        <div className={classes.stale} data-why={stale.why}>
          <IconClockExclamation size={13} aria-hidden />
          {t(($) => $.pipeline.stale[stale.why], { count: stale.days })}
        </div>
      )}
    </article>
  );
});
