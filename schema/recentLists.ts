/**
 * The lists that someone asks for one after another: a list asked for again is the same one, and what narrows an earlier
 * list by a letter or a filter looks through that list's records alone. The law: each equals asking anew.
 */
import type { Locale } from './env.ts';
import type { Projection } from './projection.ts';
import { liveList, type LiveList, type Query, type SortLabel } from './query.ts';
import type { RecordType } from './records/index.ts';
import type { Pace } from './slices.ts';

/** Lists that are kept: the one of all, the one without a text, and some letters of the way to the present one. */
const KEPT = 5;

/** Answers how to come to a list. The labels must be the same for as long as this is used. `pace` as in `liveList`. */
export function recentLists<T extends RecordType>(
  projection: Projection,
  locale: Locale,
  label?: SortLabel,
  pace?: Pace,
): (query: Query<T>) => LiveList<T> {
  const kept = new Map<string, { readonly query: Query<T>; readonly list: LiveList<T> }>();
  return (query) => {
    const key = JSON.stringify(query);
    const known = kept.get(key);
    kept.delete(key);
    const wider = known
      ? undefined
      : [...kept.values()].findLast((other) => isNarrower(query, other.query) && other.list.known());
    const one = known ?? { query, list: liveList(projection, query, locale, { label, wider: wider?.list, pace }) };
    kept.set(key, one);
    if (kept.size > KEPT) {
      const others = [...kept];
      const [oldest] =
        others.find(([, other]) => other.query.text !== undefined) ??
        others.find(([, other]) => other.query.where !== undefined) ??
        others[0]!;
      kept.delete(oldest);
    }
    return one.list;
  };
}

/** Whether all that one query finds, another one of the same order finds too. Digits of a phone are read as a whole. */
function isNarrower<T extends RecordType>(query: Query<T>, wider: Query<T>): boolean {
  const { text = '', where, ...rest } = query;
  const { text: before = '', where: filter, ...others } = wider;
  if (JSON.stringify(rest) !== JSON.stringify(others)) return false;
  if (filter !== undefined && JSON.stringify(where) !== JSON.stringify(filter)) return false;
  const isPhone = /^[\d\s()+-]+$/.test(text);
  return text.startsWith(before) && (before === '' || !isPhone);
}
