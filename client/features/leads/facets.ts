/** Quick filters of the leads list: which fields, and how many leads each value would show. Counted when one is opened. */
import { compileQuery, type Query } from '#schema/query.ts';
import { valueIn } from '#schema/filter.ts';
import type { Projection } from '#schema/projection.ts';
import { SLICE, type Slices } from '#schema/slices.ts';
import { foldKey } from '#schema/text.ts';
import { joinSpellings } from '../../records/SetEditor.tsx';
import { withChoice } from './listAddress.ts';

export const QUICK_FIELDS = ['status', 'source', 'campaign', 'owner', 'city', 'tags', 'sector'] as const;
export type QuickField = (typeof QUICK_FIELDS)[number];

export interface Facet {
  /** value → leads; spellings that people take for one are one */
  readonly counts: ReadonlyMap<string, number>;
  /** leads without any */
  readonly empty: number;
}

/** Counts the values of a field over the leads that all other filters let through. */
export function* facetOf(projection: Projection, query: Query<'lead'>, field: QuickField): Slices<Facet> {
  const { where: _, ...rest } = query;
  const where = withChoice(query.where, field, { values: [], empty: false });
  const matches = compileQuery({ ...rest, ...(where && { where }) });
  const counts = new Map<string, number>();
  let empty = 0;
  for (const [at, record] of [...projection.all('lead')].entries()) {
    if (at % SLICE === SLICE - 1) yield;
    if (!matches(record)) continue;
    const value = valueIn(record, field);
    if (value === undefined) empty += 1;
    else
      for (const each of typeof value === 'object' ? value : [String(value)])
        counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return { counts: joinSpellings(counts), empty };
}

/** The value as it is listed, for one that an address spells otherwise. */
export function listedAs(values: readonly string[], wanted: string): string | undefined {
  const key = foldKey(wanted);
  return values.find((value) => foldKey(value) === key);
}
