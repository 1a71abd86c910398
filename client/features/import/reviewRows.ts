/** What the review shows of a row: its cells as they will be written, its problems in words, and what may happen to it. Pure. */
import type { TFunction } from 'i18next';
import { isEmail } from '#schema/email.ts';
import { isIsoDay } from '#schema/fields.ts';
import type { JudgedRow, Problem, ProblemCode } from '#schema/import/judge.ts';
import type { RowChoice, RowOutcome } from '#schema/import/plan.ts';
import { cellText } from '#schema/import/sheet.ts';
import type { Target } from '#schema/import/targets.ts';
import { isE164 } from '#schema/phone.ts';
import { leadTitle } from '#schema/records/lead.ts';
import { cleanLine, fold } from '#schema/text.ts';
import type { FieldContext } from '../../records/fieldText.ts';

/** The order in which problems are shown: what blocks, what repeats, what is unreadable, what is merely said. */
export const PROBLEM_ORDER: readonly ProblemCode[] = [
  'nameless',
  'duplicate-of-record',
  'duplicate-in-file',
  'invalid-phone',
  'invalid-email',
  'invalid-date',
  'invalid-number',
  'missing-name',
  'missing-contact',
  'unknown-value',
  'formula-text',
];

/** A filter of the review: all rows, those without a problem, or those with one. */
export type RowFilter = 'all' | 'clean' | ProblemCode;

export const fitsFilter = ({ problems }: JudgedRow, filter: RowFilter): boolean =>
  filter === 'all' || (filter === 'clean' ? problems.length === 0 : problems.some(({ code }) => code === filter));

/** Whether every word of a search stands somewhere in the row. */
export function holdsWords({ cells }: JudgedRow, search: string): boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = fold(cells.map(cellText).join(' '));
  return words.every((word) => text.includes(word));
}

/** Rows a filter keeps, counted. */
export function countProblems(rows: readonly JudgedRow[]): ReadonlyMap<RowFilter, number> {
  const counts = new Map<RowFilter, number>([['all', rows.length]]);
  const add = (filter: RowFilter): void => void counts.set(filter, (counts.get(filter) ?? 0) + 1);
  for (const { problems } of rows) {
    if (problems.length === 0) add('clean');
    for (const code of new Set(problems.map((problem) => problem.code))) add(code);
  }
  return counts;
}

/** A cell as it will be written where it could be read, else as it was typed. */
export function shownCell(
  row: JudgedRow,
  column: number,
  columns: readonly (Target | null)[],
  context: FieldContext,
): string {
  const target = columns[column] ?? null;
  const typed = cleanLine(cellText(row.cells[column]));
  const { draft } = row;
  if (typed === '' || target === null || columns.indexOf(target) !== columns.lastIndexOf(target)) return typed;
  const { format, settings } = context;
  switch (target) {
    case 'phone':
      return draft.phone !== undefined && isE164(draft.phone) ? format.phone(draft.phone) : typed;
    case 'email':
      return draft.email !== undefined && isEmail(draft.email) ? draft.email : typed;
    case 'visitDate':
    case 'date': {
      const day = draft[target];
      return day !== undefined && isIsoDay(day) ? format.day(day) : typed;
    }
    case 'sector':
    case 'status': {
      const key = draft[target];
      return key === undefined ? typed : settings.label(target, key, format.locale);
    }
    default:
      return typed;
  }
}

/** The problem that a cell itself has, first the one that matters most. */
export const problemOfCell = ({ problems }: JudgedRow, column: number): Problem | undefined =>
  PROBLEM_ORDER.map((code) => problems.find((problem) => problem.code === code && problem.column === column)).find(
    Boolean,
  );

export const sortedProblems = ({ problems }: JudgedRow): readonly Problem[] =>
  problems.toSorted((a, b) => PROBLEM_ORDER.indexOf(a.code) - PROBLEM_ORDER.indexOf(b.code));

/** A problem as a sentence that says what follows from it. */
export function problemText(
  t: TFunction,
  problem: Problem,
  rowOf: (row: number) => JudgedRow | undefined,
  titleOfLead: (id: string) => string,
): string {
  const { code, by = 'phone', of, record } = problem;
  if (code === 'duplicate-in-file') {
    const earlier = of === undefined ? undefined : rowOf(of);
    const facts = { line: earlier?.line ?? 0, name: earlier ? rowTitle(earlier) : '' };
    return t(($) => $.import.problemTexts.duplicateInFile[by], facts);
  }
  if (code === 'duplicate-of-record')
    return t(($) => $.import.problemTexts.duplicateOfRecord[by], {
      name: record === undefined ? '' : titleOfLead(record),
    });
  return t(($) => $.import.problemTexts[code]);
}

/** What a row is called: the person, else the company, else what stands in its first cell. */
export function rowTitle({ draft, cells }: JudgedRow): string {
  const { firstName, lastName, company } = draft;
  const title = leadTitle({
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(company && { company }),
  });
  return title || cleanLine(cells.map(cellText).find((text) => cleanLine(text) !== '') ?? '');
}

/** What may happen to a row, the first being what happens by itself. */
export function choicesOf(row: JudgedRow): readonly RowChoice[] {
  const isDuplicate = row.problems.some(({ code }) => code.startsWith('duplicate'));
  const isBlocked = row.problems.some(({ code }) => code === 'nameless');
  if (isDuplicate) return isBlocked ? ['merge', 'skip'] : ['merge', 'skip', 'take'];
  return isBlocked ? ['skip'] : ['take', 'skip'];
}

/** What becomes of a row, as the choice that leads to it. */
export const choiceOf = (result: RowOutcome['result']): RowChoice => (result === 'create' ? 'take' : result);
