/** The leads that an address asks for, in its order, live: a change moves one row, not the list. Many are asked in slices. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Locale } from '#schema/env.ts';
import type { Projection } from '#schema/projection.ts';
import type { LiveList, Query, SortLabel } from '#schema/query.ts';
import { recentLists } from '#schema/recentLists.ts';
import type { Lead } from '#schema/records/lead.ts';
import type { Settings } from '#schema/settings.ts';
import { pacing } from '../../data/pause.ts';
import { sortLabel } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import type { FieldContext } from '../../records/fieldText.ts';
import { type LeadListAddress, sortsOf } from './listAddress.ts';

/** The address as a question to the records. */
export const leadQuery = ({ q, where, sort }: LeadListAddress): Query<'lead'> => ({
  type: 'lead',
  sort: sortsOf(sort),
  ...(q !== undefined && { text: q }),
  ...(where && { where }),
});

interface LeadRows {
  readonly rows: readonly Lead[];
  /** the rows are those of before: so many leads are asked that it takes a moment */
  readonly isAsking: boolean;
}

/** The lists of a workspace, which outlive the page: who comes back finds the list as it was left. */
interface Kept {
  readonly locale: Locale;
  readonly settings: Settings;
  readonly listOf: (query: Query<'lead'>) => LiveList<'lead'>;
}
const lists = new WeakMap<Projection, Kept>();

function listsOf(projection: Projection, locale: Locale, settings: Settings): Kept['listOf'] {
  const kept = lists.get(projection);
  if (kept?.locale === locale && kept.settings === settings) return kept.listOf;
  const listOf = recentLists<'lead'>(projection, locale, sortLabel('lead', settings, locale), pacing);
  lists.set(projection, { locale, settings, listOf });
  return listOf;
}

/** Workspaces whose list was on screen. */
const opened = new WeakSet<Projection>();
export const wasOnScreen = (projection: Projection): boolean => opened.has(projection);
const NOTHING: readonly Lead[] = [];

export function useLeadRows(query: Query<'lead'>, context: FieldContext): LeadRows {
  const { projection } = useWorkspace();
  const key = JSON.stringify(query);
  const { settings, format } = context;
  const { locale } = format;
  // names matter only where the list is sorted by them: a renamed campaign must not sort all others anew
  const byName = query.sort?.some(({ field }) => field === 'owner' || field === 'campaign') ? context : null;
  const listOf = useMemo(() => {
    if (!byName) return listsOf(projection, locale, settings);
    const byList = sortLabel('lead', settings, locale);
    const label: SortLabel = (field, value) => {
      if (field === 'owner') return byName.nameOf(value);
      return field === 'campaign' ? byName.titleOfRef('campaign', value) : byList(field, value);
    };
    return recentLists<'lead'>(projection, locale, label, pacing);
  }, [projection, locale, settings, byName]);
  const list = useMemo(() => {
    const live = listOf(JSON.parse(key) as Query<'lead'>);
    return {
      // a page that opens has no list before it to stay on screen, and waits for its first anyway
      atFirst: () => live.last() ?? (opened.has(projection) ? NOTHING : live.rows()),
      soon: () => live.soon(),
      subscribe: (listener: () => void) => live.subscribe(listener),
    };
  }, [listOf, key, projection]);
  const found = useSyncExternalStore(list.subscribe, list.soon);
  const [shown, show] = useState(() => found ?? list.atFirst());
  if (found && found !== shown) show(found);
  useEffect(() => {
    opened.add(projection);
  }, [projection]);
  return { rows: found ?? shown, isAsking: !found };
}
