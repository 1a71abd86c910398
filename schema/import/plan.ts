/**
 * Judged rows and a person's choices to what will be written: leads to make, leads to fill, rows left out and why.
 * Decides everything before anything is written; ids are chosen here, so that a write that runs twice writes once.
 */
import type { ImportItem } from '../commands/importRows.ts';
import type { Env } from '../env.ts';
import type { Source } from '../fields.ts';
import type { ChangesOf } from '../records/index.ts';
import type { JudgedRow, LeadDraft } from './judge.ts';
import { fillDraft } from './merge.ts';
import type { Target } from './targets.ts';

/** What happens to a row: `take` makes a lead, also of a duplicate; `merge` fills the lead or row it doubles. */
export type RowChoice = 'take' | 'merge' | 'skip';

export interface Choices {
  /** For every duplicate that has no choice of its own. */
  readonly duplicates: RowChoice;
  /** By data row. */
  readonly rows: ReadonlyMap<number, RowChoice>;
}

/** Values for all rows. A row's own value goes first; tags join. */
export interface Constants {
  readonly source?: Source;
  readonly campaign?: string;
  /** a campaign to make with the import, instead of `campaign` */
  readonly newCampaign?: ChangesOf<'campaign'>;
  readonly owner?: string;
  readonly tags?: readonly string[];
}

export type RowOutcome =
  | { readonly row: number; readonly result: 'create'; readonly id: string }
  /** into a record of the workspace, or into the lead that an earlier row makes */
  | { readonly row: number; readonly result: 'merge'; readonly id: string; readonly into: 'record' | 'row' }
  | { readonly row: number; readonly result: 'skip'; readonly why: 'nameless' | 'duplicate' | 'chosen' };

/** What becomes of each row, and how many there are of each kind. */
export interface Decided {
  readonly outcomes: readonly RowOutcome[];
  readonly counts: { readonly create: number; readonly merge: number; readonly skip: number };
}

export interface ImportPlan extends Decided {
  readonly items: readonly ImportItem[];
}

export interface PlanInput {
  /** with their duplicates marked, in the file's order */
  readonly rows: readonly JudgedRow[];
  readonly choices: Choices;
  readonly constants: Constants;
  /** what the file calls a field, for values that a merge cannot place and keeps as a line of the description */
  readonly titleOf: (target: Target) => string;
  /** what a record of the workspace holds, so that a merge sees where the row says something else */
  readonly recordDraft: (id: string) => LeadDraft | undefined;
}

/**
 * What becomes of each row, in the rows' order; leads to be made get their ids from `newId`. Rows without a name and a
 * company are never taken: a lead needs one of them.
 */
export function decideRows(rows: readonly JudgedRow[], choices: Choices, newId: () => string): Decided {
  /** where an earlier row went: the lead that it made or filled */
  const went = new Map<number, { id: string; into: 'record' | 'row' }>();
  const counts = { create: 0, merge: 0, skip: 0 };
  const outcomes = rows.map((judged): RowOutcome => {
    const { row } = judged;
    const known = whereItIs(judged, went);
    const choice = choices.rows.get(row) ?? (known ? choices.duplicates : 'take');
    if (choice === 'skip') {
      // Whoever doubles a row that was left out as a duplicate still doubles what that row doubles.
      if (known) went.set(row, known);
      return { row, result: 'skip', why: choices.rows.has(row) || !known ? 'chosen' : 'duplicate' };
    }
    if (choice === 'merge' && known) {
      went.set(row, known);
      return { row, result: 'merge', ...known };
    }
    if (judged.problems.some(({ code }) => code === 'nameless')) return { row, result: 'skip', why: 'nameless' };
    const id = newId();
    went.set(row, { id, into: 'row' });
    return { row, result: 'create', id };
  });
  for (const { result } of outcomes) counts[result] += 1;
  return { outcomes, counts };
}

/** Plans an import: what `decideRows` decides, and what is written for it. */
export function planImport({ rows, choices, constants, titleOf, recordDraft }: PlanInput, env: Env): ImportPlan {
  const campaign = constants.newCampaign ? env.newId() : constants.campaign;
  const { outcomes, counts } = decideRows(rows, choices, () => env.newId());
  const made = new Map<string, { draft: LeadDraft; hash: string }>();
  const filled = new Map<string, LeadDraft>();
  for (const [index, outcome] of outcomes.entries()) {
    const judged = rows[index];
    if (!judged || outcome.result === 'skip') continue;
    const { id } = outcome;
    const draft = withConstants(judged.draft, constants, campaign);
    const lead = made.get(id);
    if (outcome.result === 'create') made.set(id, { draft, hash: judged.hash });
    else if (lead) made.set(id, { ...lead, draft: fillDraft(lead.draft, draft, { titleOf, repair: true }) });
    else filled.set(id, fillDraft(filled.get(id) ?? recordDraft(id) ?? {}, draft, { titleOf, repair: false }));
  }

  const items: ImportItem[] = [];
  if (constants.newCampaign && campaign) items.push({ op: 'campaign', id: campaign, values: constants.newCampaign });
  for (const [id, { draft, hash }] of made)
    items.push({ op: 'create', id, values: { ...asValues(draft, env), rawHash: hash } });
  for (const [id, draft] of filled) items.push({ op: 'fill', id, ...fillValues(draft, recordDraft(id) ?? {}) });
  return { items, outcomes, counts };
}

function whereItIs(
  { problems }: JudgedRow,
  went: ReadonlyMap<number, { id: string; into: 'record' | 'row' }>,
): { id: string; into: 'record' | 'row' } | undefined {
  const record = problems.find(({ code }) => code === 'duplicate-of-record')?.record;
  if (record !== undefined) return { id: record, into: 'record' };
  const of = problems.find(({ code }) => code === 'duplicate-in-file')?.of;
  return of === undefined ? undefined : went.get(of);
}

function withConstants(draft: LeadDraft, constants: Constants, campaign: string | undefined): LeadDraft {
  const { source, owner, tags = [] } = constants;
  const ownSource = draft.source !== undefined;
  return {
    ...(source && { source }),
    ...(campaign !== undefined && !ownSource && { campaign }),
    ...(owner !== undefined && { owner }),
    ...draft,
    ...(tags.length > 0 && { tags: [...new Set([...(draft.tags ?? []), ...tags])] }),
  };
}

/** A draft as values of a new lead. Its own day is the day of the visit, where it has no other. */
function asValues({ status, ...draft }: LeadDraft, env: Env): ChangesOf<'lead'> {
  const date =
    draft.date ?? (draft.visitDate !== undefined && isPast(draft.visitDate, env) ? draft.visitDate : undefined);
  return {
    ...draft,
    ...(date !== undefined && { date }),
    ...(status !== undefined && { status: { to: status, at: env.now(), by: env.actor.id } }),
  };
}

const isPast = (day: string, env: Env): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day) && day <= env.today();

/** What an existing lead lacks: it keeps its own status and owner, and its description gets the lines it has not. */
function fillValues(
  { status: _status, owner: _owner, description = '', ...draft }: LeadDraft,
  record: LeadDraft,
): { values: ChangesOf<'lead'>; lines: readonly string[] } {
  const lines = description
    .slice(record.description?.length ?? 0)
    .split('\n')
    .filter((line) => line !== '');
  const missing = Object.entries(draft).filter(([key, value]) => Array.isArray(value) || !Object.hasOwn(record, key));
  return { values: Object.fromEntries(missing), lines };
}
