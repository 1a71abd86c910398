/**
 * The shape that every language shares: the Turkish words with their literal types widened to plain text.
 * A missing or surplus key in another language does not compile.
 */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };
