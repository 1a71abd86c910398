/** The list of leads on a phone: two lines each, the face to select, the rest to open. Drawn only where one looks. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconCheck } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import { type FieldContext, fieldText } from '../../records/fieldText.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import type { RowActions } from './LeadRow.tsx';
import { leadCell } from './LeadRow.tsx';
import classes from './LeadTiles.module.css';
import type { Selection } from './useSelection.ts';

const TILE_HEIGHT = 66;

interface LeadTilesProps {
  readonly rows: readonly Lead[];
  /** the rows are those of before, and others come in a moment */
  readonly isAsking: boolean;
  readonly context: FieldContext;
  readonly selection: Selection;
  readonly actions: RowActions;
  /** where the list was left, px */
  readonly offset: { current: number };
}

export function LeadTiles({ rows, isAsking, context, selection, actions, offset }: LeadTilesProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => TILE_HEIGHT,
    overscan: 8,
    initialOffset: offset.current,
  });
  const items = virtualizer.getVirtualItems();
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      aria-busy={isAsking}
      onScroll={(event) => {
        offset.current = event.currentTarget.scrollTop;
      }}
    >
      <ul
        className={classes.list}
        style={{ height: virtualizer.getTotalSize(), paddingTop: items[0]?.start }}
        aria-label={t(($) => $.leads.title)}
      >
        {items.map((item) => {
          const record = rows[item.index];
          return (
            record && (
              <LeadTile
                key={record.id}
                record={record}
                context={context}
                selected={selection.ids.has(record.id)}
                actions={actions}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}

interface LeadTileProps {
  readonly record: Lead;
  readonly context: FieldContext;
  readonly selected: boolean;
  readonly actions: RowActions;
}

const LeadTile = memo(function LeadTile({ record, context, selected, actions }: LeadTileProps) {
  const { id } = record;
  const title = fieldText(context, record, 'title') || context.t(($) => $.leads.nameless);
  const second = [title === record.company ? undefined : record.company, record.city].filter(Boolean).join(' · ');
  return (
    <li className={classes.tile} data-selected={selected || undefined}>
      <button
        type="button"
        className={classes.face}
        aria-pressed={selected}
        aria-label={title}
        onClick={() => actions.toggle(id, false)}
      >
        {selected ? (
          <span className={classes.checked}>
            <IconCheck size={18} aria-hidden />
          </span>
        ) : (
          <MemberAvatar id={id} name={title} size={36} />
        )}
      </button>
      <a
        className={classes.body}
        href={actions.href(id)}
        onClick={(event) => {
          event.preventDefault();
          actions.openPage(id);
        }}
      >
        <span className={classes.line}>
          <span className={classes.title}>{title}</span>
          {leadCell(context, record, 'status')}
        </span>
        <span className={classes.second}>
          <span className={classes.words}>{second || fieldText(context, record, 'phone')}</span>
          <span>{fieldText(context, record, 'updated')}</span>
        </span>
      </a>
    </li>
  );
});
