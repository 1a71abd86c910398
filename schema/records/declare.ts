/**
 * What a record type is: one declaration, from which types, columns, forms, search, import targets and label keys come.
 * Adding a field is one line in a declaration and its two labels.
 */
import type { Field, KindValues, Mark } from '../fields.ts';
import { field } from '../fields.ts';

export type Fields = Readonly<Record<string, Field>>;

export interface Declaration<T extends string = string, F extends Fields = Fields> {
  readonly type: T;
  readonly fields: F;
  /** the record carries a co-edited rich text, reached by `richText` in workspace.ts */
  readonly richText: boolean;
}

/** Fields that every record has. */
export const COMMON = {
  owner: field('member', { column: true, guarded: true }),
  tags: field('set', { column: true, importable: true, search: 1 }),
  externalId: field('text', { importable: true }),
  /** the import that made it, and the hash of its raw row: two imports of one list apart are recognised by it */
  batch: field('text', { guarded: true }),
  rawHash: field('text', { guarded: true }),
  updated: field('mark', { guarded: true }),
  /** members who changed it and did not make it: undoing its creation must not take their work away */
  editors: field('set', { guarded: true }),
  bin: field('mark', { guarded: true }),
} as const satisfies Fields;

/** Declares a record type; the common fields are added. */
export const declare = <T extends string, F extends Fields>(
  type: T,
  fields: F,
  options: { richText?: boolean } = {},
): Declaration<T, F & typeof COMMON> => ({
  type,
  fields: { ...fields, ...COMMON },
  richText: options.richText ?? false,
});

type ValueOf<F extends Field> = KindValues[F['kind']];
type SetKeys<F extends Fields> = { [K in keyof F]: F[K]['kind'] extends 'set' ? K : never }[keyof F];

/** A record as it is read: frozen, merged from its base and overlay; empty fields are absent, sets always there. */
export type RecordOf<D extends Declaration> = {
  readonly id: string;
  readonly type: D['type'];
  /** when and by whom it was made; `at` 0 and `by` '' where a foreign client left them out */
  readonly created: Mark;
} & { readonly [K in Exclude<keyof D['fields'], SetKeys<D['fields']>>]?: ValueOf<D['fields'][K]> } & {
  readonly [K in SetKeys<D['fields']>]: readonly string[];
};

/** A change to a set: the whole of it, or what to add and take away. */
export type SetChange = readonly string[] | { readonly add?: readonly string[]; readonly remove?: readonly string[] };

/** Values to write: `null` clears a field, an absent key leaves it. */
export type Changes<D extends Declaration> = {
  readonly [K in keyof D['fields']]?:
    | (D['fields'][K]['kind'] extends 'set' ? SetChange : ValueOf<D['fields'][K]>)
    | null;
};
