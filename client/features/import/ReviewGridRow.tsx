/** One row of the review's table. Drawn again only when it, what becomes of it, or the cell in hand changes. */
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedRow } from '#schema/import/judge.ts';
import type { RowChoice, RowOutcome } from '#schema/import/plan.ts';
import { cellText } from '#schema/import/sheet.ts';
import type { FieldContext } from '../../records/fieldText.ts';
import { columnTitle } from './columnTitle.ts';
import classes from './ReviewGrid.module.css';
import type { Layout } from './importState.ts';
import { ResultSelect } from './ResultSelect.tsx';
import { problemOfCell, shownCell, sortedProblems } from './reviewRows.ts';
import { shownColumns } from './reviewView.ts';

/** The place of the result's cell: before the columns of the file. */
export const RESULT = -1;
/** The id of a cell by its place, for the table to point at. */
export const cellId = (at: number, column: number): string => `import-cell-${at}-${column}`;

/** Where one goes after a correction; `away`: the focus is elsewhere already. */
export type AfterFix = 'down' | 'right' | 'stay' | 'away';

interface ReviewGridRowProps {
  readonly row: JudgedRow;
  readonly result: RowOutcome['result'];
  readonly index: number;
  /** px below the head */
  readonly top: number;
  readonly layout: Layout;
  readonly context: FieldContext;
  readonly columnInHand: number | null;
  readonly editing: string | null;
  /** `text` null: nothing was corrected */
  readonly onFixed: (row: number, place: number, text: string | null, then: AfterFix) => void;
  readonly onChoose: (row: number, choice: RowChoice) => void;
  readonly onChosen: () => void;
}

const DRAWN = ['row', 'result', 'index', 'top', 'layout', 'context', 'columnInHand', 'editing'] as const;

export const ReviewGridRow = memo(GridRow, (before, after) => {
  // while a cell of the row is in hand its handlers must be those of the table as it stands
  const idle = before.columnInHand === null && after.columnInHand === null;
  return idle && DRAWN.every((key) => before[key] === after[key]);
});

function GridRow(props: ReviewGridRowProps) {
  const { row, result, index, top, layout, context, columnInHand, editing, onFixed, onChoose, onChosen } = props;
  const { t } = useTranslation();
  const codes = [...new Set(sortedProblems(row).map(({ code }) => code))];
  return (
    <tr
      className={classes.gridRow}
      aria-rowindex={index + 2}
      data-result={result}
      style={{ transform: `translateY(${top}px)` }}
    >
      <th scope="row" className={classes.gridLine}>
        {row.line}
      </th>
      <td
        id={cellId(index, RESULT)}
        data-at={index}
        data-column={RESULT}
        data-active={columnInHand === RESULT || undefined}
      >
        <ResultSelect
          row={row}
          result={result}
          tabbable={false}
          onChoose={(choice) => onChoose(row.row, choice)}
          onDone={onChosen}
        />
      </td>
      <td className={classes.gridProblems} data-problem={codes[0]}>
        {codes.map((code) => t(($) => $.import.problems[code])).join(' · ')}
      </td>
      {shownColumns(layout).map((column, place) => {
        const problem = problemOfCell(row, column);
        const isInHand = columnInHand === place;
        return (
          <td
            key={column}
            id={cellId(index, place)}
            className={classes.gridCell}
            data-at={index}
            data-column={place}
            data-active={isInHand || undefined}
            data-problem={problem?.code}
            aria-invalid={problem?.code.startsWith('invalid') || undefined}
          >
            {isInHand && editing !== null ? (
              <CellInput
                label={t(($) => $.import.review.edit, { line: row.line, title: columnTitle(t, layout.titles, column) })}
                text={cellText(row.cells[column])}
                typed={editing}
                onDone={(text, then) => onFixed(row.row, place, text, then)}
              />
            ) : (
              shownCell(row, column, layout.columns, context)
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface CellInputProps {
  readonly label: string;
  readonly text: string;
  /** what was typed to begin; '' keeps the text and selects it */
  readonly typed: string;
  readonly onDone: (text: string | null, then: AfterFix) => void;
}

function CellInput({ label, text, typed, onDone }: CellInputProps) {
  const input = useRef<HTMLInputElement>(null);
  // leaving a field that is taken away blurs it: what was decided by key stands
  const done = useRef(false);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    if (typed === '') input.current?.select();
  }, [typed]);
  const finish = (value: string, then: AfterFix) => {
    if (done.current) return;
    done.current = true;
    onDone(value === text ? null : value, then);
  };
  return (
    <input
      ref={input}
      className={classes.cellInput}
      aria-label={label}
      defaultValue={typed === '' ? text : typed}
      onBlur={(event) => finish(event.currentTarget.value, 'away')}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value, 'down');
        else if (event.key === 'Tab') finish(event.currentTarget.value, 'right');
        else if (event.key === 'Escape') finish(text, 'stay');
        else return;
        event.preventDefault();
      }}
    />
  );
}
