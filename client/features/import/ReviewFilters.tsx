/** The head of the review: rows by problem, a search in them, and what becomes of duplicates. */
import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedRow } from '#schema/import/judge.ts';
import { useFormat } from '../../i18n/format.ts';
import classes from './ReviewStep.module.css';
import type { StepOf } from './importState.ts';
import { countProblems, fitsFilter, holdsWords, PROBLEM_ORDER, type RowFilter } from './reviewRows.ts';
import type { ImportSteps } from './useImport.ts';

/** Rows as they fitted when the filter was set: a row that is corrected stays in sight. */
export interface ShownRows {
  readonly filter: RowFilter;
  readonly search: string;
  readonly rows: readonly number[];
}

interface ReviewFiltersProps {
  readonly steps: ImportSteps;
  readonly state: StepOf<'review'>;
  readonly rows: readonly JudgedRow[];
  readonly shown: ShownRows | null;
  readonly onShow: (shown: ShownRows | null) => void;
}

const CHOICES = ['merge', 'skip', 'take'] as const;

export function ReviewFilters({ steps, state, rows, shown, onShow }: ReviewFiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = countProblems(rows);
  const filter = shown?.filter ?? 'all';
  const [search, setSearch] = useState('');
  const hasDuplicates = counts.has('duplicate-in-file') || counts.has('duplicate-of-record');
  const filters: readonly RowFilter[] = ['all', 'clean', ...PROBLEM_ORDER];

  const show = (next: RowFilter, words: string) => {
    setSearch(words);
    if (next === 'all' && words.trim() === '') return onShow(null);
    const kept = rows.filter((row) => fitsFilter(row, next) && holdsWords(row, words));
    onShow({ filter: next, search: words, rows: kept.map(({ row }) => row) });
  };
  const label = (one: RowFilter): string =>
    one === 'all'
      ? t(($) => $.import.review.all)
      : one === 'clean'
        ? t(($) => $.import.review.clean)
        : t(($) => $.import.problems[one]);

  return (
    <div className={classes.filters}>
      <div className={classes.filterLine}>
        <ul className={classes.chips} aria-label={t(($) => $.import.review.filters)}>
          {filters
            .filter((one) => (counts.get(one) ?? 0) > 0 || one === filter)
            .map((one) => (
              <li key={one}>
                <button
                  type="button"
                  className={classes.chip}
                  aria-pressed={one === filter}
                  onClick={() => show(one, search)}
                >
                  {label(one)} <span className={classes.chipCount}>{format.number(counts.get(one) ?? 0)}</span>
                </button>
              </li>
            ))}
        </ul>
        <TextInput
          className={classes.reviewSearch}
          aria-label={t(($) => $.import.review.search)}
          placeholder={t(($) => $.import.review.search)}
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => show(filter, event.currentTarget.value)}
        />
      </div>
      {hasDuplicates && (
        <div className={classes.duplicates}>
          <Text size="sm" fw={500} id="import-duplicates">
            {t(($) => $.import.review.duplicates)}
          </Text>
          <SegmentedControl
            aria-labelledby="import-duplicates"
            value={state.duplicates}
            data={CHOICES.map((value) => ({ value, label: t(($) => $.import.review.duplicateChoices[value]) }))}
            onChange={(value) => {
              const choice = CHOICES.find((one) => one === value);
              if (choice) steps.chooseDuplicates(choice);
            }}
          />
          <Text size="xs" c="dimmed" className={classes.duplicateHint}>
            {t(($) => $.import.review.duplicateHints[state.duplicates])}
          </Text>
        </div>
      )}
      {state.leftOut.length > 0 && <LeftOut state={state} />}
    </div>
  );
}

const LINES_NAMED = 6;

/** Lines of the sheet that are no rows of the list: said, so that nobody misses one. */
function LeftOut({ state }: { readonly state: StepOf<'review'> }) {
  const { t } = useTranslation();
  const { leftOut } = state;
  const named = leftOut
    .slice(0, LINES_NAMED)
    .map(({ line, why }) => t(($) => $.import.review.leftOutLine[why], { line }));
  const lines = [...named, ...(leftOut.length > LINES_NAMED ? ['…'] : [])].join(', ');
  return (
    <Text size="xs" c="dimmed">
      {t(($) => $.import.review.leftOut, { count: leftOut.length, lines })}
    </Text>
  );
}
