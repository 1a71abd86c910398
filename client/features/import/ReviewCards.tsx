/** The review on a phone: a card a row, with what is wrong and the fields to put it right. */
import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedRow } from '#schema/import/judge.ts';
import { cellText } from '#schema/import/sheet.ts';
import { columnTitle } from './columnTitle.ts';
import classes from './ReviewCards.module.css';
import { ResultSelect } from './ResultSelect.tsx';
import { rowTitle, sortedProblems } from './reviewRows.ts';
import { shownColumns, type ReviewView } from './reviewView.ts';

export function ReviewCards({ view }: { readonly view: ReviewView }) {
  const { t } = useTranslation();
  const { rows } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (index) => rows[index]?.row ?? index,
    overscan: 6,
  });
  return (
    <div ref={scroller} className={classes.cards}>
      <ul
        className={classes.cardList}
        aria-label={t(($) => $.import.review.rows)}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.cardSlot}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ReviewCard row={row} view={view} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function ReviewCard({ row, view }: { readonly row: JudgedRow; readonly view: ReviewView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const outcome = view.outcomeOf(row.row);
  const problems = sortedProblems(row);
  const wrong = new Set(
    problems.flatMap(({ code, column }) => (column === undefined || code === 'formula-text' ? [] : [column])),
  );
  const others = shownColumns(view.layout).filter((column) => !wrong.has(column));
  return (
    <article className={classes.card} data-result={outcome?.result}>
      <header className={classes.cardHead}>
        <span className={classes.cardTitle}>{rowTitle(row)}</span>
        <span className={classes.cardLine}>
          {t(($) => $.import.review.line)} {row.line}
        </span>
      </header>
      {problems.map((problem) => (
        <p key={`${problem.code}${problem.column}`} className={classes.cardProblem} data-problem={problem.code}>
          {view.textOf(problem)}
        </p>
      ))}
      {[...wrong].map((column) => (
        <CardCell key={column} row={row} column={column} view={view} />
      ))}
      <div className={classes.cardFoot}>
        {outcome && (
          <ResultSelect row={row} result={outcome.result} onChoose={(choice) => view.choose(row.row, choice)} />
        )}
        <button type="button" className={classes.cardMore} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(($) => $.import.review.allCells)}
        </button>
      </div>
      {open && others.map((column) => <CardCell key={column} row={row} column={column} view={view} />)}
    </article>
  );
}

interface CardCellProps {
  readonly row: JudgedRow;
  readonly column: number;
  readonly view: ReviewView;
}

function CardCell({ row, column, view }: CardCellProps) {
  const { t } = useTranslation();
  const text = cellText(row.cells[column]);
  const title = columnTitle(t, view.layout.titles, column);
  return (
    <TextInput
      // a correction that came from elsewhere shows too
      key={text}
      label={title}
      aria-label={t(($) => $.import.review.edit, { line: row.line, title })}
      defaultValue={text}
      placeholder={t(($) => $.import.review.emptyCell)}
      onBlur={(event) => {
        if (event.currentTarget.value !== text) view.fix(row.row, column, event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
