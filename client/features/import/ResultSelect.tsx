/** What becomes of one row, and the choice of something else. */
import { useTranslation } from 'react-i18next';
import type { JudgedRow } from '#schema/import/judge.ts';
import type { RowChoice, RowOutcome } from '#schema/import/plan.ts';
import classes from './ReviewGrid.module.css';
import { choiceOf, choicesOf } from './reviewRows.ts';

interface ResultSelectProps {
  readonly row: JudgedRow;
  readonly result: RowOutcome['result'];
  readonly onChoose: (choice: RowChoice) => void;
  /** in the table one gets here by its own keys, not by Tab */
  readonly tabbable?: boolean;
  readonly onDone?: () => void;
}

export function ResultSelect({ row, result, onChoose, tabbable = true, onDone }: ResultSelectProps) {
  const { t } = useTranslation();
  const choices = choicesOf(row);
  const isRecord = row.problems.some(({ code }) => code === 'duplicate-of-record');
  const isDuplicate = choices.includes('merge');
  const label = (choice: RowChoice): string => {
    if (choice === 'skip')
      return choices.length === 1 ? t(($) => $.import.review.choices.blocked) : t(($) => $.import.review.choices.skip);
    if (choice === 'merge')
      return isRecord ? t(($) => $.import.review.choices.mergeRecord) : t(($) => $.import.review.choices.mergeRow);
    return isDuplicate ? t(($) => $.import.review.choices.takeDuplicate) : t(($) => $.import.review.choices.take);
  };
  return (
    <select
      className={classes.result}
      data-result={result}
      aria-label={t(($) => $.import.review.resultOf, { line: row.line })}
      tabIndex={tabbable ? 0 : -1}
      value={choiceOf(result)}
      disabled={choices.length === 1}
      onChange={(event) => {
        const choice = choices.find((one) => one === event.currentTarget.value);
        if (choice) onChoose(choice);
        onDone?.();
      }}
      onKeyDown={(event) => {
        if (!onDone) return;
        // keys of the open list are its own; the table must not move under it
        event.stopPropagation();
        if (event.key === 'Escape' || event.key === 'Enter') onDone();
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {label(choice)}
        </option>
      ))}
    </select>
  );
}
