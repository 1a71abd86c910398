/**
 * Which field a column of a title was put into last time, shared by the workspace: a flat map in its document, folded title
 * → target, '' for "leave it out". A convenience: it is no record, writes no event and has no undo.
 */
import type * as Y from 'yjs';
import { COMMAND_ORIGIN } from '../command.ts';
import type { Env } from '../env.ts';
import { may } from '../policy.ts';
import { titleKey, type RememberedColumns } from './columns.ts';
import { isTarget, type Target } from './targets.ts';

const LEFT_OUT = '';
const LONGEST_KEY = 80;
/** Titles kept: a file with thousands of columns must not fill the document. */
const MOST = 500;

const columnMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('importColumns');

/** What is remembered; entries that are none are passed over. */
export function rememberedColumns(doc: Y.Doc): RememberedColumns {
  const known = new Map<string, Target | null>();
  columnMap(doc).forEach((target, key) => {
    if (target === LEFT_OUT) known.set(key, null);
    else if (typeof target === 'string' && isTarget(target)) known.set(key, target);
  });
  return known;
}

/** Remembers the choices of one file, where they are new. Who may not import changes nothing. */
export function rememberColumns(
  doc: Y.Doc,
  env: Pick<Env, 'actor'>,
  titles: readonly string[],
  columns: readonly (Target | null)[],
): void {
  if (!may(env.actor.role, 'importRecords')) return;
  const map = columnMap(doc);
  const news = new Map<string, string>();
  for (const [column, title] of titles.entries()) {
    const key = titleKey(title);
    if (key === '' || key.length > LONGEST_KEY) continue;
    const target = columns[column] ?? LEFT_OUT;
    if (map.get(key) !== target) news.set(key, target);
  }
  const written = [...news].filter(([key], at) => map.has(key) || map.size + at < MOST);
  if (written.length === 0) return;
  doc.transact(() => {
    for (const [key, target] of written) map.set(key, target);
  }, COMMAND_ORIGIN);
}
