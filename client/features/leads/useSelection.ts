/** Which leads of the list are selected: one by one, from here to there, all. What is filtered away is not selected. */
import { startTransition, useCallback, useMemo, useState } from 'react';
import type { Lead } from '#schema/records/lead.ts';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** selected leads that are in the list now, in its order */
  readonly shown: readonly string[];
  /** selects or leaves one; with `range` everything from the last one up to it */
  toggle(id: string, range: boolean): void;
  toggleAll(): void;
  clear(): void;
}

interface State {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
  /** all of these rows are selected */
  readonly all?: readonly Lead[];
}
const NOTHING: State = { ids: new Set(), anchor: null };

export function useSelection(rows: readonly Lead[]): Selection {
  const [state, setState] = useState<State>(NOTHING);
  const shown = useMemo(() => {
    if (state.all === rows) return [...state.ids];
    const ids: string[] = [];
    if (state.ids.size > 0) for (const { id } of rows) if (state.ids.has(id)) ids.push(id);
    return ids;
  }, [rows, state]);

  const toggle = useCallback(
    (id: string, range: boolean) => setState((before) => (range ? withRange(before, rows, id) : withOne(before, id))),
    [rows],
  );
  const allShown = shown.length === rows.length;
  const toggleAll = useCallback(() => {
    const all = rows.map((row) => row.id);
    // one task names them, the next gathers and shows them
    startTransition(() => setState(({ anchor }) => (allShown ? NOTHING : { ids: new Set(all), anchor, all: rows })));
  }, [rows, allShown]);
  const clear = useCallback(() => setState(NOTHING), []);
  return useMemo(
    () => ({ ids: state.ids, shown, toggle, toggleAll, clear }),
    [state.ids, shown, toggle, toggleAll, clear],
  );
}

function withOne(before: State, id: string): State {
  const ids = new Set(before.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

function withRange(before: State, rows: readonly Lead[], id: string): State {
  const from = rows.findIndex((row) => row.id === before.anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return withOne(before, id);
  const ids = new Set(before.ids);
  for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(row.id);
  return { ids, anchor: before.anchor };
}
