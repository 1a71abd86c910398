/** What the table and the cards of the review share: the rows shown, what becomes of each, and what may be done. */
import type { JudgedRow, Problem } from '#schema/import/judge.ts';
import type { RowChoice, RowOutcome } from '#schema/import/plan.ts';
import type { FieldContext } from '../../records/fieldText.ts';
import type { Layout } from './importState.ts';

export interface ReviewView {
  readonly rows: readonly JudgedRow[];
  readonly outcomeOf: (row: number) => RowOutcome | undefined;
  /** a problem as a sentence */
  readonly textOf: (problem: Problem) => string;
  readonly layout: Layout;
  readonly context: FieldContext;
  readonly fix: (row: number, column: number, text: string) => void;
  readonly choose: (row: number, choice: RowChoice | null) => void;
}

/** Columns of the file that fill something, by their place in it. */
export const shownColumns = ({ columns }: Layout): readonly number[] =>
  columns.flatMap((target, column) => (target === null ? [] : [column]));
