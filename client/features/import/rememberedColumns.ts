/**
 * Which field a column of this title was put into last time, kept on this device. A convenience only: without storage
 * every file is matched anew.
 */
import * as z from 'zod/mini';
import { titleKey, type RememberedColumns } from '#schema/import/columns.ts';
import { isTarget, type Target } from '#schema/import/targets.ts';

const KEY = 'ortak.import.columns';
const MOST = 500;
const Kept = z.array(z.tuple([z.string(), z.nullable(z.string())]));

/** What is remembered; nothing where the device keeps nothing. */
export function rememberedColumns(): RememberedColumns {
  const known = new Map<string, Target | null>();
  for (const [title, target] of read()) if (target === null || isTarget(target)) known.set(title, target);
  return known;
}

/** Remembers the choices of one file; the newest stand last, and the oldest go when there are too many. */
export function rememberColumns(titles: readonly string[], columns: readonly (Target | null)[]): void {
  const known = new Map(read());
  for (const [column, title] of titles.entries()) {
    const key = titleKey(title);
    if (key === '') continue;
    known.delete(key);
    known.set(key, columns[column] ?? null);
  }
  try {
    localStorage.setItem(KEY, JSON.stringify([...known].slice(-MOST)));
  } catch {
    // a full or forbidden storage: the next file is matched by its titles alone
  }
}

function read(): readonly (readonly [string, string | null])[] {
  try {
    const kept = Kept.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    return kept.success ? kept.data : [];
  } catch {
    return [];
  }
}
