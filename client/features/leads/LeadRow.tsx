/**
 * One lead as a line of the list. Plain elements and no hooks but one, so that thousands can rush past; a cell glows
 * once when someone else changed it.
 */
import { memo, type MouseEvent, type ReactNode, useState } from 'react';
import type { Lead } from '#schema/records/lead.ts';
import type { Presence } from '../../data/presence.ts';
import { fieldProblem } from '../../records/fieldProblem.ts';
import { declaredField, type FieldContext, fieldText } from '../../records/fieldText.ts';
import { MemberAvatar } from '../../ui/MemberAvatar.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { type Column, TITLE_COLUMN } from './leadColumns.ts';
import classes from './LeadTable.module.css';

export interface RowActions {
  /** where the lead's own page is */
  readonly href: (id: string) => string;
  readonly open: (id: string) => void;
  readonly openPage: (id: string) => void;
  readonly toggle: (id: string, range: boolean) => void;
}

interface LeadRowProps {
  readonly record: Lead;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly context: FieldContext;
  readonly selected: boolean;
  /** the keyboard stands here, or the panel shows it */
  readonly active: boolean;
  readonly here: readonly Presence[] | undefined;
  readonly me: string;
  readonly actions: RowActions;
}

export const rowId = (id: string): string => `lead-${id}`;

export const LeadRow = memo(function LeadRow(props: LeadRowProps) {
  const { record, index, columns, context, selected, active, here, me, actions } = props;
  const glowing = useGlowingCells(record, columns, context, me);
  const { id } = record;

  const onClick = (event: MouseEvent): void => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) actions.toggle(id, event.shiftKey);
    else actions.open(id);
  };

  return (
    <tr
      id={rowId(id)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={classes.row}
      data-active={active || undefined}
      data-selected={selected || undefined}
      onMouseDown={(event) => {
        // selecting rows must not select their words
        if (event.shiftKey) event.preventDefault();
      }}
      onClick={onClick}
      onDoubleClick={() => actions.openPage(id)}
    >
      {columns.map(({ name }) => (
        <td
          // a new key lets the glow run again
          key={glowing.has(name) ? `${name}/${record.updated?.at}` : name}
          className={name === TITLE_COLUMN ? classes.titleCell : classes.cell}
          data-figures={FIGURES.has(name) || undefined}
          data-glow={glowing.has(name) || undefined}
          style={{ width: `var(--w-${name})` }}
        >
          {name === TITLE_COLUMN ? (
            <>
              <input
                type="checkbox"
                className={classes.check}
                checked={selected}
                tabIndex={-1}
                aria-label={fieldText(context, record, TITLE_COLUMN)}
                onClick={(event) => {
                  event.stopPropagation();
                  actions.toggle(id, event.shiftKey);
                }}
                onChange={() => {}}
              />
              <a
                className={classes.title}
                href={actions.href(id)}
                tabIndex={-1}
                onClick={(event) => {
                  // a new tab is the browser's; everything else opens beside the list
                  if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
                  else event.preventDefault();
                }}
              >
                {fieldText(context, record, TITLE_COLUMN) || context.t(($) => $.leads.nameless)}
              </a>
              {here?.map((person) => (
                <MemberAvatar key={person.user} id={person.user} name={person.name} size={18} withTooltip present />
              ))}
            </>
          ) : (
            leadCell(context, record, name)
          )}
        </td>
      ))}
    </tr>
  );
});

/** Columns of figures, which stand exactly below each other. */
const FIGURES: ReadonlySet<string> = new Set(['phone', 'score', 'date', 'visitDate', 'created', 'updated']);

/** What stands in a cell: words, a badge, chips, a face. */
export function leadCell(context: FieldContext, record: Lead, name: string): ReactNode {
  const { settings, nameOf } = context;
  if (name === 'status') {
    if (!record.status) return null;
    const label = settings.label('status', record.status.to, context.format.locale);
    return <StatusBadge label={label} color={settings.entry('status', record.status.to)?.color} />;
  }
  if (name === 'owner') {
    if (record.owner === undefined) return null;
    const owner = nameOf(record.owner);
    return (
      <>
        <MemberAvatar id={record.owner} name={owner} size={18} />
        <span className={classes.text}>{owner}</span>
      </>
    );
  }
  if (name === 'tags') {
    return (
      <>
        {record.tags.slice(0, SHOWN_TAGS).map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
        {record.tags.length > SHOWN_TAGS && <span className={classes.more}>+{record.tags.length - SHOWN_TAGS}</span>}
      </>
    );
  }
  const text = fieldText(context, record, name);
  if (text === '') return null;
  const kind = declaredField('lead', name)?.kind;
  const problem = kind && fieldProblem(kind, record[name as keyof Lead]);
  return (
    <span
      className={classes.text}
      data-problem={problem ? true : undefined}
      title={problem ? context.t(($) => $.records.problem[problem]) : undefined}
    >
      {text}
    </span>
  );
}

const SHOWN_TAGS = 2;
const NONE: ReadonlySet<string> = new Set();

/** The cells whose words changed by someone else's hand while the row was on screen. */
function useGlowingCells(
  record: Lead,
  columns: readonly Column[],
  context: FieldContext,
  me: string,
): ReadonlySet<string> {
  const [seen, setSeen] = useState<{ record: Lead; glowing: ReadonlySet<string> }>({ record, glowing: NONE });
  if (seen.record !== record) {
    const theirs = record.updated !== undefined && record.updated.by !== me;
    const glowing = theirs
      ? new Set(
          columns
            .map(({ name }) => name)
            .filter(
              (name) =>
                name !== 'updated' && fieldText(context, seen.record, name) !== fieldText(context, record, name),
            ),
        )
      : NONE;
    setSeen({ record, glowing });
  }
  return seen.glowing;
}
