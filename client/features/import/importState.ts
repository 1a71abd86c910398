/**
 * What the import page knows at each step, and how a step leads to the next. Pure: the worker, the clock and the
 * workspace stand outside. Cells corrected by hand are kept apart from the file and survive a change of columns.
 */
import type { LeftOutLine } from '#schema/import/header.ts';
import type { JudgedRow } from '#schema/import/judge.ts';
import type { ImportPlan, RowChoice } from '#schema/import/plan.ts';
import type { Target } from '#schema/import/targets.ts';
import type { UndoEntry } from '../../data/undoStack.ts';
import type { SheetHead } from './read/importDesk.ts';
import type { CsvFacts, ReadOptions, ReadRefusal } from './read/readResult.ts';

export interface OpenFile {
  readonly file: File;
  readonly sheets: readonly SheetHead[];
  readonly csv?: CsvFacts;
}

/** Where rows belong, for all of them; see `Constants`. Texts as they stand in the fields. */
export interface ForAllRows {
  readonly source: string | null;
  /** id of a campaign; `new` = the one named beside */
  readonly campaign: string | null;
  readonly newCampaign: string;
  readonly owner: string;
  readonly tags: readonly string[];
}
/** The value of the campaign field that stands for one to be made. */
export const NEW_CAMPAIGN = 'new';

export interface Layout {
  readonly sheet: number;
  readonly header: number | null;
  readonly titles: readonly string[];
  readonly columns: readonly (Target | null)[];
  /** nobody recognised a single title */
  readonly nothingMatched: boolean;
}

export interface FileRefusal {
  readonly file: File;
  readonly code: ReadRefusal;
  readonly row?: number;
}

export type Fixes = ReadonlyMap<number, ReadonlyMap<number, string>>;

export interface ImportReport {
  readonly plan: ImportPlan;
  readonly rows: readonly JudgedRow[];
  readonly titles: readonly string[];
  readonly batch: string | null;
  /** the fair that holds for all rows */
  readonly campaign: string | null;
  readonly entry: UndoEntry | null;
  /** why it stopped halfway */
  readonly failure: string | null;
}

export type ImportState =
  | {
      readonly step: 'file';
      readonly reading: File | null;
      readonly refusal: FileRefusal | null;
      readonly fault: string | null;
    }
  | {
      readonly step: 'columns';
      readonly open: OpenFile;
      readonly options: ReadOptions;
      readonly layout: Layout;
      readonly forAll: ForAllRows;
      readonly fixes: Fixes;
      readonly busy: boolean;
    }
  | {
      readonly step: 'review';
      readonly open: OpenFile;
      readonly options: ReadOptions;
      readonly layout: Layout;
      readonly forAll: ForAllRows;
      readonly fixes: Fixes;
      /** without duplicates marked: the page marks them against the records as they stand */
      readonly rows: readonly JudgedRow[];
      readonly leftOut: readonly LeftOutLine[];
      readonly duplicates: RowChoice;
      readonly choices: ReadonlyMap<number, RowChoice>;
    }
  | { readonly step: 'running'; readonly name: string; readonly rows: number }
  | { readonly step: 'report'; readonly report: ImportReport };

export const START: ImportState = { step: 'file', reading: null, refusal: null, fault: null };

export type StepOf<S extends ImportState['step']> = Extract<ImportState, { step: S }>;

/** Whether leaving now would lose what someone did. */
export const hasUnsavedWork = (state: ImportState): boolean => state.step === 'columns' || state.step === 'review';

/** Notes a corrected cell. */
export function withFix(fixes: Fixes, row: number, column: number, text: string): Fixes {
  return new Map(fixes).set(row, new Map(fixes.get(row)).set(column, text));
}

/** A choice for one row; `null` takes it back to what holds for all. */
export function withChoice(
  choices: ReadonlyMap<number, RowChoice>,
  row: number,
  choice: RowChoice | null,
): ReadonlyMap<number, RowChoice> {
  const next = new Map(choices);
  if (choice === null) next.delete(row);
  else next.set(row, choice);
  return next;
}
