/**
 * What the address of the leads list says: which leads (a filter, a text), in which order, and which one stands in the
 * panel. Every figure of a report links here with its filter: `search={leadsWhere(figure.where)}`.
 * Parsed once, where the route reads it; what is no filter or order is left out, never an error page.
 */
import * as z from 'zod/mini';
import type { Condition, Filter } from '#schema/filter.ts';
import type { Sort } from '#schema/query.ts';

export interface LeadListAddress {
  /** text that is looked for */
  readonly q?: string;
  readonly where?: Filter;
  /** fields with commas between, `-` before one that descends: `-created,title` */
  readonly sort?: string;
  /** id of the lead in the panel */
  readonly lead?: string;
}

/** The address of a list of just these leads. */
export const leadsWhere = (where: Filter): LeadListAddress => {
  const parts = partsOf(where);
  return parts.length === 0 ? {} : { where: wholeOf(parts) };
};

const text = z.string().check(z.maxLength(200));
const ConditionShape = z.object({
  field: z.string().check(z.regex(/^[a-z][A-Za-z0-9_]{0,63}$/)),
  op: z.enum(['is', 'in', 'contains', 'empty', 'atLeast', 'atMost']),
  value: z.optional(z.union([text, z.number(), z.array(text).check(z.maxLength(500))])),
});
const FilterShape: z.ZodMiniType<Filter> = z.lazy(() =>
  z.union([
    z.object({ all: z.array(FilterShape) }),
    z.object({ any: z.array(FilterShape) }),
    z.object({ not: FilterShape }),
    z.pipe(
      ConditionShape,
      z.transform(({ field, op, value }): Condition => (value === undefined ? { field, op } : { field, op, value })),
    ),
  ]),
);
const SORT = /^-?[a-z][A-Za-z0-9_]*(,-?[a-z][A-Za-z0-9_]*){0,3}$/;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads the search part of an address. */
export function readLeadListAddress(search: Record<string, unknown>): LeadListAddress {
  const { q, where, sort, lead } = search;
  const filter = FilterShape.safeParse(where);
  const parts = filter.success ? partsOf(filter.data) : [];
  // figures in the address come back as numbers
  const words = typeof q === 'number' ? String(q) : q;
  return {
    ...(typeof words === 'string' && words !== '' && { q: words.slice(0, 200) }),
    ...(parts.length > 0 && { where: wholeOf(parts) }),
    ...(typeof sort === 'string' && SORT.test(sort) && { sort }),
    ...(typeof lead === 'string' && ID.test(lead) && { lead }),
  };
}

export const DEFAULT_SORT = '-created';

/** The order that an address asks for. */
export const sortsOf = (sort: string = DEFAULT_SORT): readonly Sort[] =>
  sort.split(',').map((part) => (part.startsWith('-') ? { field: part.slice(1), descending: true } : { field: part }));

/** The order after a click on a column's head: ascending, descending, then as it was at first. */
export function nextSort(sort: string | undefined, field: string): string | undefined {
  const [first] = sortsOf(sort);
  if (sort === undefined || first?.field !== field) return field;
  return first.descending ? undefined : `-${field}`;
}

/** The parts of a filter that must all hold. */
export const partsOf = (where: Filter | undefined): readonly Filter[] =>
  where === undefined ? [] : 'all' in where ? where.all.flatMap(partsOf) : [where];

/** One filter out of parts. */
export const wholeOf = (parts: readonly Filter[]): Filter => (parts.length === 1 ? parts[0]! : { all: parts });

/** What is chosen for one field: values, and whether leads without any are wanted too. */
export interface Choice {
  readonly values: readonly string[];
  readonly empty: boolean;
}
const NOTHING: Choice = { values: [], empty: false };

/** Reads a part of a filter as a choice of values for one field, where it is one. */
export function choiceIn(part: Filter): ({ readonly field: string } & Choice) | null {
  if ('any' in part) {
    const choices = part.any.map(choiceIn);
    const [first] = choices;
    if (!first || choices.some((choice) => choice?.field !== first.field)) return null;
    return {
      field: first.field,
      values: choices.flatMap((choice) => choice?.values ?? []),
      empty: choices.some((choice) => choice?.empty),
    };
  }
  if ('all' in part || 'not' in part) return null;
  const { field, op, value } = part;
  if (op === 'empty') return { field, values: [], empty: true };
  if (op === 'in' && Array.isArray(value)) return { field, values: value, empty: false };
  if (op === 'is' && typeof value === 'string') return { field, values: [value], empty: false };
  return null;
}

/** What is chosen for a field in a filter. */
export function choiceOf(where: Filter | undefined, field: string): Choice {
  for (const part of partsOf(where)) {
    const choice = choiceIn(part);
    if (choice?.field === field) return { values: choice.values, empty: choice.empty };
  }
  return NOTHING;
}

/** The filter with another choice for a field; undefined where nothing is left of it. */
export function withChoice(where: Filter | undefined, field: string, { values, empty }: Choice): Filter | undefined {
  const others = partsOf(where).filter((part) => choiceIn(part)?.field !== field);
  const wanted: Filter[] = [];
  if (values.length > 0) wanted.push({ field, op: 'in', value: values });
  if (empty) wanted.push({ field, op: 'empty' });
  const parts = wanted.length === 0 ? others : [...others, wanted.length === 1 ? wanted[0]! : { any: wanted }];
  return parts.length === 0 ? undefined : wholeOf(parts);
}

/** The filter without one of its parts. */
export function withoutPart(where: Filter | undefined, part: Filter): Filter | undefined {
  const parts = partsOf(where).filter((other) => other !== part);
  return parts.length === 0 ? undefined : wholeOf(parts);
}
