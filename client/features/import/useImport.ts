/**
 * One import, from the file to its report: holds the worker, the state and what the workspace knows. Everything that the
 * steps do goes through here; nothing is written before `start`.
 */
import { useLocation, useRouter } from '@tanstack/react-router';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeRow, type JudgedRow, type JudgeRules } from '#schema/import/judge.ts';
import { lookupIn } from '#schema/import/known.ts';
import type { RowChoice } from '#schema/import/plan.ts';
import { planImport } from '#schema/import/plan.ts';
import { rememberColumns, rememberedColumns } from '#schema/import/rememberedColumns.ts';
import type { Target } from '#schema/import/targets.ts';
import { loadPhoneParser, type PhoneParser } from '#schema/phone.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useWorkspaceMembers } from '../../data/session.ts';
import { idle } from '../../ui/idle.ts';
import { notify } from '../../ui/notify.tsx';
import { constantsOf, importName, proposeForAll } from './forAllRows.ts';
import {
  NEW_CAMPAIGN,
  START,
  withChoice,
  withFix,
  type ForAllRows,
  type ImportState,
  type Layout,
  type StepOf,
} from './importState.ts';
import { guessLayout, likeliestSheet, namesSomeone } from './layout.ts';
import { openImportReader, TooSlow, type ImportReader } from './read/importReader.ts';
import type { ReadOptions } from './read/readResult.ts';
import { useTargetLabel } from './targetLabel.ts';
import { campaignsOf, draftOf, knownNames, markKnown, prepareKnownLeads } from './workspaceKnowledge.ts';

/** Columns that are left alone for this long are judged. */
const REST_MS = 300;

export interface ImportSteps {
  readonly state: ImportState;
  readonly openFile: (file: File, options?: ReadOptions) => Promise<void>;
  readonly chooseSheet: (sheet: number) => void;
  readonly chooseHeader: (header: number | null) => void;
  readonly chooseColumn: (column: number, target: Target | null) => void;
  readonly changeForAll: (change: Partial<ForAllRows>) => void;
  readonly toReview: () => Promise<void>;
  readonly toColumns: () => void;
  readonly fix: (row: number, column: number, text: string) => void;
  readonly chooseDuplicates: (choice: RowChoice) => void;
  readonly choose: (row: number, choice: RowChoice | null) => void;
  readonly start: (rows: readonly JudgedRow[]) => Promise<void>;
  readonly reset: () => void;
}

export function useImport(): ImportSteps {
  const { t } = useTranslation();
  const router = useRouter();
  const { pathname } = useLocation();
  const workspace = useWorkspace();
  const members = useWorkspaceMembers(workspace.id);
  const targetLabel = useTargetLabel();
  const [state, setState] = useState<ImportState>(START);
  const reader = useRef<ImportReader | null>(null);
  const parsePhone = useRef<PhoneParser | null>(null);
  const asked = useRef(0);
  const mounted = useRef(true);

  useEffect(() => {
    mounted.current = true;
    reader.current ??= openImportReader();
    reader.current.prepare();
    void prepareKnownLeads(workspace.projection);
    return () => {
      mounted.current = false;
      reader.current?.close();
      reader.current = null;
    };
  }, [workspace.projection]);

  const known = useCallback(
    () => knownNames(workspace.projection, workspace.settings(), members),
    [workspace, members],
  );

  /** Changes a step in place; a step that is no longer on does not come back. */
  const within = useCallback(<S extends ImportState['step']>(step: S, change: (own: StepOf<S>) => ImportState) => {
    setState((now) => (now.step === step ? change(now as StepOf<S>) : now));
  }, []);

  const orderOf = useCallback(
    ({ sheet, header, columns }: Layout) => ({ sheet, header, columns, known: known() }),
    [known],
  );

  /** Judges before it is wanted, and looks for duplicates. Whether it is, and how it went, shows when one goes on. */
  const judgeAhead = useCallback(
    async (layout: Layout) => {
      if (!reader.current || !namesSomeone(layout.columns)) return;
      const judged = await reader.current.judge(orderOf(layout)).catch(() => null);
      await idle();
      if (judged) markKnown(judged.rows, workspace.projection);
    },
    [orderOf, workspace.projection],
  );

  const layout = state.step === 'columns' && !state.busy ? state.layout : null;
  useEffect(() => {
    if (!layout) return undefined;
    const timer = setTimeout(() => void judgeAhead(layout), REST_MS);
    return () => clearTimeout(timer);
  }, [layout, judgeAhead]);

  const openFile = useCallback(
    async (file: File, options: ReadOptions = {}) => {
      const turn = (asked.current += 1);
      setState((now) =>
        now.step === 'columns' ? { ...now, busy: true } : { step: 'file', reading: file, refusal: null, fault: null },
      );
      reader.current ??= openImportReader();
      // leads that changed meanwhile undid what was begun when the page opened
      void prepareKnownLeads(workspace.projection);
      try {
        const opened = await reader.current.open(file, options);
        if (turn !== asked.current) return;
        if (!opened.ok) {
          const { code, row } = opened;
          const refusal = { file, code, ...(row !== undefined && { row }) };
          return setState({ step: 'file', reading: null, refusal, fault: null });
        }
        const { sheets, csv } = opened;
        const layout = guessLayout(sheets, likeliestSheet(sheets), rememberedColumns(workspace.doc));
        void judgeAhead(layout);
        const proposed = proposeForAll(file.name, sheets[layout.sheet]?.head ?? [], layout, {
          campaigns: campaignsOf(workspace.projection),
          me: workspace.env.actor.id,
        });
        // a whole step is drawn in parts between which the page answers
        startTransition(() =>
          setState((now) => ({
            step: 'columns',
            open: { file, sheets, ...(csv && { csv }) },
            options,
            layout,
            forAll: now.step === 'columns' ? now.forAll : proposed,
            fixes: new Map(),
            busy: false,
          })),
        );
      } catch (error) {
        if (turn !== asked.current) return;
        reader.current?.close();
        reader.current = null;
        setState({ step: 'file', reading: null, refusal: null, fault: messageOf(error) });
      }
    },
    [workspace, judgeAhead],
  );

  const relayout = useCallback(
    (sheet: number | null, header: number | null | undefined) =>
      within('columns', (own) => ({
        ...own,
        fixes: new Map(),
        layout: guessLayout(own.open.sheets, sheet ?? own.layout.sheet, rememberedColumns(workspace.doc), header),
      })),
    [within, workspace],
  );

  const rulesOf = useCallback(
    ({ titles, columns }: StepOf<'columns'>['layout'], parser: PhoneParser): JudgeRules => ({
      titles,
      columns,
      parsePhone: parser,
      lookup: lookupIn(known()),
    }),
    [known],
  );

  const toReview = useCallback(async () => {
    if (state.step !== 'columns' || !reader.current) return;
    const { layout, fixes } = state;
    const turn = (asked.current += 1);
    // nobody need see that there is nothing to wait for
    startTransition(() => within('columns', (own) => ({ ...own, busy: true })));
    try {
      const [judged, parser] = await Promise.all([reader.current.judge(orderOf(layout)), loadPhoneParser()]);
      if (turn !== asked.current) return;
      parsePhone.current = parser;
      const rules = rulesOf(layout, parser);
      const fixed = (row: JudgedRow): JudgedRow => {
        const own = fixes.get(row.row);
        if (!own) return row;
        return judgeRow({ ...row, cells: row.cells.map((cell, column) => own.get(column) ?? cell) }, rules);
      };
      // the same list as long as nothing was fixed: what was found in it ahead holds
      const rows = fixes.size === 0 ? judged.rows : judged.rows.map(fixed);
      startTransition(() =>
        within('columns', ({ open, options, forAll }) => ({
          step: 'review',
          open,
          options,
          layout,
          forAll,
          fixes,
          rows,
          leftOut: judged.leftOut,
          duplicates: 'merge',
          choices: new Map(),
        })),
      );
    } catch (error) {
      if (turn !== asked.current) return;
      reader.current?.close();
      reader.current = null;
      const refusal = error instanceof TooSlow ? { file: state.open.file, code: 'too-slow' as const } : null;
      setState({ step: 'file', reading: null, refusal, fault: refusal ? null : messageOf(error) });
    }
  }, [state, orderOf, rulesOf, within]);

  const fix = useCallback(
    (row: number, column: number, text: string) => {
      const parser = parsePhone.current;
      if (!parser) return;
      within('review', (own) => {
        const rules = rulesOf(own.layout, parser);
        const rows = own.rows.map((judged) => {
          if (judged.row !== row) return judged;
          const cells = Array.from({ length: Math.max(judged.cells.length, column + 1) }, (_, at) =>
            at === column ? text : (judged.cells[at] ?? null),
          );
          return judgeRow({ ...judged, cells }, rules);
        });
        return { ...own, rows, fixes: withFix(own.fixes, row, column, text) };
      });
    },
    [rulesOf, within],
  );

  const plan = useCallback(
    (rows: readonly JudgedRow[], step: StepOf<'review'>) => {
      const { titles, columns } = step.layout;
      return planImport(
        {
          rows,
          choices: { duplicates: step.duplicates, rows: step.choices },
          constants: constantsOf(step.forAll),
          titleOf: (target) => titles[columns.indexOf(target)] || targetLabel(target),
          recordDraft: (id) => {
            const record = workspace.projection.get('lead', id);
            return record && draftOf(record);
          },
        },
        workspace.env,
      );
    },
    [workspace, targetLabel],
  );

  const start = useCallback(
    async (rows: readonly JudgedRow[]) => {
      if (state.step !== 'review') return;
      const made = plan(rows, state);
      const name = importName(state.forAll, state.open.file.name, campaignsOf(workspace.projection));
      rememberColumns(workspace.doc, workspace.env, state.layout.titles, state.layout.columns);
      reader.current?.close();
      reader.current = null;
      setState({ step: 'running', name, rows: made.counts.create + made.counts.merge });
      const { titles } = state.layout;
      const fair = made.items.find(({ op }) => op === 'campaign')?.id ?? state.forAll.campaign;
      const campaign = fair === NEW_CAMPAIGN ? null : fair;
      const report = { plan: made, rows, titles, campaign, batch: null, entry: null, failure: null };
      try {
        const result = await workspace.start({ kind: 'importRows', items: made.items, title: name });
        if (!result.ok) {
          notify.refused(t(($) => $.commands.refusals[result.code]));
          return setState(state);
        }
        const { entry } = result;
        const batch = result.inverse.batch ?? null;
        setState({ step: 'report', report: { ...report, batch, entry: entry ?? null } });
        // also when the next page is still being loaded and this one stands for a moment longer
        if (!mounted.current || router.latestLocation.pathname !== pathname) {
          const count = made.counts.create + made.counts.merge;
          notify.done(
            t(($) => $.import.report.toast, { count }),
            entry && (() => void workspace.undo(entry)),
          );
        }
      } catch (error) {
        setState({ step: 'report', report: { ...report, failure: messageOf(error) } });
      }
    },
    [state, plan, workspace, t, router, pathname],
  );

  return useMemo(
    () => ({
      state,
      openFile,
      chooseSheet: (sheet) => relayout(sheet, undefined),
      chooseHeader: (header) => relayout(null, header),
      chooseColumn: (column, target) =>
        within('columns', (own) => ({
          ...own,
          layout: { ...own.layout, columns: own.layout.columns.map((now, at) => (at === column ? target : now)) },
        })),
      changeForAll: (change) => within('columns', (own) => ({ ...own, forAll: { ...own.forAll, ...change } })),
      toReview,
      toColumns: () =>
        within('review', ({ open, options, layout, forAll, fixes }) => ({
          step: 'columns',
          open,
          options,
          layout,
          forAll,
          fixes,
          busy: false,
        })),
      fix,
      chooseDuplicates: (duplicates) => within('review', (own) => ({ ...own, duplicates, choices: new Map() })),
      choose: (row, choice) => within('review', (own) => ({ ...own, choices: withChoice(own.choices, row, choice) })),
      start,
      reset: () => setState(START),
    }),
    [state, openFile, relayout, within, toReview, fix, start],
  );
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
